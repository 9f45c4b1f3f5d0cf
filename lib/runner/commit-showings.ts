import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place } from './bulk.ts';

const SHOWING = {
  enrollment_id: 'uuid',
  seq: 'integer',
  account_id: 'uuid',
  journey_id: 'integer',
  node: 'text',
  model: 'text',
  arm: 'text',
  context: 'text',
  at: 'instant',
  ordinal: 'integer',
  reward: 'text',
  until: 'instant',
} as const satisfies ColumnSpec;

/** Stores which arms were shown: a list for each turn, in its order. */
export async function insertShowings(tx: Sql, place: Place, turns: readonly TurnResult['shown'][]): Promise<void> {
  const shown = turns.flatMap((one) => one.map((showing, ordinal) => ({ ...showing, ordinal })));
  await insert(tx, 'arm_showing', place, SHOWING, {
    enrollment_id: shown.map(({ key }) => key.enrollmentId),
    seq: shown.map(({ key }) => key.seq),
    account_id: shown.map(({ accountId }) => accountId),
    journey_id: shown.map(({ journeyId }) => journeyId),
    node: shown.map(({ node }) => node),
    model: shown.map(({ model }) => model),
    arm: shown.map(({ arm }) => arm),
    context: shown.map(({ context }) => context),
    at: shown.map(({ at }) => at),
    ordinal: shown.map(({ ordinal }) => ordinal),
    reward: shown.map(({ reward }) => reward),
    until: shown.map(({ until }) => until),
  });
}

const REWARD = { account_id: 'uuid', type: 'text', at: 'instant', heard_at: 'instant' } as const satisfies ColumnSpec;

/** What `withReward` says, over the tables: of each model the last showing of the account that hoped for the event has it, once; and it is counted. */
const NOTE = `
  with noted as (update arm_showing t set rewarded_at = one.heard_at from (
    select enrollment_id, seq, min(heard_at) as heard_at from (
      select distinct on (r.account_id, r.type, r.at, r.heard_at, s.model) s.enrollment_id, s.seq, s.rewarded_at, r.heard_at
      from ${unnestColumns(REWARD, 2)} r join arm_showing s
        on s.shard = $1 and s.account_id = r.account_id and s.reward = r.type and s.at < r.at and r.at <= s.until
      where s.account_id = any(${columnArray('uuid', 2)})
      order by r.account_id, r.type, r.at, r.heard_at, s.model, s.at desc, s.ordinal desc) last
    where rewarded_at is null group by enrollment_id, seq) one
  where t.shard = $1 and t.enrollment_id = one.enrollment_id and t.seq = one.seq
  returning t.enrollment_id, t.node, t.arm)
  insert into step_count as kept (shard, version_id, kind, node, outcome, times)
  select $1, e.version_id, 'rewarded', n.node, n.arm, count(*) from noted n join enrollment e on e.shard = $1 and e.id = n.enrollment_id
  group by e.version_id, n.node, n.arm
  on conflict (shard, version_id, kind, node, outcome) do update set times = kept.times + excluded.times`;

/** Notes what was hoped for and has come, for what was shown in earlier turns. */
export async function noteRewards(tx: Sql, { shard }: Place, rewards: TurnResult['rewards']): Promise<void> {
  if (rewards.length === 0) return;
  const columns: ReadonlyColumns<typeof REWARD> = {
    account_id: rewards.map(({ accountId }) => accountId),
    type: rewards.map(({ type }) => type),
    at: rewards.map(({ at }) => at),
    heard_at: rewards.map(({ heardAt }) => heardAt),
  };
  await tx.query(NOTE, [shard, ...packColumns(REWARD, columns)], { keep: true });
}
