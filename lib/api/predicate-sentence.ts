import { minorDigits } from '#lib/base/money.ts';
import { type Field, fieldAt } from '#lib/facts/catalogue.ts';
import { readNumber } from '#lib/facts/comparison.ts';
import { OPERATORS } from '#lib/facts/operators.ts';
import { isGroup, type Predicate, type Rule } from '#lib/facts/predicate.ts';

/*
 * A predicate as a reader's language says it. The words stand in the catalogues; what stands here is which word says what.
 */

/** A namespace of the catalogues asked by keys that are only known when they are seen: a field's path, an event's type. Null where there is no such word. */
export type LooseWords = (key: string, values?: Readonly<Record<string, string | number>>) => string | null;

/** What a predicate is put into words with: the namespaces of the same names, the reader's locale, the currency in which amounts are told. */
export interface PredicateWords {
  readonly fields: LooseWords;
  readonly operators: LooseWords;
  readonly fieldValues: LooseWords;
  readonly accountStatus: LooseWords;
  readonly steps: LooseWords;
  readonly locale: string;
  readonly currency: string;
}

/** The name of an operator for a field of this type: `=` for numbers, “es” for the rest. */
export function operatorName(operators: LooseWords, type: Field['type'], operator: string): string {
  // What is no operator at all may still be the head of a group of words.
  if (!OPERATORS.some((known) => known === operator)) return operator;
  const isNumber = type === 'money' || type === 'integer' || type === 'number';
  const isTime = type === 'date' || type === 'instant';
  const equality = isNumber ? 'equal' : 'text';
  const order = { '<': ['less', 'before'], '<=': ['lessOrEqual', 'until'], '>': ['more', 'after'], '>=': ['moreOrEqual', 'since'] };
  if (operator === '=') return operators(`is.${equality}`) ?? operator;
  if (operator === '!=') return operators(`isNot.${equality}`) ?? operator;
  const known = Object.entries(order).find(([sign]) => sign === operator);
  return operators(known?.[1][isTime ? 1 : 0] ?? operator) ?? operator;
}

/** The name of a field; one that the catalogue lacks is shown by its path. */
export function fieldName(fields: LooseWords, path: string): string {
  return fields(path) ?? path.replace(/^(account|debtor)\.attributes\./, '');
}

/** The name of one of the values that an enum, a consent or a boolean can have. */
export function valueName(
  { fieldValues, accountStatus, steps }: Pick<PredicateWords, 'fieldValues' | 'accountStatus' | 'steps'>,
  field: Pick<Field, 'path' | 'type'>,
  value: unknown,
): string {
  const text = String(value);
  if (typeof value === 'boolean') return fieldValues(value ? 'yes' : 'no') ?? text;
  if (field.path === 'account.status') return accountStatus(text) ?? text;
  if (field.path === 'account.bucket') return fieldValues(text) ?? fieldValues('bucket', { bucket: text }) ?? text;
  if (field.path === 'debtor.preferredChannel') return steps(`by.${text}`) ?? text;
  return (field.type === 'consent' ? fieldValues(text) : null) ?? text;
}

/** A predicate as a line of words: `Saldo > 0 · Días de mora ≤ 10`. Empty where it asks nothing. */
export function predicateSentence(predicate: Predicate, words: PredicateWords): string {
  const { combinator, rules, not } = predicate;
  const parts = rules
    .map((member) => (isGroup(member) ? bracketed(predicateSentence(member, words)) : ruleWords(member, words)))
    .filter((part) => part !== '');
  const text = parts.join(combinator === 'or' ? ` ${words.steps('says.or')} ` : ' · ');
  return not && text ? (words.steps('says.not', { text }) ?? text) : text;
}

function ruleWords({ field: path, operator, value }: Rule, words: PredicateWords): string {
  const field = fieldAt(path);
  const head = `${fieldName(words.fields, path)} ${operatorName(words.operators, field?.type ?? 'any', operator)}`;
  if (operator === 'null' || operator === 'notNull') return head;
  const list = Array.isArray(value) ? value : [value];
  const joint = operator === 'between' || operator === 'notBetween' ? ` ${words.steps('says.and')} ` : ', ';
  return `${head} ${list.map((item) => itemWords(field, item, words)).join(joint)}`;
}

function itemWords(field: Field | null, value: unknown, words: PredicateWords): string {
  const number = field?.type === 'money' ? readNumber(value) : null;
  if (number !== null) return (number / 10 ** minorDigits(words.currency)).toLocaleString(words.locale);
  return field ? valueName(words, field, value) : String(value);
}

function bracketed(text: string): string {
  return text === '' ? '' : `(${text})`;
}
