import { z } from 'zod';
import { predicateSchema } from '#lib/facts/predicate.ts';
import type { NodeDefinition } from './node-definition.ts';

const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), where: predicateSchema }),
  z.strictObject({ kind: z.literal('event'), event: z.string(), where: predicateSchema.optional() }),
]);

const reentrySchema = z.discriminatedUnion('allow', [
  z.strictObject({ allow: z.literal(false) }),
  z.strictObject({ allow: z.literal(true), afterDays: z.number() }),
]);

const configSchema = z.strictObject({ trigger: triggerSchema, reentry: reentrySchema.optional() });
export type EntryConfig = z.infer<typeof configSchema>;

/** Where accounts enter: those of a segment, or those to whom an event happens. */
export const entryNode: NodeDefinition<EntryConfig> = {
  config: configSchema,
  defaults: { trigger: { kind: 'segment', where: { combinator: 'and', rules: [] } }, reentry: { allow: false } },
  card: ({ trigger }) => ({
    by: null,
    chip: null,
    says: [
      ...(trigger.kind === 'event' ? [{ kind: 'event' as const, event: trigger.event }] : []),
      ...(trigger.where ? [{ kind: 'where' as const, where: trigger.where }] : []),
    ],
  }),
  handles: () => [{ id: 'next', optional: false }],
  takesTime: () => false,
  predicates: ({ trigger }) => (trigger.where ? [{ path: 'trigger.where', predicate: trigger.where }] : []),
  problems: ({ reentry }) => {
    const days = reentry?.allow ? reentry.afterDays : 0;
    return Number.isInteger(days) && days >= 0 ? [] : [{ code: 'bad-time', path: 'reentry.afterDays' }];
  },
  prepare: () => ({ run: () => ({ kind: 'leave', handle: 'next' }) }),
};
