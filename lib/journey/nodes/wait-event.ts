import { z } from 'zod';
import { compilePredicate, predicateSchema } from '#lib/facts/predicate.ts';
import { afterSpan, badSpan, spanSchema } from '../when.ts';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({ events: z.array(z.string()), where: predicateSchema.optional(), timeout: spanSchema });
export type WaitEventConfig = z.infer<typeof configSchema>;

/** Waits for the first event strictly after the arrival that matches, or for the timeout. */
export const waitEventNode: NodeDefinition<WaitEventConfig> = {
  config: configSchema,
  defaults: { events: ['payment.received'], timeout: { amount: 3, unit: 'days' } },
  card: ({ events, timeout }) => ({ by: null, chip: { kind: 'span', ...timeout }, says: [{ kind: 'events', events }] }),
  handles: (config) => [...config.events, 'timeout'].map((id) => ({ id, optional: false })),
  takesTime: () => true,
  predicates: ({ where }) => (where ? [{ path: 'where', predicate: where }] : []),
  problems: (config) => (badSpan(config.timeout) || config.timeout.amount === 0 ? [{ code: 'bad-time', path: 'timeout.amount' }] : []),
  listensTo: (config) => config.events,
  prepare: (config) => {
    const matches = config.where ? compilePredicate(config.where) : () => true;
    return {
      run: (here) => {
        const until = afterSpan(config.timeout, undefined, here.arrivedAt, here.facts, here.holidays);
        return here.facts.now < until ? { kind: 'wait', until, actedAt: null } : { kind: 'leave', handle: 'timeout' };
      },
      hear: (here, event) =>
        event.at > here.arrivedAt && config.events.includes(event.type) && matches(here.facts) ? { handle: event.type } : null,
    };
  },
};
