import { z } from 'zod';
import { compilePredicate, predicateSchema } from '#lib/facts/predicate.ts';
import type { NodeDefinition } from './node-definition.ts';

const configSchema = z.strictObject({
  branches: z.array(z.strictObject({ id: z.string(), label: z.string().optional(), where: predicateSchema })),
});
export type SplitConfig = z.infer<typeof configSchema>;

/** Takes the first branch that holds, top to bottom; `else` where none does. */
export const splitNode: NodeDefinition<SplitConfig> = {
  config: configSchema,
  defaults: { branches: [{ id: 'yes', label: '', where: { combinator: 'and', rules: [] } }] },
  card: ({ branches }) => ({
    by: null,
    chip: null,
    says: [{ kind: 'branches', branches: branches.map(({ id, label }) => ({ id, label: label ?? '' })) }],
  }),
  handles: (config) => [...config.branches.map((branch) => branch.id), 'else'].map((id) => ({ id, optional: false })),
  takesTime: () => false,
  predicates: ({ branches }) => branches.map((branch, index) => ({ path: `branches[${index}].where`, predicate: branch.where })),
  problems: ({ branches }) => {
    const ids = [...branches.map((branch) => branch.id), 'else'];
    return ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [{ code: 'duplicate-id' as const, path: `branches[${ids.indexOf(id)}].id` }] : [],
    );
  },
  prepare: (config) => {
    const branches = config.branches.map((branch) => ({ id: branch.id, holds: compilePredicate(branch.where) }));
    return {
      run: (here) => {
        const taken = branches.find((branch) => branch.holds(here.facts));
        return { kind: 'leave', handle: taken ? taken.id : 'else' };
      },
    };
  },
};
