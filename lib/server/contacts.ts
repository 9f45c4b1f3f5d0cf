import 'server-only';
import {
  type ContactDetail,
  type ContactPage,
  type ContactRow,
  type ContactsQuery,
  type LocalInstant,
  PAGE_SIZE,
} from '#lib/api/contacts.ts';
import { daysBetween } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Sql } from '#lib/db/client.ts';
import {
  type ContactFilter,
  type ContactLine,
  type ContactPlace,
  type ContactWhole,
  contactLines,
  contactPlaces,
  contactWhole,
} from '#lib/db/queries/contacts.ts';
import { type FrozenNode, frozenNodes, type JourneyName, journeyNames } from '#lib/db/queries/journeys.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { bucketOf } from '#lib/facts/catalogue.ts';
import { type Decided, explain } from '#lib/interpreter/explain.ts';
import { rulesNamed } from '#lib/interpreter/explanation.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { NO_RULES, namedRules, withRules } from './policy.ts';
import { readStepKey, stepKey } from './step-key.ts';
import { UUID } from './uuid-text.ts';

/**
 * One page of a workspace's contacts, newest first. Every statement names one shard: each shard gives its next places,
 * they are merged here, and only the shards that hold some of the page are asked for its lines.
 */
export async function contactPage(db: Sql, workspace: WorkspaceStanding, query: ContactsQuery): Promise<ContactPage> {
  const limit = query.limit ?? PAGE_SIZE.usual;
  const journeys = await journeyNames(db, workspace.id);
  const journey = query.journey === undefined ? undefined : journeys.find(({ key }) => key === query.journey);
  if (query.journey !== undefined && !journey) return { contacts: [], next: null };
  const filter: ContactFilter = {
    channel: query.channel ?? null,
    status: query.status ?? null,
    journeyId: journey?.id ?? null,
    search: query.search?.trim() || null,
  };
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const found = await byShard(shardsOf(workspace), async (shard) =>
    (await contactPlaces(db, workspace.id, shard, filter, after, limit + 1)).map((row) => ({ ...row, shard })),
  );
  const places = found.flat().sort(newestFirst);
  const page = places.slice(0, limit);
  const lines = await byShard([...new Set(page.map(({ shard }) => shard))], (shard) =>
    contactLines(
      db,
      workspace.id,
      shard,
      page.filter((place) => place.shard === shard),
    ),
  );
  const contacts = await asRows(db, lines.flat().sort(newestFirst), journeys);
  const last = page.at(-1);
  return { contacts, next: places.length > limit && last ? writeCursor(last) : null };
}

/** A contact of the workspace as it is stored, and its shard. Throws Refused where the workspace has none of this key. */
export async function contactOf(
  db: Sql,
  workspace: WorkspaceStanding,
  key: string,
): Promise<{ readonly shard: number; readonly contact: ContactWhole }> {
  const place = readStepKey(key);
  if (!place || !shardsOf(workspace).includes(place.shard)) throw new Refused(404, 'not-found');
  const contact = await contactWhole(db, workspace.id, place.shard, place.enrollmentId, place.seq);
  if (!contact) throw new Refused(404, 'not-found');
  return { shard: place.shard, contact };
}

/** One contact in full. Throws Refused where the workspace has none of this key. */
export async function contactDetail(db: Sql, workspace: WorkspaceStanding, key: string): Promise<ContactDetail> {
  const { contact: whole } = await contactOf(db, workspace, key);
  const [journeys, [node]] = await Promise.all([journeyNames(db, workspace.id), frozenNodes(db, [whole.versionId], [whole.node])]);
  const { preview: _, ...row } = rowOf(whole, journeys, node);
  const local = (at: Instant | null) => (at === null ? null : localInstant(at, whole.zone));
  const why = node ? explain({ ...decidedOf(whole, node), journey: row.journey.name }) : null;
  const { address, language, body, html, approved, subject, template, topic, visit } = whole;
  return {
    ...row,
    accounts: whole.accounts.map((account) => ({ ...account, ...heatOf(account.dueDate, row.local.date) })),
    stage: node?.stage ?? null,
    version: node?.version ?? 0,
    template,
    topic,
    visit,
    queued: localInstant(whole.queuedAt, whole.zone),
    sent: local(whole.sentAt),
    ended: local(whole.endedAt),
    message: address !== null && language !== null && body !== null ? { address, language, subject, body, html, approved } : null,
    why: why && withRules(why, rulesNamed(why).length > 0 ? await namedRules(db, workspace.id) : NO_RULES),
  };
}

/** A contact as what it is explained from. */
function decidedOf(whole: ContactWhole, node: FrozenNode): Omit<Decided, 'journey'> {
  const { zone, channel, status, reason, topic, accounts } = whole;
  const trace = whole.trace.map((step) => ({ ...step, why: keptWhy(step.detail) }));
  return {
    node: { id: node.node, label: node.label, config: node.config },
    zone,
    trace,
    contact: { channel, status, reason, topic, accounts: accounts.length },
  };
}

/** What a trace kept, as it was written; null where it is none. */
export function keptWhy(detail: string | null): unknown {
  if (detail === null) return null;
  try {
    return JSON.parse(detail);
  } catch {
    return null;
  }
}

/** The order of the statement: instant, enrollment and seq, each from the greatest. A uuid in lower case sorts as text like its bytes. */
function newestFirst(a: ContactPlace, b: ContactPlace): number {
  if (a.queuedAt !== b.queuedAt) return b.queuedAt - a.queuedAt;
  if (a.enrollmentId !== b.enrollmentId) return a.enrollmentId < b.enrollmentId ? 1 : -1;
  return b.seq - a.seq;
}

async function asRows(db: Sql, lines: readonly ContactLine[], journeys: readonly JourneyName[]): Promise<ContactRow[]> {
  if (lines.length === 0) return [];
  const versions = [...new Set(lines.map(({ versionId }) => versionId))];
  const nodes = await frozenNodes(db, versions, [...new Set(lines.map(({ node }) => node))]);
  const named = new Map(nodes.map((node) => [`${node.versionId}/${node.node}`, node]));
  return lines.map((line) => rowOf(line, journeys, named.get(`${line.versionId}/${line.node}`)));
}

function rowOf(line: ContactLine, journeys: readonly JourneyName[], node: FrozenNode | undefined): ContactRow {
  const local = localClock(line.queuedAt, line.zone);
  const journey = journeys.find(({ id }) => id === line.journeyId);
  const accounts = line.accounts.map(({ externalId, dueDate }) => ({ externalId, dueDate, ...heatOf(dueDate, local.date) }));
  const [hottest] = accounts.toSorted((a, b) => (b.day ?? Number.NEGATIVE_INFINITY) - (a.day ?? Number.NEGATIVE_INFINITY));
  return {
    key: stepKey(line),
    id: line.id,
    debtor: { externalId: line.debtorExternalId, name: line.debtorName, zone: line.zone },
    accounts,
    day: hottest?.day ?? null,
    bucket: hottest?.bucket ?? null,
    journey: { key: journey?.key ?? '', name: journey?.name ?? '' },
    node: { id: line.node, label: node?.label ?? null },
    channel: line.channel,
    status: line.status,
    reason: line.reason,
    queuedAt: formatInstant(line.queuedAt),
    local,
    preview: line.subject ?? line.opening,
  };
}

/** Where a day stands towards a due date, and in which band. */
function heatOf(dueDate: string | null, date: string) {
  if (dueDate === null) return { day: null, bucket: null };
  const day = daysBetween(dueDate, date);
  return { day, bucket: bucketOf(day) };
}

function localInstant(at: Instant, zone: string): LocalInstant {
  return { at: formatInstant(at), ...localClock(at, zone) };
}

function writeCursor({ queuedAt, enrollmentId, seq }: ContactPlace): string {
  return Buffer.from(`${queuedAt}.${enrollmentId}.${seq}`).toString('base64url');
}

const CURSOR = new RegExp(`^(-?\\d{1,14})\\.(${UUID})\\.(\\d{1,9})$`);

function readCursor(cursor: string): ContactPlace {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  if (!parts?.[2])
    throw new Refused(400, 'bad-request', [{ path: '$.cursor', message: 'No page begins here. Use the cursor of an answer, or none.' }]);
  return { queuedAt: Number(parts[1]), enrollmentId: parts[2], seq: Number(parts[3]) };
}
