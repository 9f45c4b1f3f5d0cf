import type { Instant } from '#lib/base/instant.ts';
import { fieldAt } from '#lib/facts/catalogue.ts';
import { membersOf, testFor } from '#lib/facts/comparison.ts';
import { operatorFor } from '#lib/facts/operators.ts';
import { isGroup, type Predicate, type Rule, rulesOf } from '#lib/facts/predicate.ts';
import { expressionOf, isInTables, type Place } from './predicate-columns.ts';
import { comparisonSql } from './predicate-comparison.ts';
import type { SqlParams } from './sql-params.ts';

/** PostgreSQL takes 65,535 values a statement; no predicate that a person made comes near this many. */
const MAX_VALUES = 10_000;

/**
 * A predicate as an SQL condition over an account `a` and its debtor `d`, never null; values are added to `params`. `now` fixes
 * today, which each debtor's zone decides.
 *
 * The condition holds wherever `compilePredicate` says true. Where `isExact` it also holds nowhere else. Otherwise some rule asks
 * what the rows do not tell (recent contacts, totals, the run, the event): such a rule is taken to hold, and to fail under a `not`,
 * so that the condition finds candidates and the function decides.
 */
export function predicateSql(predicate: Predicate, params: SqlParams, now: Instant): string {
  if (isTooLarge(predicate)) return 'true';
  let instant: string | null = null;
  const today = () => {
    instant ??= params.add(now);
    return `(to_timestamp(${instant}::float8 / 1000) at time zone d.zone)::date`;
  };
  return groupSql(predicate, 'above', { params, today });
}

/** True where the SQL condition and the function in memory agree on every account, not only on those that satisfy it. */
export function isExact(predicate: Predicate): boolean {
  return !isTooLarge(predicate) && rulesOf(predicate).every((rule) => isInTables(rule.field));
}

/** A list of numbers or texts is one value, a list of instants one for each. */
function isTooLarge(predicate: Predicate): boolean {
  const sizes = rulesOf(predicate).map((rule) => (fieldAt(rule.field)?.type === 'instant' ? membersOf(rule.value).length : 1));
  return sizes.reduce((sum, size) => sum + size, 0) > MAX_VALUES;
}

/** Which side an answer may err to where it is not known: `above` says true too often, `below` too seldom. */
type Bound = 'above' | 'below';

function groupSql(group: Predicate, bound: Bound, place: Place): string {
  if (!group.not) return joined(group, bound, place);
  return `not ${joined(group, bound === 'above' ? 'below' : 'above', place)}`;
}

function joined(group: Predicate, bound: Bound, place: Place): string {
  if (group.combinator !== 'and' && group.combinator !== 'or') return 'false';
  if (group.rules.length === 0) return 'true';
  const members = group.rules.map((member) => (isGroup(member) ? groupSql(member, bound, place) : ruleSql(member, bound, place)));
  return `(${members.join(` ${group.combinator} `)})`;
}

function ruleSql(rule: Rule, bound: Bound, place: Place): string {
  const field = fieldAt(rule.field);
  if (!field) return rule.operator === 'null' ? 'true' : 'false';
  const operator = operatorFor(field.type, rule.operator);
  if (!operator) return 'false';
  const expression = expressionOf(field);
  if (operator === 'null' || operator === 'notNull') {
    return expression ? `(${expression(place)} is ${operator === 'null' ? '' : 'not '}null)` : unknown(bound);
  }
  // Asked before the expression is made: a value that is added and then not used has no type, and the statement fails.
  if (!testFor(field.type, operator, rule.value)) return 'false';
  const comparison = expression && comparisonSql(field.type, expression(place), operator, rule.value, place.params);
  return comparison ? `coalesce(${comparison}, false)` : unknown(bound);
}

function unknown(bound: Bound): string {
  return bound === 'above' ? 'true' : 'false';
}
