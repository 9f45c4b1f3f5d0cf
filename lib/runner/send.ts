import type { Instant } from '#lib/base/instant.ts';
import { type Delivery, Permanent, RetryLater } from '#lib/channels/channel.ts';
import { touchAgenda } from '#lib/portfolio/agenda.ts';
import { holdShard, type Standing, settleShard } from './claim.ts';
import { setContacts } from './contact-rows.ts';
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
  const deliveries = await deliver(runner, workspaceId, shard, claimed, now);
  if (deliveries.isAnswer) runner.at('provider-accepted');
  const recorded = await runner.db.transaction(async (tx) => {
    const stampBefore = await holdShard(tx, workspaceId, shard);
    await recordDeliveries(runner, tx, { workspaceId, shard }, claimed, deliveries.all, now);
    return { stampBefore, standing: await settleShard(tx, runner, workspaceId, shard, now) };
  });
  if (!deliveries.isAnswer) return null;
  runner.at('dispatch-recorded');
  return recorded;
}

/** What the provider said of a round; not `isAnswer` where it threw: then all of it is refused, or nobody knows of any. */
interface Deliveries {
  readonly all: readonly Delivery[];
  readonly isAnswer: boolean;
}

async function deliver(
  { db, channel }: Runner,
  workspaceId: number,
  shard: number,
  claimed: readonly Claimed[],
  now: Instant,
): Promise<Deliveries> {
  try {
    return { all: await channel.deliver(claimed.map((one) => one.message)), isAnswer: true };
  } catch (error) {
    if (error instanceof RetryLater) {
      await db.transaction(async (tx) => {
        // First the agenda row, then rows of the shard, as everybody does.
        await touchAgenda(tx, workspaceId, shard, error.notBefore ?? now);
        const records = claimed.map((one) => one.record);
        await setContacts(tx, shard, records, 'claimed_at = null');
      });
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const refused = error instanceof Permanent ? claimed.map(({ key }) => ({ key, kind: 'refused' as const, reason, hard: false })) : [];
    return { all: refused, isAnswer: false };
  }
}
