import 'server-only';
import type { Answer, AnswerResult, Reaction } from '#lib/api/answers.ts';
import { formatInstant, type Instant, MS_PER_MINUTE } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { advanceContact, lastStir, owedAccounts, type StandingRun, standingRuns } from '#lib/db/queries/answers.ts';
import { frozenNodes } from '#lib/db/queries/journeys.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { asksToStop } from '#lib/message/stop-words.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { knownEvents, storeEvents } from '#lib/portfolio/events.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { ClockRefused } from '#lib/runner/clock-mover.ts';
import { createRunner, type Runner } from '#lib/runner/runner.ts';
import { runsAtRest } from '#lib/runner/runs-at-rest.ts';
import { type Answered, eventsOf, hasCome } from './answer-events.ts';
import { Refused } from './api-call.ts';
import { contactDetail, contactOf } from './contacts.ts';

/**
 * Answers a contact as the debtor would, in a test workspace: stores the events at the workspace's clock, once for each
 * `wish`, and has the journeys react before it answers. Where the clock stands at the very instant at which the debtor
 * was told, the answer comes a minute later and the clock goes with it: nobody answers before reading, and a wait hears
 * only what comes after it (journey.md section 5). Throws Refused for a live workspace and for what cannot be answered so.
 */
export async function answerAsDebtor(
  db: Database,
  workspace: WorkspaceStanding,
  key: string,
  answer: Answer,
  wish: string,
): Promise<AnswerResult> {
  if (workspace.mode !== 'test' || workspace.clockAt === null) throw new Refused(409, 'answer-live');
  const { shard, contact } = await contactOf(db, workspace, key);
  const before = await standingRuns(db, workspace.id, shard, contact.debtorId, []);
  const runner = createRunner(db);
  const stored = await db.transaction((tx) => store(tx, workspace.id, shard, contact, answer, wish));
  const now = await settleClock(runner, workspace.id, stored.at);
  const known = before.map(({ id }) => id);
  const after = await standingRuns(db, workspace.id, shard, contact.debtorId, known);
  return {
    wasKnown: stored.wasKnown,
    now: formatInstant(now),
    stopped: answer.kind === 'reply' && asksToStop(answer.text),
    reactions: await reactionsOf(runner, { shard, debtorId: contact.debtorId, now }, before, after),
    contact: await contactDetail(db, workspace, key),
  };
}

type AnsweredContact = Awaited<ReturnType<typeof contactOf>>['contact'];

async function store(
  tx: Sql,
  workspaceId: number,
  shard: number,
  contact: AnsweredContact,
  answer: Answer,
  wish: string,
): Promise<{ readonly at: Instant; readonly wasKnown: boolean }> {
  // First the shard: a turn that is under way ends before, and of two clicks the second finds the first.
  await holdShards(tx, workspaceId, [shard]);
  const workspace = await readWorkspace(tx, workspaceId);
  const clock = clockOf(workspace);
  const ids = (index: number) => `answer:${wish}:${index}`;
  if ((await knownEvents(tx, workspace, shard, [ids(0)])).size > 0) return { at: clock, wasKnown: true };
  const stirred = await lastStir(tx, shard, contact.debtorId);
  const at = stirred !== null && stirred >= clock ? clock + MS_PER_MINUTE : clock;
  const names = contact.accounts.map(({ externalId }) => externalId);
  const answered: Answered = {
    debtor: contact.debtorExternalId,
    zone: contact.zone,
    channel: contact.channel,
    node: contact.node,
    topic: contact.topic,
    status: contact.status,
    owed: await owedAccounts(tx, workspaceId, shard, contact.debtorId, names),
  };
  const events = eventsOf(answer, answered, at).map((event, index) => ({ ...event, externalId: ids(index) }));
  const { refused } = await storeEvents(tx, workspace, events, clock);
  if (refused[0]) throw new Error(`an answer was refused: ${refused[0].reason}`);
  if (hasCome(answered)) await advanceContact(tx, workspaceId, shard, contact, answer.kind === 'pay' ? 'read' : 'answered');
  return { at, wasKnown: false };
}

function clockOf({ clockAt }: PortfolioWorkspace): Instant {
  if (clockAt === null) throw new Refused(409, 'answer-live');
  return clockAt;
}

/** Has everything happen that is due by `at`. Where somebody else moves the clock, they bring the journeys to it. */
export async function settleClock(runner: Runner, workspaceId: number, at: Instant): Promise<Instant> {
  const { clockAt } = await readWorkspace(runner.db, workspaceId);
  try {
    return await moveClock(runner, workspaceId, Math.max(at, clockAt ?? at));
  } catch (error) {
    if (error instanceof ClockRefused) return clockAt ?? at;
    throw error;
  }
}

/** What the journeys did: how each run stands that was live before, or is now. */
async function reactionsOf(
  runner: Runner,
  place: { readonly shard: number; readonly debtorId: string; readonly now: Instant },
  before: readonly StandingRun[],
  after: readonly StandingRun[],
): Promise<Reaction[]> {
  const seqs = new Map(before.map(({ id, seq }) => [id, seq]));
  const resting = await runsAtRest(runner, place.shard, place.debtorId, place.now);
  const nodes = await frozenNodes(
    runner.db,
    [...new Set(after.map(({ versionId }) => versionId))],
    [...new Set(after.map(({ node }) => node))],
  );
  return after.map(({ id, account, journey, versionId, node, seq, status, outcome }) => {
    if (status === 'ended') return { account, journey, kind: 'left', node: null, outcome };
    const label = nodes.find((one) => one.versionId === versionId && one.node === node)?.label ?? node;
    const kind = resting.has(id) ? 'suspended' : seqs.get(id) === seq ? 'stayed' : 'moved';
    return { account, journey, kind, node: label, outcome: null };
  });
}
