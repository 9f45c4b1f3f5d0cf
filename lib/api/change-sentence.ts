import { type WordChange, wordChanges } from '#lib/base/word-changes.ts';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import type { Change } from '#lib/journey/diff.ts';
import type { Stage } from '#lib/journey/document.ts';
import type { NodeType } from '#lib/journey/nodes/index.ts';
import { readLanguage } from './languages.ts';

/*
 * A change of a journey as a reader's language says it. The words stand in the catalogues (`changes`); what stands here is
 * which sentence says which change.
 */

const HANDLES = [
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
const SETTINGS = [
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
const TASK_KINDS = ['call', 'visit', 'letter', 'review'] as const;
const TERMS = ['promise', 'plan', 'discount'] as const;
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

/** A change in words. `texts`: what became of a text, word by word, where that is what changed; `title` is null where the sentence names it. */
export interface ToldChange {
  /** Unlike any other of its list. */
  readonly id: string;
  readonly tone: 'added' | 'removed' | 'changed';
  readonly sentence: string;
  readonly texts: readonly { readonly title: string | null; readonly words: readonly WordChange[] }[];
}

/** Puts changes into words, in their order. */
export function tellChanges(changes: readonly Change[], words: ChangeWords): readonly ToldChange[] {
  return changes.map((change, index) => ({
    id: `${index}`,
    tone: toneOf(change),
    sentence: sentenceOf(change, words),
    texts: textsOf(change, words),
  }));
}

function toneOf(change: Change): ToldChange['tone'] {
  if (change.kind === 'order') return 'changed';
  if (change.before === null) return 'added';
  return change.after === null ? 'removed' : 'changed';
}

/** `Change` of one kind. */
type Of<K extends Change['kind']> = Extract<Change, { kind: K }>;

function sentenceOf(change: Change, words: ChangeWords): string {
  const t = words.changes;
  switch (change.kind) {
    case 'name':
      return t('name', { before: change.before ?? '', after: change.after ?? '' });
    case 'description':
    case 'exits':
    case 'suspend':
      return t(change.kind);
    case 'order':
      return t(change.of === 'stages' ? 'orderStages' : 'orderEntries');
    case 'stage':
      return stageSentence(change, words);
    case 'node': {
      const node = change.after ?? change.before;
      if (!node) return '';
      return t(change.after ? 'nodeAdded' : 'nodeRemoved', { name: node.label || node.id, type: t(`type.${node.type}`) });
    }
    case 'setting':
      return settingSentence(change, words);
    case 'way':
      return waySentence(change, words);
    case 'message':
      return messageSentence(change, words);
  }
}

function stageSentence({ before, after }: Of<'stage'>, { changes: t }: ChangeWords): string {
  const daysOf = (stage: Stage | null): string => {
    if (!stage || (stage.fromDay === null && stage.toDay === null)) return t('offAxis');
    if (stage.fromDay === stage.toDay) return dayText(stage.fromDay);
    return t('days', { from: dayText(stage.fromDay), to: dayText(stage.toDay) });
  };
  const values = { before: before?.name ?? '', after: after?.name ?? '', daysBefore: daysOf(before), daysAfter: daysOf(after) };
  if (!before) return t('stageAdded', values);
  if (!after) return t('stageRemoved', values);
  if (values.daysBefore === values.daysAfter) return t('stageRenamed', values);
  return before.name === after.name ? t('stageDays', values) : `${t('stageRenamed', values)} ${t('stageDays', values)}`;
}

function messageSentence({ key, channel, language, before, after }: Of<'message'>, words: ChangeWords): string {
  const known = readLanguage(language);
  const values = { key, channel: channelText(channel, words), language: known ? words.language(known) : language };
  if (!before) return words.changes('messageAdded', values);
  return words.changes(after ? 'message' : 'messageRemoved', values);
}

function waySentence({ node, handle, before, after }: Of<'way'>, { changes: t }: ChangeWords): string {
  const known = HANDLES.find((one) => one === handle);
  const values = { node: node.name, handle: known ? t(`handle.${known}`) : handle, before: before?.name ?? '', after: after?.name ?? '' };
  if (!before) return t('wayAdded', values);
  return t(after ? 'way' : 'wayRemoved', values);
}

function settingSentence(change: Of<'setting'>, words: ChangeWords): string {
  const t = words.changes;
  const { node, path, before, after } = change;
  const [first = '', second] = path;
  const told = { node: node.name, before: String(before ?? ''), after: String(after ?? '') };
  if (first === 'label') return t('label', { before: told.before || node.id, after: told.after || node.id });
  if (first === 'note') return t('note', told);
  if (first === 'branches') return branchSentence(change, words);
  if (path.at(-1) === 'where') return t('condition', told);
  if (first === 'trigger' && second === undefined) return t('trigger', told);
  if (first === 'stage') return t('stage', { ...told, before: told.before || '–', after: told.after || '–' });
  if (first === 'when' || first === 'until') {
    if (second === 'at' && before !== null && after !== null) return t('at', told);
    if (second === 'days') return t('day', { ...told, before: dayText(before), after: dayText(after) });
    return t('when', { ...told, before: whenText(before, words), after: whenText(after, words) });
  }
  const setting = t(`settings.${SETTINGS.find((name) => name === first) ?? 'other'}`);
  if (before === null) return t('settingAdded', { ...told, setting, after: valueText(path, after, words) });
  if (after === null) return t('settingRemoved', { ...told, setting, before: valueText(path, before, words) });
  return t('setting', { ...told, setting, before: valueText(path, before, words), after: valueText(path, after, words) });
}

function branchSentence({ node, path, before, after }: Of<'setting'>, { changes: t }: ChangeWords): string {
  const [, branch, part] = path;
  const values = { node: node.name, branch: branch ?? '', before: nameIn(before, branch), after: nameIn(after, branch) };
  if (branch === undefined) return t('branchOrder', values);
  if (part === 'label') return t('branchRenamed', values);
  if (part === 'where') return t('branchCondition', values);
  return t(before === null ? 'branchAdded' : 'branchRemoved', values);
}

/** What a branch, or the label of one, calls itself. */
function nameIn(value: unknown, id: string | undefined): string {
  const label = typeof value === 'object' && value !== null && 'label' in value ? value.label : value;
  return typeof label === 'string' && label !== '' ? label : (id ?? '');
}

function whenText(when: unknown, words: ChangeWords): string {
  if (typeof when !== 'object' || when === null) return words.changes('nothing');
  const { kind, days, at } = { kind: null, days: null, at: null, ...when };
  if (kind === 'now') return words.changes('now');
  return kind === 'due' ? words.changes('due', { day: dayText(days), at: String(at ?? '') }) : spanText(when, words);
}

function spanText(span: object, { changes: t }: ChangeWords): string {
  const { amount, unit, at }: { amount: unknown; unit: unknown; at: unknown } = { amount: 0, unit: 'days', at: null, ...span };
  const values = { amount: Number(amount), at: typeof at === 'string' ? at : 'none' };
  if (unit === 'hours') return t('hours', values);
  return t(unit === 'businessDays' ? 'spanBusinessDays' : 'spanDays', values);
}

function valueText(path: readonly string[], value: unknown, words: ChangeWords): string {
  const t = words.changes;
  const [first] = path;
  if (value === null || value === undefined) return t('nothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (first === 'channel') return channelText(value, words);
  if (first === 'terms') return termsText(value, words);
  if (first === 'ifMissed') return t(value === 'act' ? 'act' : 'skip');
  const kind = first === 'kind' ? TASK_KINDS.find((one) => one === value) : undefined;
  if (kind) return t(`taskKind.${kind}`);
  if (first === 'mode') return t(value === 'start' ? 'handoverStart' : 'handoverMove');
  if (first === 'explore' && typeof value === 'number') return `${Math.round(value * 1_000) / 10} %`;
  if (first === 'unit') return t(value === 'account' ? 'unitAccount' : 'unitDebtor');
  if (Array.isArray(value)) return value.map(itemText).join(', ');
  if (typeof value !== 'object') return `«${value}»`;
  return 'amount' in value ? spanText(value, words) : Object.values(value).map(String).join(' · ');
}

/** The kind of an offer by its name, with the numbers that stand beside it; one number by itself. */
function termsText(value: unknown, { changes: t }: ChangeWords): string {
  if (typeof value !== 'object' || value === null) return `«${value}»`;
  const { kind, ...numbers } = { kind: '', ...value };
  const known = TERMS.find((one) => one === kind);
  return [known ? t(`termsKind.${known}`) : kind, ...Object.values(numbers).map(String)].join(' · ');
}

/** An arm by its label and weight, a written fact by its field and value; whatever else by itself. */
function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('field' in item && 'value' in item)
    return `${item.field} = ${Array.isArray(item.value) ? item.value.join(', ') : (item.value ?? '–')}`;
  const { id, label, weight } = { id: '', label: '', weight: null, ...item };
  return weight === null ? label || id : `${label || id} (${weight})`;
}

function channelText(value: unknown, words: ChangeWords): string {
  const nameOf = (one: unknown): string => {
    const known = CHANNELS.find((channel) => channel === one);
    return known ? words.channel(known) : String(one);
  };
  if (Array.isArray(value)) return value.map(nameOf).join(', ');
  if (typeof value !== 'object' || value === null) return nameOf(value);
  if ('channel' in value) return nameOf(value.channel);
  if ('of' in value && Array.isArray(value.of)) return words.changes('first', { list: value.of.map(nameOf).join(', ') });
  if ('else' in value && Array.isArray(value.else)) return words.changes('preferred', { list: value.else.map(nameOf).join(', ') });
  return words.changes('nothing');
}

/** `D−5`, `D0`, `D+12`. */
function dayText(day: unknown): string {
  if (typeof day !== 'number') return '…';
  if (day === 0) return 'D0';
  return day < 0 ? `D−${-day}` : `D+${day}`;
}

function textsOf(change: Change, { changes: t }: ChangeWords): ToldChange['texts'] {
  if (change.kind === 'description') return [{ title: null, words: wordChanges(change.before ?? '', change.after ?? '') }];
  if (change.kind === 'setting') {
    const isText = ['note', 'script'].includes(change.path[0] ?? '');
    return isText ? [{ title: null, words: wordChanges(String(change.before ?? ''), String(change.after ?? '')) }] : [];
  }
  if (change.kind !== 'message') return [];
  const { before, after } = change;
  const parts = (['subject', 'body'] as const).map((part) => ({
    title: t(part),
    words: wordChanges(before?.[part] ?? '', after?.[part] ?? ''),
  }));
  return parts.filter(({ words }) => words.some(({ kind }) => kind !== 'same'));
}
