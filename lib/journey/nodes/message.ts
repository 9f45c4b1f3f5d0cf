import { z } from 'zod';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { lackOf } from '#lib/facts/reach.ts';
import { badGrace, badTime, missedWhy, takesTime, timeliness, timeWhy, timingShape } from '../when.ts';
import type { Move, NodeDefinition, StepContext, StepEffect, Why } from './node-definition.ts';

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
  card: ({ when, channel, template }) => ({
    by: channel.mode === 'fixed' ? channel.channel : channel.mode,
    chip: when,
    says: [
      { kind: 'template', template },
      ...(channel.mode === 'preferred' ? [{ kind: 'channels' as const, mode: 'else' as const, channels: channel.else }] : []),
      ...(channel.mode === 'first' ? [{ kind: 'channels' as const, mode: 'first' as const, channels: channel.of }] : []),
    ],
  }),
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
      if (time.kind === 'missed') return notSent('missed', missedWhy(time.at, here.arrivedAt, here.facts));
      const deferred = deferredUntil(here);
      if (deferred !== null) return { kind: 'wait', until: deferred, actedAt: here.actedAt };
      return tell(config, here, time.lastDate);
    },
  }),
};

function tell(config: MessageConfig, here: StepContext, lastDate: string): Move {
  const wanted = wantedOf(config.channel, here);
  const candidates = wanted.filter((channel) => lackOf(here.facts.debtor, channel) === null);
  const read = whyOf(config, here);
  if (candidates.length === 0) return notSent('unreachable', { ...read, passed: wanted.map((channel) => lack(here, channel)) });
  const told = config.topic === undefined ? null : here.lastTold(config.topic);
  const repeats = () =>
    notSent('duplicate', told ? { ...read, told: told.at, toldBy: told.channel, topicDays: told.topicDays } : { ...read });
  if (told && !candidates.some((channel) => here.joins(channel))) return repeats();
  const passed: string[] = [];
  let denied: { readonly reason: string; readonly why: Why } | null = null;
  for (const channel of wanted) {
    if (!candidates.includes(channel)) {
      passed.push(lack(here, channel));
      continue;
    }
    const why = { ...read, channel, ...(passed.length > 0 ? { passed: [...passed] } : {}) };
    if (here.joins(channel)) return sent({ kind: 'join', channel }, why);
    const verdict = here.judge(channel);
    if (verdict.kind === 'allow') {
      if (told) return repeats();
      return sent({ kind: 'queue', channel, template: config.template, topic: config.topic ?? null }, why);
    }
    if (verdict.kind === 'defer' && mayWait(config, verdict.until, lastDate, here)) {
      return { kind: 'wait', until: verdict.until, actedAt: here.facts.now, why: { ...why, deferred: verdict.rule, until: verdict.until } };
    }
    denied ??=
      verdict.kind === 'defer'
        ? { reason: `deferred:${verdict.rule}`, why: { ...read, channel, until: verdict.until, lastDate } }
        : { reason: `denied:${verdict.rule}`, why: { ...read, channel } };
    passed.push(`${channel} rule:${verdict.rule}`);
  }
  return notSent(denied?.reason ?? 'unreachable', { ...denied?.why, passed });
}

/** What a sentence about this step needs of the facts: the due date it went by, and the debtor's own choice where it asks for that. */
function whyOf({ channel }: MessageConfig, { facts }: StepContext): Why {
  const { preferredChannel, preferenceAt } = facts.debtor;
  const isAsked = channel.mode === 'preferred' && preferredChannel !== null;
  return { ...timeWhy(facts), ...(isAsked ? { preferred: preferredChannel, preferredAt: preferenceAt } : {}) };
}

/** A channel that was passed over, and why: `sms address`, `email denied`, `push failed`. */
function lack({ facts }: StepContext, channel: Channel): string {
  return `${channel} ${lackOf(facts.debtor, channel)}`;
}

/** The instant for which the policy lets it wait, while that lies ahead: an event in between asks nothing again (journey.md section 6). */
function deferredUntil({ actedAt, wakeAt, facts }: StepContext): Instant | null {
  return actedAt !== null && wakeAt !== null && facts.now < wakeAt ? wakeAt : null;
}

function mayWait(config: MessageConfig, until: number, lastDate: string, here: StepContext): boolean {
  return config.ifMissed === 'act' || localDateOf(until, here.facts.debtor.zone) <= lastDate;
}

function sent(effect: StepEffect, why: Why): Move {
  return { kind: 'leave', handle: 'sent', effect, why };
}

function notSent(reason: string, why: Why): Move {
  return { kind: 'leave', handle: 'notSent', reason, why };
}

/** The channels in the order in which they are asked, each once, whether they reach the debtor or not. */
function wantedOf(choice: ChannelChoice, { facts }: StepContext): Channel[] {
  const preferred = CHANNELS.find((channel) => channel === facts.debtor.preferredChannel);
  const wanted = choice.mode === 'preferred' && preferred ? [preferred, ...choice.else] : listOf(choice);
  return [...new Set(wanted)];
}

function listOf(choice: ChannelChoice): readonly Channel[] {
  if (choice.mode === 'fixed') return [choice.channel];
  return choice.mode === 'preferred' ? choice.else : choice.of;
}
