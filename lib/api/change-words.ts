import type { Channel } from '#lib/facts/debtor.ts';
import type { NodeType } from '#lib/journey/nodes/index.ts';

/* Which words of the catalogues (`changes`) a change of a journey is said with. */

/** The ways out that have a name of their own. */
export const HANDLES = [
  'next',
  'sent',
  'notSent',
  'timeout',
  'else',
  'done',
  'promise',
  'noAnswer',
  'refused',
  'wrongParty',
  'expired',
  'accepted',
  'declined',
  'ok',
  'failed',
  'granted',
  'overflow',
] as const;
/** The settings that have a name of their own; any other is `other`. */
export const SETTINGS = [
  ...(['channel', 'template', 'topic', 'attachments', 'ifMissed', 'graceDays', 'kind', 'queue', 'priority'] as const),
  ...([
    'expiresAfterDays',
    'script',
    'events',
    'timeout',
    'outcome',
    'key',
    'unit',
    'arms',
    'context',
    'reward',
    'explore',
    'set',
    'terms',
    'validDays',
    'pool',
    'perDay',
    'deadlineDays',
    'url',
    'body',
    'timeoutSeconds',
    'journey',
    'mode',
    'reentry',
    'trigger',
    'other',
  ] as const),
];
/** The kinds of tasks. */
export const TASK_KINDS = ['call', 'visit', 'letter', 'review'] as const;
/** The kinds of offers. */
export const TERMS = ['promise', 'plan', 'discount'] as const;
const SENTENCES = [
  ...(['name', 'description', 'stageAdded', 'stageRemoved', 'stageRenamed', 'stageDays', 'offAxis', 'days', 'exits', 'suspend'] as const),
  ...(['orderStages', 'orderEntries', 'nodeAdded', 'nodeRemoved', 'label', 'note', 'stage', 'at', 'day', 'when', 'setting'] as const),
  ...(['settingAdded', 'settingRemoved', 'condition', 'branchAdded', 'branchRemoved', 'branchRenamed', 'branchCondition'] as const),
  ...([
    'branchOrder',
    'way',
    'wayAdded',
    'wayRemoved',
    'message',
    'messageAdded',
    'messageRemoved',
    'nothing',
    'yes',
    'no',
    'now',
  ] as const),
  ...([
    'due',
    'hours',
    'spanDays',
    'spanBusinessDays',
    'preferred',
    'first',
    'skip',
    'act',
    'subject',
    'body',
    'trigger',
    'unitDebtor',
    'unitAccount',
    'handoverMove',
    'handoverStart',
  ] as const),
];

type Key =
  | (typeof SENTENCES)[number]
  | `type.${NodeType}`
  | `handle.${(typeof HANDLES)[number]}`
  | `taskKind.${(typeof TASK_KINDS)[number]}`
  | `termsKind.${(typeof TERMS)[number]}`
  | `settings.${(typeof SETTINGS)[number]}`;

/** The translators that a change is said with: of `changes`, and the names of channels and languages. */
export interface ChangeWords {
  readonly changes: (key: Key, values?: Record<string, string | number>) => string;
  readonly channel: (channel: Channel) => string;
  readonly language: (language: 'es' | 'en' | 'pt') => string;
}
