import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { turn } from '#lib/interpreter/turn.ts';
import { type Claim, settleShard } from './claim.ts';
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
  const looking = new Looking();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = await inHand(runner, workspaceId, shard, systemNow, (hand) => findOrSettle(runner, hand, looking));
    if (!found || found.kind === 'settled' || found.kind === 'in-flight') return counts;
    if (found.kind === 'work') {
      runner.at('turn-committed');
      const done = await runRest(runner, workspaceId, shard, systemNow, found.work);
      counts.debtors += done;
      if (done < found.work.debtorIds.length) return counts;
    } else await reconcileOrphans(runner, workspaceId, shard, systemNow);
    counts.contacts += await dispatchBatch(runner, workspaceId, shard, systemNow);
  }
  throw new Error(`shard ${shard} of workspace ${workspaceId} stays due after ${MAX_ROUNDS} rounds`);
}

/** Finds what is due and does a first batch of it; where there is nothing, says in the same transaction when the shard is due next. */
async function findOrSettle(runner: Runner, hand: Hand, looking: Looking): Promise<Found> {
  const { tx, workspace, shard, claim, versions } = hand;
  const place = { workspaceId: workspace.id, shard, now: claim.now, versions };
  const work = await findWork(hand, place, looking);
  if (work.debtorIds.length > 0) {
    await turnBatch(runner, hand, work.debtorIds.slice(0, runner.batchSize), work);
    return { kind: 'work', work };
  }
  const queue = await contactsInQueue(tx, place, runner);
  if (queue.waiting > 0) return { kind: 'contacts' };
  if (queue.inFlight > 0) return { kind: 'in-flight' };
  await settle(hand, place, looking);
  return { kind: 'settled' };
}

async function findWork({ tx, claim }: Hand, place: SearchPlace, looking: Looking): Promise<DueWork> {
  const due = await findDue(tx, place);
  if (!looking.isNeeded(claim)) return { debtorIds: due, lookAt: NOBODY };
  const zones = place.versions.some(admitsBySegment) ? await readZones(tx, place.workspaceId, place.shard) : [];
  const candidates = looking.fresh(claim, zones, await findCandidates(tx, place, zones, claim.lookedUntil));
  return {
    debtorIds: [...new Set([...due, ...candidates.map((one) => one.debtorId)])],
    lookAt: new Set(candidates.map((one) => one.id)),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Nothing is left at this instant: says when the shard is due next. */
async function settle({ tx, claim }: Hand, place: SearchPlace, looking: Looking): Promise<void> {
  const { workspaceId, shard, now } = place;
  if (claim.looks.length > 0) {
    await tx.query('delete from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0)', [shard, workspaceId, now]);
  }
  const nextDayAt = looking.nextDayAt(claim);
  const instants = [nextDayAt, await findNext(tx, place)].filter((at) => at !== null);
  await settleShard(tx, workspaceId, shard, { nextAt: instants.length === 0 ? null : Math.min(...instants), nextDayAt, now });
}

/** Runs the turns after the first batch; how many debtors in all were done before another worker took the shard over. */
async function runRest(runner: Runner, workspaceId: number, shard: number, systemNow: Instant, work: DueWork): Promise<number> {
  for (let from = runner.batchSize; from < work.debtorIds.length; from += runner.batchSize) {
    const ids = work.debtorIds.slice(from, from + runner.batchSize);
    const done = await inHand(runner, workspaceId, shard, systemNow, (hand) => turnBatch(runner, hand, ids, work));
    if (!done) return from;
    runner.at('turn-committed');
  }
  return work.debtorIds.length;
}

/**
 * Looks for entry during one tick. A look is needed at the instant of an import, where accounts begin to exist, at the
 * start of a local day, and after publishing; what this tick has looked at already it does not ask again.
 */
class Looking {
  #done: string | null = null;
  #now: Instant | null = null;
  #zones: readonly string[] | null = null;
  readonly #seen = new Set<string>();

  isNeeded(claim: Claim): boolean {
    const { now, lookedUntil, nextDayAt, looks } = claim;
    const isDue = lookedUntil === null || looks.length > 0 || (nextDayAt !== null && nextDayAt <= now);
    return isDue && this.#done !== keyOf(claim);
  }

  /** The candidates that were not looked at before at this instant; from now on they were. */
  fresh<C extends { readonly id: string }>(claim: Claim, zones: readonly string[], candidates: readonly C[]): readonly C[] {
    if (this.#now !== claim.now) this.#seen.clear();
    this.#now = claim.now;
    this.#zones = zones;
    this.#done = keyOf(claim);
    const fresh = candidates.filter((one) => !this.#seen.has(one.id));
    for (const { id } of fresh) this.#seen.add(id);
    return fresh;
  }

  /** When the next local day begins in any zone of the shard. */
  nextDayAt({ now, nextDayAt }: Claim): Instant | null {
    if (this.#zones === null) return nextDayAt;
    return this.#zones.length === 0 ? null : Math.min(...this.#zones.map((zone) => nextDayStart(now, zone)));
  }
}

/** Changes whenever something new asks for a look. */
function keyOf({ now, lookedUntil, looks, versions }: Claim): string {
  return JSON.stringify([now, lookedUntil, looks, versions]);
}

/** The turns of these debtors, from reading to writing, in the hand's transaction. */
async function turnBatch(
  runner: Runner,
  { tx, workspace, shard, setting, versions }: Hand,
  debtorIds: readonly string[],
  { lookAt }: DueWork,
): Promise<true> {
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
  await commitTurns(tx, place, turns);
  runner.at('turn-written');
  return true;
}
