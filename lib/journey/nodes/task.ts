import { z } from 'zod';
import { plusDays } from '#lib/base/civil.ts';
import { fieldAt } from '#lib/facts/catalogue.ts';
import { badGrace, badTime, missedWhy, timeliness, timeWhy, timingShape } from '../when.ts';
import type { Move, NodeDefinition, StepContext } from './node-definition.ts';

const configSchema = z.strictObject({
  ...timingShape,
  kind: z.enum(['call', 'visit', 'letter', 'review']),
  queue: z.string(),
  priority: z.string().optional(),
  expiresAfterDays: z.number(),
  script: z.string().optional(),
});
export type TaskConfig = z.infer<typeof configSchema>;

/** How a task may end, each a way out of its node. */
export const TASK_OUTCOMES = ['done', 'promise', 'noAnswer', 'refused', 'wrongParty', 'expired'] as const;
const REQUIRED: readonly string[] = ['done', 'expired'];

/** Puts work in front of a person and waits for what they log. A task whose moment was missed leaves by `expired`. */
export const taskNode: NodeDefinition<TaskConfig> = {
  config: configSchema,
  defaults: { when: { kind: 'now' }, kind: 'call', queue: '', expiresAfterDays: 3 },
  card: ({ kind, when, queue }) => ({ by: kind, chip: when, says: [{ kind: 'queue', queue }] }),
  handles: () => TASK_OUTCOMES.map((id) => ({ id, optional: !REQUIRED.includes(id) })),
  timing: (config) => config,
  takesTime: () => true,
  predicates: () => [],
  fields: ({ priority }) => (priority === undefined ? [] : [{ path: 'priority', field: priority }]),
  problems: (config) => {
    const time = badTime(config.when);
    const days = config.expiresAfterDays;
    return [
      ...(time ? [{ code: 'bad-time' as const, path: `when.${time}` }] : []),
      ...(badGrace(config) ? [{ code: 'bad-time' as const, path: 'graceDays' }] : []),
      ...(Number.isInteger(days) && days > 0 ? [] : [{ code: 'bad-time' as const, path: 'expiresAfterDays' }]),
    ];
  },
  listensTo: () => ['task.completed'],
  tells: true,
  prepare: (config) => ({
    run: (here) => (here.actedAt === null ? open(config, here) : expire(config, here, here.actedAt)),
    hear: (here, event) => {
      if (event.type !== 'task.completed' || here.actedAt === null || event.at < here.actedAt) return null;
      const logged = TASK_OUTCOMES.find((outcome) => outcome === (event.payload.outcome ?? 'done'));
      if (!logged || logged === 'expired') return null;
      return { handle: logged, effect: { kind: 'close-task', status: 'done', outcome: logged } };
    },
  }),
};

function open(config: TaskConfig, here: StepContext): Move {
  const time = timeliness(config, here.arrivedAt, here.facts, here.holidays);
  if (time.kind === 'early') return { kind: 'wait', until: time.at, actedAt: null };
  if (time.kind === 'missed') {
    return { kind: 'leave', handle: 'expired', reason: 'missed', why: missedWhy(time.at, here.arrivedAt, here.facts) };
  }
  const priority = config.priority === undefined ? null : fieldAt(config.priority)?.get(here.facts);
  const task = { kind: config.kind, queue: config.queue, priority: typeof priority === 'number' ? priority : null };
  const expiresAt = expiryOf(config, here, here.facts.now);
  return {
    kind: 'wait',
    until: expiresAt,
    actedAt: here.facts.now,
    effect: { kind: 'open-task', task, expiresAt },
    why: timeWhy(here.facts),
  };
}

function expire(config: TaskConfig, here: StepContext, actedAt: number): Move {
  const expiresAt = expiryOf(config, here, actedAt);
  if (here.facts.now < expiresAt) return { kind: 'wait', until: expiresAt, actedAt };
  return { kind: 'leave', handle: 'expired', effect: { kind: 'close-task', status: 'expired', outcome: null } };
}

/** The same time of day, `expiresAfterDays` civil days after the work was put in front of somebody. */
function expiryOf(config: TaskConfig, here: StepContext, actedAt: number): number {
  return plusDays(actedAt, config.expiresAfterDays, here.facts.debtor.zone);
}
