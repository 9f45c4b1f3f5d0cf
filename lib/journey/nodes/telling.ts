import { z } from 'zod';
import { localDateOf } from '#lib/base/civil.ts';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { lackOf } from '#lib/facts/reach.ts';
import { badGrace, badTime, missedWhy, timeliness, timeWhy, timingShape } from '../when.ts';
import type { CardFacts } from './card-facts.ts';
import type { Move, SettingProblem, StepContext, StepEffect, Why } from './node-definition.ts';

const channelSchema = z.enum(CHANNELS);

/** One channel, the debtor's own choice, or the first of a list that serves. */
export const channelChoiceSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('fixed'), channel: channelSchema }),
  z.strictObject({ mode: z.literal('preferred'), else: z.array(channelSchema) }),
  z.strictObject({ mode: z.literal('first'), of: z.array(channelSchema) }),
]);
type ChannelChoice = z.infer<typeof channelChoiceSchema>;

/** The settings of every step that writes to a debtor. */
export const tellingShape = {
  ...timingShape,
  channel: channelChoiceSchema,
  template: z.string(),
  topic: z.string().optional(),
  attachments: z.array(z.string()).optional(),
};
const tellingSchema = z.strictObject(tellingShape);
type TellingConfig = z.infer<typeof tellingSchema>;

/** What becomes of a step that writes: it waits for its time or the policy, made or joined a contact, or made none, and why. */
type Telling =
  | Extract<Move, { kind: 'wait' }>
  | { readonly kind: 'told'; readonly effect: StepEffect; readonly why: Why }
  | { readonly kind: 'withheld'; readonly reason: string; readonly why: Why };

/** Its time, the channel, the policy and the topic, in the order of journey.md sections 4 and 6. */
export function telling(config: TellingConfig, here: StepContext): Telling {
  const time = timeliness(config, here.arrivedAt, here.facts, here.holidays);
  if (time.kind === 'early') return { kind: 'wait', until: time.at, actedAt: null };
  if (time.kind === 'missed') return withheld('missed', missedWhy(time.at, here.arrivedAt, here.facts));
  // An event in between asks nothing again: the policy has said until when (journey.md section 6).
  const { heldUntil } = here;
  if (heldUntil !== null && here.facts.now < heldUntil) return { kind: 'wait', until: heldUntil, actedAt: null, heldUntil };
  return tell(config, here, time.lastDate);
}

/** What a card says of such a step. */
export function tellingCard({ when, channel, template }: TellingConfig): CardFacts {
  return {
    by: channel.mode === 'fixed' ? channel.channel : channel.mode,
    chip: when,
    says: [
      { kind: 'template', template },
      ...(channel.mode === 'preferred' ? [{ kind: 'channels' as const, mode: 'else' as const, channels: channel.else }] : []),
      ...(channel.mode === 'first' ? [{ kind: 'channels' as const, mode: 'first' as const, channels: channel.of }] : []),
    ],
  };
}

/** What is wrong with its time. */
export function tellingProblems(config: TellingConfig): readonly SettingProblem[] {
  const time = badTime(config.when);
  return [
    ...(time ? [{ code: 'bad-time' as const, path: `when.${time}` }] : []),
    ...(badGrace(config) ? [{ code: 'bad-time' as const, path: 'graceDays' }] : []),
  ];
}

/** The fields that its attachments name. */
export function tellingFields({ attachments = [] }: TellingConfig): readonly { readonly path: string; readonly field: string }[] {
  return attachments.map((field, index) => ({ path: `attachments[${index}]`, field }));
}

/** Its template and the channels that the template must be written for. */
export function tellingMessage(config: TellingConfig): { readonly template: string; readonly channels: readonly Channel[] } {
  return { template: config.template, channels: listOf(config.channel) };
}

function tell(config: TellingConfig, here: StepContext, lastDate: string): Telling {
  const wanted = wantedOf(config.channel, here);
  const candidates = wanted.filter((channel) => lackOf(here.facts.debtor, channel) === null);
  const read = whyOf(config, here);
  if (candidates.length === 0) return withheld('unreachable', { ...read, passed: wanted.map((channel) => lack(here, channel)) });
  const told = config.topic === undefined ? null : here.lastTold(config.topic);
  const repeats = () =>
    withheld('duplicate', told ? { ...read, told: told.at, toldBy: told.channel, topicDays: told.topicDays } : { ...read });
  if (told && !candidates.some((channel) => here.joins(channel))) return repeats();
  const passed: string[] = [];
  let denied: { readonly reason: string; readonly why: Why } | null = null;
  for (const channel of wanted) {
    if (!candidates.includes(channel)) {
      passed.push(lack(here, channel));
      continue;
    }
    const why = { ...read, channel, ...(passed.length > 0 ? { passed: [...passed] } : {}) };
    if (here.joins(channel)) return queued({ kind: 'join', channel }, why);
    const verdict = here.judge(channel);
    if (verdict.kind === 'allow') {
      if (told) return repeats();
      return queued({ kind: 'queue', channel, template: config.template, topic: config.topic ?? null }, why);
    }
    if (verdict.kind === 'defer' && mayWait(config, verdict.until, lastDate, here)) {
      const { until, rule } = verdict;
      return { kind: 'wait', until, actedAt: null, heldUntil: until, why: { ...why, deferred: rule, until } };
    }
    denied ??=
      verdict.kind === 'defer'
        ? { reason: `deferred:${verdict.rule}`, why: { ...read, channel, until: verdict.until, lastDate } }
        : { reason: `denied:${verdict.rule}`, why: { ...read, channel } };
    passed.push(`${channel} rule:${verdict.rule}`);
  }
  return withheld(denied?.reason ?? 'unreachable', { ...denied?.why, passed });
}

/** What a sentence about this step needs of the facts: the due date it went by, and the debtor's own choice where it asks for that. */
function whyOf({ channel }: TellingConfig, { facts }: StepContext): Why {
  const { preferredChannel, preferenceAt } = facts.debtor;
  const isAsked = channel.mode === 'preferred' && preferredChannel !== null;
  return { ...timeWhy(facts), ...(isAsked ? { preferred: preferredChannel, preferredAt: preferenceAt } : {}) };
}

/** A channel that was passed over, and why: `sms address`, `email denied`, `push failed`. */
function lack({ facts }: StepContext, channel: Channel): string {
  return `${channel} ${lackOf(facts.debtor, channel)}`;
}

function mayWait(config: TellingConfig, until: number, lastDate: string, here: StepContext): boolean {
  return config.ifMissed === 'act' || localDateOf(until, here.facts.debtor.zone) <= lastDate;
}

function queued(effect: StepEffect, why: Why): Telling {
  return { kind: 'told', effect, why };
}

function withheld(reason: string, why: Why): Telling {
  return { kind: 'withheld', reason, why };
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
