import { z } from 'zod';
import { fieldAt } from '#lib/facts/catalogue.ts';
import { type FactWrite, isWritable, suitsField } from '#lib/facts/fact-write.ts';
import type { Facts } from '#lib/facts/facts.ts';
import type { NodeDefinition, SettingProblem } from './node-definition.ts';

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const configSchema = z.strictObject({ set: z.array(z.strictObject({ field: z.string(), value: valueSchema })) });
export type UpdateConfig = z.infer<typeof configSchema>;

/** Writes attributes, tags or the segment, and goes on at once; balances and what else imports say are never written (journey.md section 5). */
export const updateNode: NodeDefinition<UpdateConfig> = {
  config: configSchema,
  defaults: { set: [{ field: 'account.attributes.', value: '' }] },
  card: ({ set }) => ({ by: null, chip: null, says: [{ kind: 'set', set }] }),
  handles: () => [{ id: 'next', optional: false }],
  takesTime: () => false,
  predicates: () => [],
  problems: ({ set }) =>
    set.flatMap((write, index): readonly SettingProblem[] => {
      if (!isWritable(write.field)) {
        return [{ code: 'unknown-field', path: `set[${index}].field`, reason: 'unwritable', field: write.field }];
      }
      return suitsField(write) ? [] : [{ code: 'unknown-field', path: `set[${index}].value`, reason: 'kind', field: write.field }];
    }),
  prepare: ({ set }) => ({
    run: ({ facts }) => {
      const writes = set.filter((write) => isWritable(write.field) && suitsField(write));
      const why = { set: writes.map(({ field }) => field) };
      const changes = writes.some((write) => !holds(facts, write));
      return { kind: 'leave', handle: 'next', why, ...(changes ? { effect: { kind: 'write', writes } } : {}) };
    },
  }),
};

/** True where the fact is as it is to be: nothing need be written. */
function holds(facts: Facts, { field, value }: FactWrite): boolean {
  return JSON.stringify(fieldAt(field)?.get(facts)) === JSON.stringify(value);
}
