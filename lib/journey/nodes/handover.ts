import { z } from 'zod';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({ journey: z.string(), mode: z.enum(['move', 'start']) });
export type HandoverConfig = z.infer<typeof configSchema>;

/** Hands the account to another journey: ends here with `moved` and enters there, or starts it beside (journey.md section 5). */
export const handoverNode: NodeDefinition<HandoverConfig> = {
  config: configSchema,
  defaults: { journey: '', mode: 'move' },
  card: ({ journey, mode }) => ({ by: null, chip: null, says: [{ kind: 'handover', journey, mode }] }),
  handles: ({ mode }) => (mode === 'start' ? [{ id: 'next', optional: false }] : []),
  takesTime: () => false,
  predicates: () => [],
  problems: () => [],
  handsTo: ({ journey }) => journey,
  prepare: ({ journey, mode }) => ({
    run: () => {
      const effect = { kind: 'hand-over' as const, journey };
      if (mode === 'move') return { kind: 'end', outcome: 'moved', effect, why: { journey } };
      return { kind: 'leave', handle: 'next', effect, why: { journey } };
    },
  }),
};
