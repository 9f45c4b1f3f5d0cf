import { type Field, fieldAt } from './catalogue.ts';
import { compareText, membersOf, operandsOf, readInstant, readNumber, readText, testFor, textReader } from './comparison.ts';
import { type Operator, operatorFor, operatorsOf } from './operators.ts';
import { isGroup, type Predicate, type Rule } from './predicate.ts';

/** What is wrong with a rule or group, and where. `reason` and `params` pick and fill the sentence; `path` is a JSON path. */
export type PredicateProblem = { readonly path: string; readonly params: Readonly<Record<string, string>> } & (
  | { readonly code: 'unknown-field'; readonly reason: 'field' }
  | { readonly code: 'bad-predicate'; readonly reason: BadPredicate }
);
type BadPredicate = 'combinator' | 'operator' | 'value' | 'choice' | 'fraction' | 'range';

/** What a predicate gets wrong, in document order, at most one problem a rule; `path` is where the predicate stands. An unknown field is not also a bad predicate. */
export function predicateProblems(predicate: Predicate, path: string): readonly PredicateProblem[] {
  const own = combinatorProblems(predicate, path);
  const inner = predicate.rules.flatMap((member, i) => {
    const place = `${path}.rules[${i}]`;
    return isGroup(member) ? predicateProblems(member, place) : ruleProblems(member, place);
  });
  return [...own, ...inner];
}

function combinatorProblems(group: Predicate, path: string): readonly PredicateProblem[] {
  if (group.combinator === 'and' || group.combinator === 'or') return [];
  return [{ code: 'bad-predicate', path: `${path}.combinator`, reason: 'combinator', params: { combinator: group.combinator } }];
}

function ruleProblems(rule: Rule, path: string): readonly PredicateProblem[] {
  const field = fieldAt(rule.field);
  if (!field) return [{ code: 'unknown-field', path: `${path}.field`, reason: 'field', params: { field: rule.field } }];
  const operator = operatorFor(field.type, rule.operator);
  if (!operator) {
    const params = { field: rule.field, operator: rule.operator, operators: operatorsOf(field.type).join(' ') };
    return [{ code: 'bad-predicate', path: `${path}.operator`, reason: 'operator', params }];
  }
  if (operator === 'null' || operator === 'notNull') return [];
  const reason = valueReason(field, operator, rule.value);
  if (!reason) return [];
  const params = { field: rule.field, operator, type: field.type, value: shown(rule.value), values: (field.values ?? []).join(', ') };
  return [{ code: 'bad-predicate', path: `${path}.value`, reason, params }];
}

function valueReason(field: Field, operator: Operator, value: unknown): BadPredicate | null {
  if (!testFor(field.type, operator, value) || !everyMemberReads(field, operator, value)) return 'value';
  if (field.values && !membersFor(operator, value).every((member) => field.values?.some((known) => known === member))) return 'choice';
  if ((field.type === 'money' || field.type === 'integer') && !membersFor(operator, value).every(isWhole)) return 'fraction';
  return isReversed(field, operator, value) ? 'range' : null;
}

/** In a list, members that do not suit the type are passed over when it is asked, and so are worth a finding. */
function everyMemberReads(field: Field, operator: Operator, value: unknown): boolean {
  if (operator !== 'in' && operator !== 'notIn') return true;
  return membersOf(value).every((member) => testFor(field.type, operator, [member]) !== null);
}

function membersFor(operator: Operator, value: unknown): readonly unknown[] {
  return ['in', 'notIn', 'between', 'notBetween'].includes(operator) ? membersOf(value) : [value];
}

function isWhole(value: unknown): boolean {
  return Number.isInteger(readNumber(value));
}

/** A range whose end lies before its start holds nothing. */
function isReversed(field: Field, operator: Operator, value: unknown): boolean {
  if (operator !== 'between' && operator !== 'notBetween') return false;
  const numbers = operandsOf(operator, value, readNumber);
  if (numbers) return (numbers[0] ?? 0) > (numbers[1] ?? 0);
  if (field.type === 'instant') return areReversedInstants(operandsOf(operator, value, readInstant));
  const [from, to] = operandsOf(operator, value, field.type === 'any' ? readText : textReader(field.type)) ?? [];
  return from !== undefined && to !== undefined && compareText(from, to) > 0;
}

/** Only like with like: a date against a moment depends on the debtor's zone. */
function areReversedInstants(ends: ReturnType<typeof operandsOf<NonNullable<ReturnType<typeof readInstant>>>>): boolean {
  const [from, to] = ends ?? [];
  if (!from || !to) return false;
  if ('at' in from && 'at' in to) return from.at > to.at;
  return 'date' in from && 'date' in to && from.date > to.date;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
