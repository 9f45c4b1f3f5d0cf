import { murmur3 } from '#lib/base/hash.ts';
import type { PortfolioWorkspace } from './workspace.ts';

type Spread = Pick<PortfolioWorkspace, 'shardBase' | 'shardSpread'>;

/** Shards there are, in all; a workspace's debtors stand in `shardSpread` of them. */
export const SHARDS = 256;

/** Where a debtor and everything about them stands, for good: 0 to 255. */
export function shardOf(workspace: Spread, debtorExternalId: string): number {
  return (workspace.shardBase + (murmur3(debtorExternalId) % workspace.shardSpread)) % SHARDS;
}

/** The workspace's shards in ascending order, the order in which they are locked. */
export function shardsOf(workspace: Spread): readonly number[] {
  return Array.from({ length: workspace.shardSpread }, (_, i) => (workspace.shardBase + i) % SHARDS).sort((a, b) => a - b);
}
