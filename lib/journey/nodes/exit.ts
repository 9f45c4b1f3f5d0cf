import { z } from 'zod';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({ outcome: z.string() });
export type ExitConfig = z.infer<typeof configSchema>;

/** Ends the run with its outcome. */
export const exitNode: NodeDefinition<ExitConfig> = {
  config: configSchema,
  defaults: { outcome: 'done' },
  card: ({ outcome }) => ({ by: null, chip: null, says: [{ kind: 'outcome', outcome }] }),
  handles: () => [],
  takesTime: () => false,
  predicates: () => [],
  problems: () => [],
  prepare: (config) => ({ run: () => ({ kind: 'end', outcome: config.outcome }) }),
};
