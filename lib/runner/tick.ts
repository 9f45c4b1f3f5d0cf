import type { Instant } from '#lib/base/instant.ts';
import { turn } from '#lib/interpreter/turn.ts';
import { settleShard } from './claim.ts';
import { commitTurns } from './commit.ts';
import { markApplied } from './commit-events.ts';
import { dispatchBatch } from './dispatch.ts';
import { contactsInQueue, type DueWork, findDue, findNext } from './due.ts';
import { type Hand, inHand } from './hand.ts';
import { readWorlds } from './read-worlds.ts';
import type { Runner } from './runner.ts';

/** What a tick did, for logs and benches. */
export interface TickCounts {
  debtors: number;
  contacts: number;
}

/** More rounds at one instant than any drawing needs: something stays due although it was done. */
const MAX_ROUNDS = 1_000;

/** What a look at the agenda found: work for turns, contacts to send, contacts in another hand, or nothing more. */
type Found = { readonly kind: 'work'; readonly work: DueWork } | { readonly kind: 'contacts' | 'in-flight' | 'settled' };

/**
 * Does everything that is due in a shard of a workspace: turns in batches, each batch in one transaction, then the
 * dispatch, again until nothing is left. Whoever finds the shard in other hands leaves it to them. Safe to run again at
 * any time: what was done is no longer due.
 */
export async function tickShard(runner: Runner, workspaceId: number, shard: number, systemNow: Instant): Promise<TickCounts> {
  const counts: TickCounts = { debtors: 0, contacts: 0 };
  const looked = new LookedAt();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = await inHand(runner, workspaceId, shard, systemNow, (hand) => findOrSettle(runner, hand, looked));
    if (!found || found.kind === 'settled' || found.kind === 'in-flight') return counts;
    if (found.kind === 'work') {
      const done = await runTurns(runner, workspaceId, shard, systemNow, found.work);
      counts.debtors += done;
      if (done < found.work.debtorIds.length) return counts;
      looked.add(found.work);
    }
    counts.contacts += await dispatchBatch(runner, workspaceId, shard, systemNow);
  }
  throw new Error(`shard ${shard} of workspace ${workspaceId} stays due after ${MAX_ROUNDS} rounds`);
}

/** Finds what is due; where that is nothing, says in the same transaction when the shard is due next. */
async function findOrSettle(runner: Runner, hand: Hand, looked: LookedAt): Promise<Found> {
  const { tx, workspace, shard, claim, versions } = hand;
  const place = { workspaceId: workspace.id, shard, now: claim.now, versions };
  const work = await findDue(tx, { ...place, lookedUntil: claim.lookedUntil, skip: (id) => looked.has(claim.now, id) });
  if (work.debtorIds.length > 0) return { kind: 'work', work };
  const queue = await contactsInQueue(tx, place, runner);
  if (queue.waiting > 0) return { kind: 'contacts' };
  if (queue.inFlight > 0) return { kind: 'in-flight' };
  await tx.query('delete from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0)', [
    shard,
    workspace.id,
    claim.now,
  ]);
  await settleShard(tx, workspace.id, shard, await findNext(tx, place, work.zones), claim.now);
  return { kind: 'settled' };
}

/** Runs the turns in batches; how many debtors were done before another worker took the shard over. */
async function runTurns(runner: Runner, workspaceId: number, shard: number, systemNow: Instant, work: DueWork): Promise<number> {
  for (let from = 0; from < work.debtorIds.length; from += runner.batchSize) {
    const ids = work.debtorIds.slice(from, from + runner.batchSize);
    const done = await inHand(runner, workspaceId, shard, systemNow, (hand) => turnBatch(runner, hand, ids, work));
    if (!done) return from;
    runner.at('turn-committed');
  }
  return work.debtorIds.length;
}

/** The accounts that this tick has looked at for entry at one instant, so that those that did not enter are not asked again. */
class LookedAt {
  #now: Instant | null = null;
  readonly #accounts = new Set<string>();

  has(now: Instant, accountId: string): boolean {
    return this.#now === now && this.#accounts.has(accountId);
  }

  add({ now, lookAt }: DueWork): void {
    if (this.#now !== now) this.#accounts.clear();
    this.#now = now;
    for (const id of lookAt) this.#accounts.add(id);
  }
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
