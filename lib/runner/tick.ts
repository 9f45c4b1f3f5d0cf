import type { Instant } from '#lib/base/instant.ts';
import { turn } from '#lib/interpreter/turn.ts';
import { settleShard } from './claim.ts';
import { commitTurns, markApplied } from './commit.ts';
import { dispatchBatch } from './dispatch.ts';
import { type DueWork, findDue, findNext } from './due.ts';
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

/**
 * Does everything that is due in a shard of a workspace: turns in batches, each batch in one transaction, then the
 * dispatch, again until nothing is left. Whoever finds the shard in other hands leaves it to them. Safe to run again at
 * any time: what was done is no longer due.
 */
export async function tickShard(runner: Runner, workspaceId: number, shard: number, systemNow: Instant): Promise<TickCounts> {
  const counts: TickCounts = { debtors: 0, contacts: 0 };
  const looked = new LookedAt();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const work = await inHand(runner, workspaceId, shard, systemNow, (hand) => findFresh(hand, looked));
    if (!work) return counts;
    for (let from = 0; from < work.debtorIds.length; from += runner.batchSize) {
      const ids = work.debtorIds.slice(from, from + runner.batchSize);
      const done = await inHand(runner, workspaceId, shard, systemNow, (hand) => turnBatch(runner, hand, ids, work));
      if (!done) return counts;
      runner.at('turn-committed');
      counts.debtors += ids.length;
    }
    looked.add(work);
    const sent = await dispatchBatch(runner, workspaceId, shard, systemNow);
    counts.contacts += sent;
    if (work.debtorIds.length === 0 && sent === 0 && (await settle(runner, workspaceId, shard, systemNow, looked))) return counts;
  }
  throw new Error(`shard ${shard} of workspace ${workspaceId} stays due after ${MAX_ROUNDS} rounds`);
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

async function findFresh({ tx, workspace, shard, claim, versions }: Hand, looked: LookedAt): Promise<DueWork> {
  return findDue(tx, { workspaceId: workspace.id, shard, now: claim.now, lookedUntil: claim.lookedUntil, versions, skip: (id) => looked.has(claim.now, id) });
}

/** Says when the shard is due next, unless something came meanwhile. True where there is nothing more to do here. */
async function settle(runner: Runner, workspaceId: number, shard: number, systemNow: Instant, looked: LookedAt): Promise<boolean> {
  const settled = await inHand(runner, workspaceId, shard, systemNow, async (hand) => {
    const { tx, claim, versions } = hand;
    if ((await findFresh(hand, looked)).debtorIds.length > 0) return false;
    await tx.query('delete from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0)', [shard, workspaceId, claim.now]);
    await settleShard(tx, workspaceId, shard, await findNext(tx, workspaceId, shard, claim.now, versions), claim.now);
    return true;
  });
  return settled ?? true;
}

/** The turns of these debtors, from reading to writing, in the hand's transaction. */
async function turnBatch(runner: Runner, { tx, workspace, shard, setting, versions }: Hand, debtorIds: readonly string[], { lookAt }: DueWork): Promise<true> {
  const worlds = await readWorlds(tx, shard, debtorIds, { now: setting.now, wholeHistory: versions.some((version) => version.program.readsLastContact) });
  const turns = worlds.map(({ world, events }) => ({ debtorId: world.debtor.state.id, result: turn(world, { events, look: lookAt }, setting) }));
  const place = { workspaceId: workspace.id, shard };
  await markApplied(tx, place, worlds.flatMap(({ events }) => events.map((event) => event.arrival)));
  await commitTurns(tx, place, turns);
  runner.at('turn-written');
  return true;
}
