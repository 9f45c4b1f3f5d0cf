import { z } from 'zod';
import { armOf } from './arm-of.ts';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({
  key: z.string(),
  unit: z.enum(['debtor', 'account']),
  arms: z.array(z.strictObject({ id: z.string(), label: z.string().optional(), weight: z.number() })),
});
export type ExperimentConfig = z.infer<typeof configSchema>;

/** Sends each debtor, or each account, by one arm, the same for ever and in every journey that has this key (journey.md section 7). */
export const experimentNode: NodeDefinition<ExperimentConfig> = {
  config: configSchema,
  defaults: {
    key: 'experiment',
    unit: 'debtor',
    arms: [
      { id: 'a', label: '', weight: 1 },
      { id: 'b', label: '', weight: 1 },
    ],
  },
  card: ({ arms }) => ({
    by: null,
    chip: null,
    says: [{ kind: 'arms', arms: arms.map(({ id, label, weight }) => ({ id, label: label ?? '', weight })) }],
  }),
  handles: ({ arms }) => arms.map(({ id }) => ({ id, optional: false })),
  takesTime: () => false,
  predicates: () => [],
  problems: ({ key, arms }) => [
    ...(key.trim() === '' ? [{ code: 'bad-weights' as const, path: 'key' }] : []),
    ...(arms.length === 0 ? [{ code: 'bad-weights' as const, path: 'arms' }] : []),
    ...arms.flatMap(({ weight }, index) =>
      weight > 0 && Number.isFinite(weight) ? [] : [{ code: 'bad-weights' as const, path: `arms[${index}].weight` }],
    ),
    ...arms.flatMap(({ id }, index) => {
      const first = arms.findIndex((arm) => arm.id === id);
      return first < index ? [{ code: 'duplicate-id' as const, path: `arms[${first}].id` }] : [];
    }),
  ],
  prepare: ({ key, unit, arms }) => ({
    run: ({ facts }) => {
      const unitId = unit === 'debtor' ? facts.debtor.externalId : facts.account.externalId;
      const arm = armOf(key, unitId, arms);
      if (arm === null) return { kind: 'end', outcome: 'error' };
      return { kind: 'leave', handle: arm.id, why: { experiment: key, unit: unitId, arm: arm.id } };
    },
  }),
};
