import { z } from 'zod';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { isReachable } from '#lib/facts/reach.ts';
import { badGrace, badTime, takesTime, timeliness, timingShape } from '../when.ts';
import type { Move, NodeDefinition, StepContext } from './node-definition.ts';

const channelSchema = z.enum(CHANNELS);

/** One channel, the debtor's own choice, or the first of a list that serves. */
export const channelChoiceSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('fixed'), channel: channelSchema }),
  z.strictObject({ mode: z.literal('preferred'), else: z.array(channelSchema) }),
  z.strictObject({ mode: z.literal('first'), of: z.array(channelSchema) }),
]);
type ChannelChoice = z.infer<typeof channelChoiceSchema>;

const configSchema = z.strictObject({
  ...timingShape,
  channel: channelChoiceSchema,
  template: z.string(),
  topic: z.string().optional(),
  attachments: z.array(z.string()).optional(),
});
export type MessageConfig = z.infer<typeof configSchema>;

/** Queues one contact by the channel that serves, or leaves by `notSent` and says why (journey.md section 6). */
export const messageNode: NodeDefinition<MessageConfig> = {
  config: configSchema,
  defaults: { when: { kind: 'now' }, channel: { mode: 'preferred', else: ['email', 'sms'] }, template: '' },
  handles: () => [
    { id: 'sent', optional: false },
    { id: 'notSent', optional: true },
  ],
  timing: (config) => config,
  takesTime: (config) => takesTime(config.when),
  predicates: () => [],
  fields: ({ attachments = [] }) => attachments.map((field, index) => ({ path: `attachments[${index}]`, field })),
  problems: (config) => {
    const time = badTime(config.when);
    return [
      ...(time ? [{ code: 'bad-time' as const, path: `when.${time}` }] : []),
      ...(badGrace(config) ? [{ code: 'bad-time' as const, path: 'graceDays' }] : []),
    ];
  },
  message: (config) => ({ template: config.template, channels: listOf(config.channel) }),
  tells: true,
  prepare: (config) => ({
    run: (here) => {
      const time = timeliness(config, here.arrivedAt, here.facts, here.holidays);
      if (time.kind === 'early') return { kind: 'wait', until: time.at, actedAt: null };
      if (time.kind === 'missed') return notSent('missed');
      const deferred = deferredUntil(here);
      if (deferred !== null) return { kind: 'wait', until: deferred, actedAt: here.actedAt };
      return tell(config, here, time.lastDate);
    },
  }),
};

function tell(config: MessageConfig, here: StepContext, lastDate: string): Move {
  const candidates = candidatesOf(config.channel, here);
  if (candidates.length === 0) return notSent('unreachable');
  const isTold = config.topic !== undefined && here.wasTold(config.topic);
  if (isTold && !candidates.some((channel) => here.joins(channel))) return notSent('duplicate');
  let firstReason: string | null = null;
  for (const channel of candidates) {
    if (here.joins(channel)) return sent({ kind: 'join', channel }, channel);
    const verdict = here.judge(channel);
    if (verdict.kind === 'allow') {
      if (isTold) return notSent('duplicate');
      return sent({ kind: 'queue', channel, template: config.template, topic: config.topic ?? null }, channel);
    }
    if (verdict.kind === 'defer' && mayWait(config, verdict.until, lastDate, here)) {
      return { kind: 'wait', until: verdict.until, actedAt: here.facts.now, why: { deferred: verdict.rule, channel } };
    }
    firstReason ??= `${verdict.kind === 'defer' ? 'deferred' : 'denied'}:${verdict.rule}`;
  }
  return notSent(firstReason ?? 'unreachable');
}

/** The instant for which the policy lets it wait, while that lies ahead: an event in between asks nothing again (journey.md section 6). */
function deferredUntil({ actedAt, wakeAt, facts }: StepContext): Instant | null {
  return actedAt !== null && wakeAt !== null && facts.now < wakeAt ? wakeAt : null;
}

function mayWait(config: MessageConfig, until: number, lastDate: string, here: StepContext): boolean {
  return config.ifMissed === 'act' || localDateOf(until, here.facts.debtor.zone) <= lastDate;
}

function sent(effect: Extract<Move, { kind: 'leave' }>['effect'], channel: Channel): Move {
  return effect ? { kind: 'leave', handle: 'sent', effect, why: { channel } } : { kind: 'leave', handle: 'sent' };
}

function notSent(reason: string): Move {
  return { kind: 'leave', handle: 'notSent', reason };
}

/** The reachable channels in the order in which they are asked, each once. */
function candidatesOf(choice: ChannelChoice, { facts }: StepContext): Channel[] {
  const preferred = CHANNELS.find((channel) => channel === facts.debtor.preferredChannel);
  const wanted = choice.mode === 'preferred' && preferred ? [preferred, ...choice.else] : listOf(choice);
  return [...new Set(wanted)].filter((channel) => isReachable(facts.debtor, channel));
}

function listOf(choice: ChannelChoice): readonly Channel[] {
  if (choice.mode === 'fixed') return [choice.channel];
  return choice.mode === 'preferred' ? choice.else : choice.of;
}
