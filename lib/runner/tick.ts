import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { turn } from '#lib/interpreter/turn.ts';
import { type Claim, endLook, noteLook, settleShard } from './claim.ts';
import { commitTurns } from './commit.ts';
import { markApplied } from './commit-events.ts';
import { dispatchBatch } from './dispatch.ts';
import { admitsBySegment, contactsInQueue, type DueWork, findCandidates, findDue, findNext, readZones, type SearchPlace } from './due.ts';
import { type Hand, inHand } from './hand.ts';
import { readWorlds } from './read-worlds.ts';
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
type Found = { readonly kind: 'work'; readonly work: DueWork } | { readonly kind: 'contacts' | 'in-flight' | 'settled' };

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
    if (found.kind === 'work') {
      runner.at('turn-committed');
      const done = await runRest(runner, workspaceId, shard, systemNow, found.work);
      counts.debtors += done;
      if (done < found.work.debtorIds.length) return counts;
    }
    const reconciled = found.kind === 'contacts' ? await reconcileOrphans(runner, workspaceId, shard, clock()) : 0;
    const left = await dispatchBatch(runner, workspaceId, shard, clock);
    counts.contacts += left;
    // Something has happened to all who are to be told, since this tick began: the next one sees it.
    if (found.kind === 'contacts' && reconciled + left === 0) return counts;
  }
  throw new Error(`shard ${shard} of workspace ${workspaceId} stays due after ${MAX_ROUNDS} rounds`);
}

/** Finds what is due and does a first batch of it; where there is nothing, says in the same transaction when the shard is due next. */
async function findOrSettle(runner: Runner, hand: Hand): Promise<Found> {
  const { tx, workspace, shard, claim, versions } = hand;
  const place = { workspaceId: workspace.id, shard, now: claim.now, versions };
  const work = await findWork(hand, place);
  if (work.debtorIds.length > 0) {
    await turnBatch(runner, hand, work, 0);
    return { kind: 'work', work };
  }
  if (work.look) await endLook(tx, workspace.id, shard, claim.now, work.look.nextDayAt);
  const queue = await contactsInQueue(tx, place, runner);
  if (queue.waiting > 0) return { kind: 'contacts' };
  if (queue.inFlight > 0) return { kind: 'in-flight' };
  const nextDayAt = work.look ? work.look.nextDayAt : claim.nextDayAt;
  const instants = [nextDayAt, await findNext(tx, place)].filter((at) => at !== null);
  await settleShard(tx, workspace.id, shard, instants.length === 0 ? null : Math.min(...instants));
  return { kind: 'settled' };
}

/**
 * A look is needed at the instant of an import, where accounts begin to exist, at the start of a local day, and after
 * publishing: once, also where it was cut off, for by then those who were looked at have moved.
 */
async function findWork({ tx, claim }: Hand, place: SearchPlace): Promise<DueWork> {
  const { now } = place;
  const due = await findDue(tx, place);
  const isNeeded = claim.lookedUntil === null || claim.hasLooks || (claim.nextDayAt !== null && claim.nextDayAt <= now);
  if (!isNeeded) return { now, debtorIds: due, lookAt: NOBODY, look: null };
  const zones = place.versions.some(admitsBySegment) ? await readZones(tx, place.workspaceId, place.shard) : [];
  const { lookedUntil } = claim;
  const candidates = await findCandidates(tx, { ...place, zones, lookedUntil, lookedDebtor: lookedIn(claim), dueIds: due });
  return {
    now,
    debtorIds: [...new Set([...due, ...candidates.map((one) => one.debtorId)])].sort(),
    lookAt: new Set(candidates.map((one) => one.id)),
    look: { nextDayAt: zones.length === 0 ? null : Math.min(...zones.map((zone) => nextDayStart(now, zone))) },
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Who has been looked at in the look of this instant; null: nobody yet. */
function lookedIn({ now, lookingAt, lookedDebtor }: Claim): string | null {
  return lookingAt === now ? lookedDebtor : null;
}

/**
 * Runs the turns after the first batch; how many debtors in all were done before the work was a thing of the past:
 * another worker has the shard or has had it, the clock moved on, an import or a publication asked for another look.
 */
async function runRest(runner: Runner, workspaceId: number, shard: number, systemNow: Instant, work: DueWork): Promise<number> {
  for (let from = runner.batchSize; from < work.debtorIds.length; from += runner.batchSize) {
    if (runner.stopping.aborted) return from;
    const before = work.debtorIds[from - 1] ?? null;
    const done = await inHand(runner, workspaceId, shard, systemNow, async (hand) => {
      const isAsLeft = hand.claim.now === work.now && (!work.look || lookedIn(hand.claim) === before);
      if (!isAsLeft) return null;
      await turnBatch(runner, hand, work, from);
      return true;
    });
    if (!done) return from;
    runner.at('turn-committed');
  }
  return work.debtorIds.length;
}

/** The turns of one batch of the work and how far the look has come by them. */
async function turnBatch(runner: Runner, hand: Hand, work: DueWork, from: number): Promise<void> {
  const { tx, workspace, shard } = hand;
  const debtorIds = work.debtorIds.slice(from, from + runner.batchSize);
  const last = debtorIds.at(-1);
  await runTurns(hand, debtorIds, work.lookAt);
  if (work.look && last !== undefined) {
    const isEnd = from + debtorIds.length === work.debtorIds.length;
    await (isEnd ? endLook(tx, workspace.id, shard, work.now, work.look.nextDayAt) : noteLook(tx, workspace.id, shard, work.now, last));
  }
  runner.at('turn-written');
}

/** The turns of these debtors, from reading to writing, in the hand's transaction. */
async function runTurns(
  { tx, workspace, shard, setting, versions }: Hand,
  debtorIds: readonly string[],
  lookAt: ReadonlySet<string>,
): Promise<void> {
  const worlds = await readWorlds(tx, shard, debtorIds, {
    now: setting.now,
    wholeHistory: versions.some((version) => version.program.readsLastContact),
  });
  const turns = worlds.map(({ world, events }) => ({
    debtorId: world.debtor.state.id,
    result: turn(world, { events, look: lookAt }, setting),
  }));
  const place = { workspaceId: workspace.id, shard };
  await markApplied(
    tx,
    place,
    worlds.flatMap(({ events }) => events.map((event) => event.arrival)),
  );
  await commitTurns(tx, place, turns, setting.now);
}
