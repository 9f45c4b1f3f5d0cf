import { CHANNELS } from '#lib/facts/debtor.ts';
import { type ChangeWords, TASK_KINDS, TERMS } from './change-words.ts';

/* The values that a change of a journey is about, as a reader's language says them. */

/** When a step acts, or until when it waits. */
export function whenText(when: unknown, words: ChangeWords): string {
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

/** A value of a setting, by the setting's name. */
export function valueText(path: readonly string[], value: unknown, words: ChangeWords): string {
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

/** A channel, a list of them, or how a message chooses one. */
export function channelText(value: unknown, words: ChangeWords): string {
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
export function dayText(day: unknown): string {
  if (typeof day !== 'number') return '…';
  if (day === 0) return 'D0';
  return day < 0 ? `D−${-day}` : `D+${day}`;
}
