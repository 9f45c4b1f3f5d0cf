import { type InstantOperand, operandsOf, readInstant, readNumber, readText, textReader } from '#lib/facts/comparison.ts';
import type { FieldType, Operator } from '#lib/facts/operators.ts';
import type { SqlParams } from './sql-params.ts';

/*
 * One comparison of `lib/facts/comparison.ts` in SQL. `x` is an expression over the row; where it is null the answer is
 * null, which the caller makes false. Null instead of text: the value does not suit, and the comparison is false.
 */

type Sign = '=' | '<' | '<=' | '>' | '>=';
type Signed<T> = (sign: Sign, operand: T) => string;

/** Puts ranges, lists and denials together from single comparisons; null for operators on content. */
function ordered<T>(operator: Operator, operands: readonly T[], is: Signed<T>): string | null {
  const [first, second] = operands;
  if (first === undefined) return null;
  switch (operator) {
    case '=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return is(operator, first);
    case '!=':
      return `not (${is('=', first)})`;
    case 'between':
      return second === undefined ? null : `(${is('>=', first)} and ${is('<=', second)})`;
    case 'notBetween':
      return second === undefined ? null : `(${is('<', first)} or ${is('>', second)})`;
    case 'in':
      return `(${operands.map((one) => is('=', one)).join(' or ')})`;
    case 'notIn':
      return `not (${operands.map((one) => is('=', one)).join(' or ')})`;
    default:
      return null;
  }
}

function onNumber(x: string, operator: Operator, value: unknown, params: SqlParams, type: 'numeric' | 'float8'): string | null {
  const operands = operandsOf(operator, value, readNumber);
  if (!operands) return null;
  if (operator === 'in') return `${x} = any (${params.add(operands)}::${type}[])`;
  if (operator === 'notIn') return `${x} <> all (${params.add(operands)}::${type}[])`;
  return ordered(operator, operands, (sign, operand) => `${x} ${sign} ${params.add(operand)}::${type}`);
}

/** Text orders by code point: the "C" collation, whatever the database's own. */
function onText(x: string, operator: Operator, value: unknown, params: SqlParams, read: (value: unknown) => string | null): string | null {
  const operands = operandsOf(operator, value, read);
  if (!operands) return null;
  if (operator === 'in') return `${x} = any (${params.add(operands)}::text[])`;
  if (operator === 'notIn') return `${x} <> all (${params.add(operands)}::text[])`;
  const [first = ''] = operands;
  return (
    onContent(x, operator, first, params) ??
    ordered(operator, operands, (sign, operand) => `${sign === '=' ? x : `(${x}) collate "C"`} ${sign} ${params.add(operand)}::text`)
  );
}

function onContent(x: string, operator: Operator, part: string, params: SqlParams): string | null {
  const place = () => `${params.add(part)}::text`;
  switch (operator) {
    case 'contains':
      return `strpos(${x}, ${place()}) > 0`;
    case 'doesNotContain':
      return `strpos(${x}, ${place()}) = 0`;
    case 'beginsWith':
      return `starts_with(${x}, ${place()})`;
    case 'doesNotBeginWith':
      return `not starts_with(${x}, ${place()})`;
    case 'endsWith':
      return `right(${x}, length(${place()})) = ${place()}`;
    case 'doesNotEndWith':
      return `right(${x}, length(${place()})) <> ${place()}`;
    default:
      return null;
  }
}

function onInstant(x: string, operator: Operator, value: unknown, params: SqlParams): string | null {
  const operands = operandsOf(operator, value, readInstant);
  return operands && ordered(operator, operands, (sign, operand) => instantIs(x, sign, operand, params));
}

/**
 * A date stands for the first instant of that day where the debtor is. It is found by the dates on both sides of it, not by
 * turning the date into an instant: where midnight comes twice PostgreSQL takes the second one, and a day begins at the first.
 */
function instantIs(x: string, sign: Sign, operand: InstantOperand, params: SqlParams): string {
  if ('at' in operand) return `${x} ${sign} to_timestamp(${params.add(operand.at)}::float8 / 1000)`;
  const day = `${params.add(operand.date)}::date`;
  const isBefore = `(${x} at time zone d.zone)::date < ${day}`;
  const isStart = `(not (${isBefore}) and ((${x} - interval '1 millisecond') at time zone d.zone)::date < ${day})`;
  switch (sign) {
    case '<':
      return isBefore;
    case '>=':
      return `not (${isBefore})`;
    case '=':
      return isStart;
    case '<=':
      return `(${isBefore} or ${isStart})`;
    case '>':
      return `not (${isBefore} or ${isStart})`;
  }
}

function onBoolean(x: string, operator: Operator, value: unknown): string | null {
  if (typeof value !== 'boolean') return null;
  if (operator === '=') return `${x} = ${value}`;
  return operator === '!=' ? `${x} <> ${value}` : null;
}

function onList(x: string, operator: Operator, value: unknown, params: SqlParams): string | null {
  const operands = operandsOf(operator, value, readText);
  if (!operands) return null;
  const meets = () => `jsonb_exists_any(${x}, ${params.add(operands)}::text[])`;
  if (operator === 'contains' || operator === 'in') return meets();
  return operator === 'doesNotContain' || operator === 'notIn' ? `not ${meets()}` : null;
}

/** A jsonb value is compared as the type it turns out to have; `case` keeps the casts to the values they suit. */
function onAny(x: string, operator: Operator, value: unknown, params: SqlParams): string | null {
  const branches = [
    ['number', onNumber(`(${x})::numeric`, operator, value, params, 'numeric')],
    ['string', onText(`(${x} #>> '{}')`, operator, value, params, readText)],
    ['boolean', onBoolean(`(${x})::boolean`, operator, value)],
    ['array', onList(x, operator, value, params)],
  ].flatMap(([type, test]) => (test === null ? [] : [`when '${type}' then ${test}`]));
  return branches.length === 0 ? null : `case jsonb_typeof(${x}) ${branches.join(' ')} else false end`;
}

/** The comparison of an expression of this type with a rule's value, as SQL over `a` and `d`; null where the value does not suit. */
export function comparisonSql(type: FieldType, x: string, operator: Operator, value: unknown, params: SqlParams): string | null {
  switch (type) {
    case 'money':
    case 'integer':
      return onNumber(x, operator, value, params, 'numeric');
    case 'number':
      return onNumber(x, operator, value, params, 'float8');
    case 'text':
    case 'enum':
    case 'consent':
    case 'time':
    case 'date':
      return onText(x, operator, value, params, textReader(type));
    case 'instant':
      return onInstant(x, operator, value, params);
    case 'boolean':
      return onBoolean(x, operator, value);
    case 'list':
      return onList(x, operator, value, params);
    case 'object':
      return null;
    case 'any':
      return onAny(x, operator, value, params);
  }
}
