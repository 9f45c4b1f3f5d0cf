import type { Instant } from '#lib/base/instant.ts';
import { type Delivery, Permanent, RetryLater } from '#lib/channels/channel.ts';
import { touchAgenda } from '#lib/portfolio/agenda.ts';
import { holdShard, type Standing, settleShard } from './claim.ts';
import { failContacts, setContacts } from './contact-rows.ts';
import { recordDeliveries } from './deliveries.ts';
import type { Claimed } from './last-words.ts';
import type { Runner } from './runner.ts';

/** How the shard stood before and after a round was recorded. */
export interface Recorded {
  readonly stampBefore: string | null;
  readonly standing: Standing;
}

/**
 * Hands a round to the provider and records what it said. Throws RetryLater where the provider takes nothing now; null
 * where nothing of the round was sent, or nobody knows.
 */
export async function send(
  runner: Runner,
  workspaceId: number,
  shard: number,
  claimed: readonly Claimed[],
  now: Instant,
): Promise<Recorded | null> {
  const { db } = runner;
  let deliveries: readonly Delivery[];
  try {
    deliveries = await runner.channel.deliver(claimed.map((one) => one.message));
  } catch (error) {
    const records = claimed.map((one) => one.record);
    if (error instanceof RetryLater) {
      await db.transaction(async (tx) => {
        await setContacts(tx, shard, records, 'claimed_at = null');
        await touchAgenda(tx, workspaceId, shard, error.notBefore ?? now);
      });
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Permanent) {
      const failed = records.map((record) => ({ record, reason }));
      await db.transaction((tx) => failContacts(tx, shard, failed, now));
      return null;
    }
    await db.transaction((tx) => setContacts(tx, shard, records, `status = 'unknown', claimed_at = null, reason = 'provider'`));
    return null;
  }
  runner.at('provider-accepted');
  const recorded = await db.transaction(async (tx) => {
    const stampBefore = await holdShard(tx, workspaceId, shard);
    await recordDeliveries(runner, tx, { workspaceId, shard }, claimed, deliveries, now);
    return { stampBefore, standing: await settleShard(tx, runner, workspaceId, shard, now) };
  });
  runner.at('dispatch-recorded');
  return recorded;
}
