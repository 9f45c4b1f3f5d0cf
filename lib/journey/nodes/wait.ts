import { z } from 'zod';
import { badTime, instantOf, takesTime, whenSchema } from '../when.ts';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({ until: whenSchema });
export type WaitConfig = z.infer<typeof configSchema>;

/** Waits; a time already past, or one by a due date that nobody knows, goes on at once. */
export const waitNode: NodeDefinition<WaitConfig> = {
  config: configSchema,
  defaults: { until: { kind: 'after', amount: 1, unit: 'days' } },
  card: ({ until }) => ({ by: null, chip: until, says: [{ kind: 'until', until }] }),
  handles: () => [{ id: 'next', optional: false }],
  until: (config) => config.until,
  takesTime: (config) => takesTime(config.until),
  predicates: () => [],
  problems: (config) => {
    const time = badTime(config.until);
    return time ? [{ code: 'bad-time', path: `until.${time}` }] : [];
  },
  prepare: (config) => ({
    run: (here) => {
      const at = instantOf(config.until, here.arrivedAt, here.facts, here.holidays);
      return at !== null && here.facts.now < at ? { kind: 'wait', until: at, actedAt: null } : { kind: 'leave', handle: 'next' };
    },
  }),
};
