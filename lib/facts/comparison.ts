import { isLocalDate, isLocalTime, startOfDay } from '#lib/base/civil.ts';
import { type Instant, type LocalDate, parseInstant } from '#lib/base/instant.ts';
import { isStorable } from './catalogue.ts';
import type { FieldType, Operator } from './operators.ts';

/** What a rule's value says about an instant: a moment, or a date that stands for the start of that day in the debtor's zone. */
export type InstantOperand = { readonly at: Instant } | { readonly date: LocalDate };

/** Tells whether a value that is present satisfies a rule; `zone` is the debtor's. */
export type Test = (value: unknown, zone: string) => boolean;

/**
 * A rule's value as members: an array as it stands, a string split at its commas as React Query Builder writes lists,
 * anything else as one.
 */
export function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return [value];
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

/** A number, or its plain decimal spelling, as form fields give it; null where the value is neither. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,300}(\.\d{1,300})?$/.test(value) ? Number(value) : null;
}

/** Text that a database can hold; null where the value is none. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && isStorable(value) ? value : null;
}

function readDate(value: unknown): string | null {
  return typeof value === 'string' && isLocalDate(value) ? value : null;
}

function readTime(value: unknown): string | null {
  return typeof value === 'string' && isLocalTime(value) ? value : null;
}

/** A civil date or an RFC 3339 instant with its offset; null where the value is neither. */
export function readInstant(value: unknown): InstantOperand | null {
  if (typeof value !== 'string') return null;
  if (isLocalDate(value)) return { date: value };
  const at = parseInstant(value);
  return at === null ? null : { at };
}

/** How the text of a field of this type is read from a rule; dates and times are refused where they are none. */
export function textReader(type: FieldType): (value: unknown) => string | null {
  if (type === 'date') return readDate;
  return type === 'time' ? readTime : readText;
}

/** The operands of a rule, read: one, two for a range, any number for a list. Null where the value does not suit the operator. */
export function operandsOf<T>(operator: Operator, value: unknown, read: (value: unknown) => T | null): readonly T[] | null {
  if (operator === 'between' || operator === 'notBetween') {
    const ends = membersOf(value).map(read);
    return ends.length === 2 ? allOf(ends) : null;
  }
  if (operator === 'in' || operator === 'notIn') {
    const members = membersOf(value)
      .map(read)
      .filter((member) => member !== null);
    return members.length > 0 ? members : null;
  }
  return allOf([read(value)]);
}

function allOf<T>(values: readonly (T | null)[]): readonly T[] | null {
  const present = values.filter((value) => value !== null);
  return present.length === values.length ? present : null;
}

/** Orders texts by code point, as PostgreSQL does with the "C" collation: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return weightOf(left) - weightOf(right);
  }
  return a.length - b.length;
}

/** UTF-16 sorts surrogates (U+10000 and up) below U+E000 to U+FFFF; code points sort them above. */
function weightOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** A test on a number; null where the rule's value or operator does not suit numbers. */
function numberTest(operator: Operator, value: unknown): Test | null {
  const operands = operandsOf(operator, value, readNumber);
  return operands && numberCheck(operator, operands);
}

function numberCheck(operator: Operator, operands: readonly number[]): Test | null {
  const [first = 0, second = 0] = operands;
  switch (operator) {
    case '=':
      return (fact) => fact === first;
    case '!=':
      return (fact) => isNumber(fact) && fact !== first;
    case '<':
      return (fact) => isNumber(fact) && fact < first;
    case '<=':
      return (fact) => isNumber(fact) && fact <= first;
    case '>':
      return (fact) => isNumber(fact) && fact > first;
    case '>=':
      return (fact) => isNumber(fact) && fact >= first;
    case 'between':
      return (fact) => isNumber(fact) && fact >= first && fact <= second;
    case 'notBetween':
      return (fact) => isNumber(fact) && (fact < first || fact > second);
    case 'in':
      return (fact) => isNumber(fact) && operands.includes(fact);
    case 'notIn':
      return (fact) => isNumber(fact) && !operands.includes(fact);
    default:
      return null;
  }
}

function isNumber(fact: unknown): fact is number {
  return typeof fact === 'number';
}

/** A test on text, case and accents told apart, order by code point; null where the rule's value does not suit. */
function textTest(operator: Operator, value: unknown, read: (value: unknown) => string | null): Test | null {
  const operands = operandsOf(operator, value, read);
  const check = operands && textCheck(operator, operands);
  return check && ((fact) => typeof fact === 'string' && check(fact));
}

function textCheck(operator: Operator, operands: readonly string[]): ((fact: string) => boolean) | null {
  const [first = '', second = ''] = operands;
  switch (operator) {
    case '=':
      return (fact) => fact === first;
    case '!=':
      return (fact) => fact !== first;
    case '<':
      return (fact) => compareText(fact, first) < 0;
    case '<=':
      return (fact) => compareText(fact, first) <= 0;
    case '>':
      return (fact) => compareText(fact, first) > 0;
    case '>=':
      return (fact) => compareText(fact, first) >= 0;
    case 'between':
      return (fact) => compareText(fact, first) >= 0 && compareText(fact, second) <= 0;
    case 'notBetween':
      return (fact) => compareText(fact, first) < 0 || compareText(fact, second) > 0;
    case 'in':
      return (fact) => operands.includes(fact);
    case 'notIn':
      return (fact) => !operands.includes(fact);
    case 'contains':
      return (fact) => fact.includes(first);
    case 'doesNotContain':
      return (fact) => !fact.includes(first);
    case 'beginsWith':
      return (fact) => fact.startsWith(first);
    case 'doesNotBeginWith':
      return (fact) => !fact.startsWith(first);
    case 'endsWith':
      return (fact) => fact.endsWith(first);
    case 'doesNotEndWith':
      return (fact) => !fact.endsWith(first);
    default:
      return null;
  }
}

/** A test on an instant; dates in the rule are the start of that day in the debtor's zone. */
function instantTest(operator: Operator, value: unknown): Test | null {
  const operands = operandsOf(operator, value, readInstant);
  if (!operands) return null;
  const moments = operands.map((operand) => ('at' in operand ? operand.at : null));
  if (moments.every((at) => at !== null)) return numberCheck(operator, moments);
  const inZone = (zone: string) => operands.map((operand) => momentOf(operand, zone));
  return numberCheck(operator, [0, 0]) && ((fact, zone) => numberCheck(operator, inZone(zone))?.(fact, zone) ?? false);
}

function momentOf(operand: InstantOperand, zone: string): Instant {
  return 'at' in operand ? operand.at : startOfDay(operand.date, zone);
}

/** A test on true or false; null where the rule's value is neither. */
function booleanTest(operator: Operator, value: unknown): Test | null {
  if (typeof value !== 'boolean') return null;
  if (operator === '=') return (fact) => fact === value;
  if (operator === '!=') return (fact) => typeof fact === 'boolean' && fact !== value;
  return null;
}

/** A test on a list of texts: `contains` asks for one member, `in` for any of several. */
function listTest(operator: Operator, value: unknown): Test | null {
  const operands = operandsOf(operator, value, readText);
  if (!operands) return null;
  const holds = (fact: unknown): fact is unknown[] => Array.isArray(fact);
  const meets = (fact: readonly unknown[]) => operands.some((member) => fact.includes(member));
  if (operator === 'contains' || operator === 'in') return (fact) => holds(fact) && meets(fact);
  if (operator === 'doesNotContain' || operator === 'notIn') return (fact) => holds(fact) && !meets(fact);
  return null;
}

/** A test on a value whose type shows only when it is seen. Where the rule's value does not suit that type, it is false. */
function anyTest(operator: Operator, value: unknown): Test | null {
  const onNumber = numberTest(operator, value);
  const onText = textTest(operator, value, readText);
  const onBoolean = booleanTest(operator, value);
  const onList = listTest(operator, value);
  if (!onNumber && !onText && !onBoolean && !onList) return null;
  return (fact, zone) => {
    if (typeof fact === 'number') return onNumber?.(fact, zone) ?? false;
    if (typeof fact === 'string') return onText?.(fact, zone) ?? false;
    if (typeof fact === 'boolean') return onBoolean?.(fact, zone) ?? false;
    return onList?.(fact, zone) ?? false;
  };
}

/** The test that a rule puts to a field of this type; null where the value does not suit the operator or the type, and the comparison is false. */
export function testFor(type: FieldType, operator: Operator, value: unknown): Test | null {
  switch (type) {
    case 'money':
    case 'integer':
    case 'number':
      return numberTest(operator, value);
    case 'text':
    case 'enum':
    case 'consent':
    case 'time':
    case 'date':
      return textTest(operator, value, textReader(type));
    case 'instant':
      return instantTest(operator, value);
    case 'boolean':
      return booleanTest(operator, value);
    case 'list':
      return listTest(operator, value);
    case 'object':
      return null;
    case 'any':
      return anyTest(operator, value);
  }
}
