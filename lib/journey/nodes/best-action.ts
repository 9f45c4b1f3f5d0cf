import { z } from 'zod';
import { fieldAt } from '#lib/facts/catalogue.ts';
import type { Facts } from '#lib/facts/facts.ts';
import { chooseArm } from '#lib/learning/choose-arm.ts';
import { windowEnd } from '#lib/learning/showing.ts';
import type { NodeDefinition, SettingProblem } from './node-definition.ts';

const configSchema = z.strictObject({
  key: z.string(),
  arms: z.array(z.strictObject({ id: z.string(), label: z.string().optional() })),
  context: z.array(z.string()),
  reward: z.strictObject({ event: z.string(), withinDays: z.number() }),
  explore: z.number(),
});
export type BestActionConfig = z.infer<typeof configSchema>;

/** As many days as the journey's rules allow anywhere. */
const MOST_DAYS = 3_650;

/**
 * Sends each account by the arm that has come to most for accounts like it, as far as was known at the start of the workspace's day, and a
 * share of them by any arm, so that more is learned (journey.md section 7).
 */
export const bestActionNode: NodeDefinition<BestActionConfig> = {
  config: configSchema,
  defaults: {
    key: 'best-action',
    arms: [
      { id: 'a', label: '' },
      { id: 'b', label: '' },
    ],
    context: [],
    reward: { event: 'payment.received', withinDays: 7 },
    explore: 0.1,
  },
  card: ({ arms, reward }) => ({
    by: null,
    chip: null,
    says: [
      { kind: 'choices', arms: arms.map(({ id, label }) => ({ id, label: label ?? '' })) },
      { kind: 'reward', ...reward },
    ],
  }),
  handles: ({ arms }) => arms.map(({ id }) => ({ id, optional: false })),
  takesTime: () => false,
  predicates: () => [],
  fields: ({ context }) => context.map((field, index) => ({ path: `context[${index}]`, field })),
  problems: ({ key, arms, reward, explore }): readonly SettingProblem[] => [
    ...(key.trim() === '' ? [{ code: 'bad-weights' as const, path: 'key' }] : []),
    ...(arms.length === 0 ? [{ code: 'bad-weights' as const, path: 'arms' }] : []),
    ...arms.flatMap(({ id }, index) => {
      const first = arms.findIndex((arm) => arm.id === id);
      return first < index ? [{ code: 'duplicate-id' as const, path: `arms[${first}].id` }] : [];
    }),
    ...(explore >= 0 && explore <= 1 ? [] : [{ code: 'bad-weights' as const, path: 'explore' }]),
    ...(Number.isInteger(reward.withinDays) && reward.withinDays > 0 && reward.withinDays <= MOST_DAYS
      ? []
      : [{ code: 'bad-time' as const, path: 'reward.withinDays' }]),
  ],
  listensTo: ({ reward }) => [reward.event],
  learns: ({ key, reward }) => ({ model: key, reward: reward.event }),
  prepare: (config) => ({
    run: ({ facts, modelOf }) => {
      const { key: model, reward } = config;
      const unit = facts.account.externalId;
      const context = contextOf(config.context, facts);
      const known = modelOf(model);
      const chosen = chooseArm(config, unit, context, known);
      if (chosen === null) return { kind: 'end', outcome: 'error' };
      const { arm, explored, version } = chosen;
      const until = windowEnd(facts.now, reward.withinDays);
      return {
        kind: 'leave',
        handle: arm.id,
        effect: { kind: 'show', model, arm: arm.id, context, reward: reward.event, until },
        why: { model, unit, arm: arm.id, context, version, day: known.day, explored },
      };
    },
  }),
};

/** The values of the context fields, as a text that is the same for the same values. */
function contextOf(fields: readonly string[], facts: Facts): string {
  return JSON.stringify(fields.map((path) => fieldAt(path)?.get(facts) ?? null));
}
