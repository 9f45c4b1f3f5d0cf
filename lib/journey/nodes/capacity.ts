import { z } from 'zod';
import { plusDays } from '#lib/base/civil.ts';
import { fieldAt } from '#lib/facts/catalogue.ts';
import { isDayCount } from '../when.ts';
import type { Move, NodeDefinition, SettingProblem, StepContext } from './node-definition.ts';

const configSchema = z.strictObject({
  pool: z.string(),
  perDay: z.number(),
  priority: z.array(z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) })),
  deadlineDays: z.number(),
});
export type CapacityConfig = z.infer<typeof configSchema>;

/** More places a day than any company has. */
export const MAX_PLACES = 1_000_000;

/**
 * Asks for a place of the pool and waits for it (journey.md section 8). Places are given by whoever sees all requests, at the
 * workspace's opening hour; without one the account goes on by `overflow` once the deadline has passed.
 */
export const capacityNode: NodeDefinition<CapacityConfig> = {
  config: configSchema,
  defaults: { pool: '', perDay: 100, priority: [{ field: 'account.balance', direction: 'desc' }], deadlineDays: 2 },
  card: ({ pool, perDay, deadlineDays }) => ({
    by: null,
    chip: { kind: 'span', amount: deadlineDays, unit: 'days' },
    says: [{ kind: 'pool', pool, perDay }],
  }),
  handles: () => ['granted', 'overflow'].map((id) => ({ id, optional: false })),
  takesTime: () => true,
  predicates: () => [],
  fields: ({ priority }) => priority.map(({ field }, index) => ({ path: `priority[${index}].field`, field })),
  problems: ({ pool, perDay, priority, deadlineDays }) => {
    const isCount = Number.isInteger(perDay) && perDay > 0 && perDay <= MAX_PLACES;
    return [
      ...(pool.trim() === '' ? [{ code: 'bad-weights', path: 'pool' } satisfies SettingProblem] : []),
      ...(isCount ? [] : [{ code: 'bad-weights', path: 'perDay' } satisfies SettingProblem]),
      ...priority.flatMap(({ field }, index) => unranked(field, `priority[${index}].field`)),
      ...(isDayCount(deadlineDays) ? [] : [{ code: 'bad-time', path: 'deadlineDays' } satisfies SettingProblem]),
    ];
  },
  pool: (config) => config,
  prepare: (config) => ({ run: (here) => ask(config, here) }),
};

function ask({ pool, deadlineDays }: CapacityConfig, { place, arrivedAt, facts }: StepContext): Move {
  if (place) {
    const { day, rank, requests, places } = place;
    return { kind: 'leave', handle: 'granted', why: { pool, day, rank, requests, places } };
  }
  const until = plusDays(arrivedAt, deadlineDays, facts.debtor.zone);
  if (facts.now < until) return { kind: 'wait', until, actedAt: null, pool };
  return { kind: 'leave', handle: 'overflow', why: { pool, deadlineDays } };
}

/** What has no order, or is known of no account that waits, gives nobody a rank. */
function unranked(field: string, path: string): readonly SettingProblem[] {
  const known = fieldAt(field);
  const isRanked = known === null || (known.type !== 'list' && known.type !== 'object' && known.source !== 'event');
  return isRanked ? [] : [{ code: 'unknown-field', path, reason: 'unranked', field }];
}
