import { type WordChange, wordChanges } from '#lib/base/word-changes.ts';
import type { Change } from '#lib/journey/diff.ts';
import type { Stage } from '#lib/journey/document.ts';
import { channelText, dayText, valueText, whenText } from './change-values.ts';
import { type ChangeWords, HANDLES, SETTINGS } from './change-words.ts';
import { readLanguage } from './languages.ts';

/*
 * A change of a journey as a reader's language says it. The words stand in the catalogues (`changes`); what stands here is
 * which sentence says which change.
 */

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
