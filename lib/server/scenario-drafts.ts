import 'server-only';
import type { CaseEvent, CaseExpectation, CaseFacts, ScenarioAnswer, ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { can } from '#lib/api/permissions.ts';
import { addDays, atLocal, localDateOf } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { contactsOfJourney, runsOfJourney } from '#lib/db/queries/debtor-runs.ts';
import { journeyDraft } from '#lib/db/queries/journey-drafts.ts';
import { scenarioRows } from '#lib/db/queries/journey-scenarios.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import type { RunLog } from '#lib/interpreter/run-log.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { playScenario } from '#lib/runner/run-scenarios.ts';
import { pastDebtor } from '#lib/runner/simulated-portfolio.ts';
import { Refused } from './api-call.ts';
import { readStored } from './journeys.ts';

/** A made-up account is due this many days after its case begins, and lived through for as many again. */
const AHEAD_DAYS = 10;

/** A stored case as its file writes it. Throws Refused where the journey or the case is not there. */
export async function readScenarioCase(db: Sql, workspace: WorkspaceStanding, key: string, id: string): Promise<unknown> {
  const row = await journeyDraft(db, workspace.id, key);
  const found = row ? (await scenarioRows(db, row.id)).find((one) => one.id === id) : undefined;
  if (!found) throw new Refused(404, 'not-found');
  return found.document;
}

/**
 * A case to begin with: the story of a debtor, with what this journey made of it as what is expected; without one, an account that
 * nobody has. Nothing by which the person is known goes into it. Throws Refused where there is no such journey or debtor.
 */
export async function draftScenario(db: Sql, workspace: WorkspaceStanding, key: string, debtor: string | null): Promise<ScenarioCase> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const whole = await readWorkspace(db, workspace.id);
  const now = workspaceNow(whole, Date.now());
  const { timezone, country, policyCode, topicDays, openingTime } = whole;
  const setting = { workspace: { timezone, country, policy: policyCode, topicDays, openingTime } };
  if (debtor === null) return withWhatComes({ name: '', ...setting, ...madeUp(whole, now) }, readStored(row.document));
  if (!can(workspace.role, 'portfolio.read')) throw new Refused(403, 'not-allowed');
  const found = await pastDebtor(db, { workspace: whole, now }, debtor);
  if (!found) throw new Refused(404, 'not-found');
  const names = new Map(found.past.accounts.map(({ externalId }, index) => [externalId, `a${index + 1}`]));
  const story = { name: '', ...setting, ...storyOf(found.past, names, now) };
  const expect = await whatCame(db, found, row.id, names);
  return expect ? { ...story, expect } : withWhatComes(story, readStored(row.document));
}

/** What comes of a case on the saved draft. Throws Refused, with the places, where it cannot be run. */
export async function tryScenario(db: Sql, workspace: WorkspaceStanding, key: string, stated: unknown): Promise<ScenarioAnswer> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const isObject = typeof stated === 'object' && stated !== null && !Array.isArray(stated);
  const played = await playScenario(isObject ? { ...stated } : {}, readStored(row.document));
  if (!played.ok) throw new Refused(422, 'bad-scenario', played.problems);
  return answerOf(played.value.log);
}

type Story = Omit<ScenarioCase, 'expect'>;

async function withWhatComes(story: Story, journey: JourneyDocument): Promise<ScenarioCase> {
  const played = await playScenario({ ...story }, journey);
  if (!played.ok) return { ...story, expect: { contacts: [], enrollments: [] } };
  const { contacts, enrollments } = answerOf(played.value.log);
  return { ...story, expect: { contacts, enrollments } };
}

function answerOf({ contacts, notSent, enrollments }: RunLog): ScenarioAnswer {
  const rows = (list: readonly object[]) => list.map((row) => ({ ...row }));
  return { contacts: rows(contacts), notSent: rows(notSent), enrollments: rows(enrollments) };
}

function madeUp({ timezone, country, currency }: { timezone: string; country: string | null; currency: string }, now: Instant) {
  const today = localDateOf(now, timezone);
  const debtor = { id: 'd1', country, timezone, language: 'es', ...REACH };
  const account = { id: 'a1', debtor: 'd1', currency, balance: 10_000_000, dueDate: addDays(today, AHEAD_DAYS), status: 'current' };
  return {
    from: formatInstant(atLocal(today, '08:00', timezone)),
    to: formatInstant(atLocal(addDays(today, 2 * AHEAD_DAYS), '20:00', timezone)),
    debtors: [debtor],
    accounts: [account],
    events: [],
  };
}

/** Addresses of nobody: a case reaches nobody, it only asks whether there is one. */
const REACH = { email: 'd1@example.com', phone: '+10000000001', whatsapp: '+10000000001' };
const ADDRESSES = { ...REACH, postal: '1 Example Street' };

/** A past in the form of a case: ids of its own, and addresses of nobody where the person has one. */
function storyOf({ debtor, accounts, events }: DebtorOfPortfolio, names: ReadonlyMap<string, string>, now: Instant) {
  const facts = without(debtor, 'externalId', 'name');
  const reach = Object.fromEntries(Object.entries(ADDRESSES).filter(([field]) => facts[field]));
  const known = accounts.map(({ asOf, openedAt }) => Math.min(asOf ?? now, openedAt ?? now));
  const from = Math.min(now, ...known, ...events.map(({ at }) => at));
  return {
    from: formatInstant(from),
    to: formatInstant(now),
    debtors: [caseFacts({ ...facts, ...reach }, 'd1')],
    accounts: accounts.map((account) => ({
      ...caseFacts(without(account, 'externalId', 'debtorExternalId'), names.get(account.externalId) ?? account.externalId),
      debtor: 'd1',
    })),
    events: events.map(({ type, at, payload, accountId }): CaseEvent => {
      const about = accountId === null ? { debtor: 'd1' } : { account: names.get(accountId) ?? accountId };
      // The task that was logged is one of the past: here it is the one that the case opens.
      return { at: formatInstant(at), type, ...about, data: without(payload, 'task') };
    }),
  };
}

function without(facts: object, ...names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));
}

const INSTANTS = ['openedAt', 'asOf', 'callConsentAt', 'preferenceAt'];

/** Facts as a file writes them: instants as text, what nobody said left out. */
function caseFacts(facts: Readonly<Record<string, unknown>>, id: string): CaseFacts {
  const stated = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(
      stated.map(([key, value]) => [key, INSTANTS.includes(key) && typeof value === 'number' ? formatInstant(value) : value]),
    ),
    id,
  };
}

/** What a journey told the debtor and where their accounts came in it; null where none was ever in it. */
async function whatCame(
  db: Sql,
  { shard, id }: { readonly shard: number; readonly id: string },
  journeyId: number,
  names: ReadonlyMap<string, string>,
): Promise<CaseExpectation | null> {
  const runs = await runsOfJourney(db, shard, id, journeyId);
  if (runs.length === 0) return null;
  const told = await contactsOfJourney(db, shard, id, journeyId);
  const nameOf = (account: string) => names.get(account) ?? account;
  return {
    contacts: told.map(({ at, node, channel, status, accounts }) => ({
      ...{ at: formatInstant(at), node, channel, accounts: accounts.map(nameOf) },
      // How far one came afterwards is the provider's to say: a case knows only whether it was sent.
      status: status === 'cancelled' ? status : 'sent',
    })),
    enrollments: runs.map(({ account, status, node, outcome }) =>
      status === 'live' ? { account: nameOf(account), status, node } : { account: nameOf(account), status, outcome: outcome ?? 'end' },
    ),
  };
}
