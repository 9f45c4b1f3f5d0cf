import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { turn } from '#lib/interpreter/turn.ts';
import { beginDay, learns } from './arm-models.ts';
import { type Claim, endLook, isDone, noteLook, type Standing, settleShard, stampShard, waitForDay } from './claim.ts';
import { commitTurns } from './commit.ts';
import { insertCalls } from './commit-calls.ts';
import { markApplied } from './commit-events.ts';
import { dispatchQueued } from './dispatch.ts';
import { dispatchFresh, type Fresh, type FreshlySent } from './dispatch-fresh.ts';
import { admitsBySegment, type DueWork, findCandidates, findDue, readZones, type SearchPlace } from './due.ts';
import { type Hand, inHand } from './hand.ts';
import { needsWholeHistory, readWorlds } from './read-worlds.ts';
import { reconcileOrphans } from './reconcile.ts';
import type { Runner } from './runner.ts';

/** What a tick did, for logs and benches. */
export interface TickCounts {
  debtors: number;
  contacts: number;
}

/** More rounds at one instant than any drawing needs: something stays due although it was done. */
const MAX_ROUNDS = 1_000;

/** What was found, and so done: a first batch of work, contacts that wait to be sent, contacts in another hand, or nothing more. */
type Found =
  | { readonly kind: 'work'; readonly work: DueWork; readonly batch: Batch }
  | { readonly kind: 'contacts' | 'in-flight' | 'settled' }
  /** First it must be summed up what is known of arms. */
  | { readonly kind: 'day' };

/** What a batch left: contacts to be sent, and how the shard stands. */
interface Batch {
  readonly fresh: Fresh;
  /** Null where there are contacts to be sent, or more batches. */
  readonly standing: Standing | null;
}

/**
 * Does everything that is due in a shard of a workspace: turns in batches, each batch in one transaction, then the
 * dispatch, again until nothing is left. Whoever finds the shard in other hands leaves it to them. Safe to run again at
 * any time: what was done is no longer due.
 */
export async function tickShard(runner: Runner, workspaceId: number, shard: number, systemNow: Instant): Promise<TickCounts> {
  const counts: TickCounts = { debtors: 0, contacts: 0 };
  const began = performance.now();
  const clock = () => systemNow + Math.floor(performance.now() - began);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (runner.stopping.aborted) return counts;
    const found = await inHand(runner, workspaceId, shard, systemNow, (hand) => findOrSettle(runner, hand));
    if (!found || found.kind === 'settled' || found.kind === 'in-flight') return counts;
    if (found.kind === 'day') {
      await beginDay(runner, workspaceId, systemNow);
      continue;
    }
    if (found.kind === 'work') {
      const { debtors, contacts, standing } = await finishWork(runner, workspaceId, shard, systemNow, clock, found);
      counts.debtors += debtors;
      counts.contacts += contacts;
      if (debtors < found.work.debtorIds.length) return counts;
      if (standing && isDone(standing, found.work.now)) return counts;
      if (standing?.waiting === 0) continue;
    }
    const reconciled = found.kind === 'contacts' ? await reconcileOrphans(runner, workspaceId, shard, clock()) : 0;
    const left = await dispatchQueued(runner, workspaceId, shard, clock);
    counts.contacts += left;
    // Something has happened to all who are to be told, since this tick began: the next one sees it.
    if (found.kind === 'contacts' && reconciled + left === 0) return counts;
  }
  throw new Error(`shard ${shard} of workspace ${workspaceId} stays due after ${MAX_ROUNDS} rounds`);
}

/** Finds what is due and does a first batch of it; in the same transaction it says when the shard is due next. */
async function findOrSettle(runner: Runner, hand: Hand): Promise<Found> {
  const { tx, workspace, shard, claim, versions } = hand;
  if (!hand.knowsModels) return { kind: 'day' };
  const learnAt = learns(versions) ? nextDayStart(claim.now, workspace.timezone) : null;
  if (claim.learnAt !== learnAt) await waitForDay(tx, workspace.id, shard, learnAt);
  const work = await findWork(hand, { workspaceId: workspace.id, shard, now: claim.now, versions });
  if (work.debtorIds.length > 0) return { kind: 'work', work, batch: await turnBatch(runner, hand, work, 0) };
  if (work.look) await endLook(tx, workspace.id, shard, claim.now, work.look.nextDayAt);
  const standing = await settleShard(tx, runner, workspace.id, shard, claim.now, hand.untilOpening);
  if (standing.waiting > 0) return { kind: 'contacts' };
  return { kind: standing.inFlight > 0 ? 'in-flight' : 'settled' };
}

/**
 * A look is needed at the instant of an import, where accounts begin to exist, at the start of a local day, and after
 * publishing: once, also where it was cut off, for by then those who were looked at have moved.
 */
async function findWork({ tx, claim }: Hand, place: SearchPlace): Promise<DueWork> {
  const { now } = place;
  const { ids: due, hasEvents } = await findDue(tx, place);
  const isNeeded = claim.lookedUntil === null || claim.hasLooks || (claim.nextDayAt !== null && claim.nextDayAt <= now);
  if (!isNeeded) return { now, debtorIds: due, hasEvents, lookAt: NOBODY, look: null };
  const zones = place.versions.some(admitsBySegment) ? await readZones(tx, place.workspaceId, place.shard) : [];
  const { lookedUntil } = claim;
  const candidates = await findCandidates(tx, { ...place, zones, lookedUntil, lookedDebtor: lookedIn(claim), dueIds: due });
  return {
    now,
    debtorIds: [...new Set([...due, ...candidates.map((one) => one.debtorId)])].sort(),
    hasEvents,
    lookAt: new Set(candidates.map((one) => one.id)),
    look: { nextDayAt: zones.length === 0 ? null : Math.min(...zones.map((zone) => nextDayStart(now, zone))) },
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Who has been looked at in the look of this instant; null: nobody yet. */
function lookedIn({ now, lookingAt, lookedDebtor }: Claim): string | null {
  return lookingAt === now ? lookedDebtor : null;
}

/** What of the work was done, before it was a thing of the past, and how the shard stood at the end of it; null: nobody knows. */
interface WorkDone {
  readonly debtors: number;
  readonly contacts: number;
  readonly standing: Standing | null;
}

/**
 * Sends what the first batch made, then runs the turns after it in the same way, until the work is a thing of the past:
 * another worker has the shard or has had it, the clock moved on, an import or a publication asked for another look.
 */
async function finishWork(
  runner: Runner,
  workspaceId: number,
  shard: number,
  systemNow: Instant,
  clock: () => Instant,
  { work, batch: first }: Extract<Found, { kind: 'work' }>,
): Promise<WorkDone> {
  let contacts = 0;
  let batch = first;
  let later: Error | null = null;
  for (let from = runner.batchSize; ; from += runner.batchSize) {
    runner.at('turn-committed');
    const sent: FreshlySent | null =
      batch.fresh.turns.length === 0 || later !== null ? null : await dispatchFresh(runner, batch.fresh, clock);
    contacts += sent?.left ?? 0;
    later ??= sent?.later ?? null;
    const isEnd = from >= work.debtorIds.length;
    const next = isEnd || runner.stopping.aborted ? null : await nextBatch(runner, workspaceId, shard, systemNow, work, from);
    if (next) batch = next;
    // A provider that takes nothing now keeps no turns waiting: it is said when they are done.
    else if (later) throw later;
    else if (isEnd) return { debtors: work.debtorIds.length, contacts, standing: sent ? sent.standing : batch.standing };
    else return { debtors: from, contacts, standing: null };
  }
}

/** Null where the work is no longer as it was left. */
function nextBatch(
  runner: Runner,
  workspaceId: number,
  shard: number,
  systemNow: Instant,
  work: DueWork,
  from: number,
): Promise<Batch | null> {
  const before = work.debtorIds[from - 1] ?? null;
  return inHand(runner, workspaceId, shard, systemNow, async (hand) => {
    const isAsLeft = hand.knowsModels && hand.claim.now === work.now && (!work.look || lookedIn(hand.claim) === before);
    return isAsLeft ? turnBatch(runner, hand, work, from) : null;
  });
}

/** The turns of one batch of the work, how far the look has come by them, and when the shard is due next. */
async function turnBatch(runner: Runner, hand: Hand, work: DueWork, from: number): Promise<Batch> {
  const { tx, workspace, shard, setting, versions } = hand;
  const debtorIds = work.debtorIds.slice(from, from + runner.batchSize);
  const last = debtorIds.at(-1);
  const isEnd = from + debtorIds.length === work.debtorIds.length;
  // In a later batch events may have come that nobody knew of when the work was found.
  const turns = await runTurns(hand, debtorIds, work.lookAt, work.hasEvents || from > 0);
  if (work.look && last !== undefined)
    await (isEnd ? endLook(tx, workspace.id, shard, work.now, work.look.nextDayAt) : noteLook(tx, workspace.id, shard, work.now, last));
  const telling = hand.untilOpening ? [] : turns.filter(({ result }) => result.newContacts.some((contact) => contact.status === 'queued'));
  const standing = isEnd && telling.length === 0 ? await settleShard(tx, runner, workspace.id, shard, work.now, hand.untilOpening) : null;
  const stamp = standing?.stamp ?? (await stampShard(tx, workspace.id, shard));
  runner.at('turn-written');
  return { fresh: { turns: telling, setting, versions, workspace, shard, stamp }, standing };
}

/** The turns of these debtors, from reading to writing, in the hand's transaction. */
async function runTurns(
  hand: Hand,
  debtorIds: readonly string[],
  lookAt: ReadonlySet<string>,
  mayHaveEvents: boolean,
): Promise<Fresh['turns']> {
  const { tx, workspace, shard, setting, versions } = hand;
  const worlds = await readWorlds(tx, shard, debtorIds, {
    now: setting.now,
    wholeHistory: needsWholeHistory(
      versions.map(({ program }) => program),
      workspace.topicDays,
    ),
    mayHaveEvents,
  });
  const turns = worlds.map((loaded) => ({
    debtorId: loaded.world.debtor.state.id,
    loaded,
    result: turn(loaded.world, { events: loaded.events, look: lookAt }, setting),
  }));
  const place = { workspaceId: workspace.id, shard };
  await markApplied(
    tx,
    place,
    worlds.flatMap(({ events }) => events.map((event) => event.arrival)),
  );
  await commitTurns(tx, place, turns, setting.now);
  await insertCalls(hand, turns);
  return turns;
}
