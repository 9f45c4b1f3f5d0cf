import { z } from 'zod';
import { fieldAt } from './catalogue.ts';
import { testFor } from './comparison.ts';
import type { Facts } from './facts.ts';
import { operatorFor } from './operators.ts';

/** One comparison, as React Query Builder writes it. `id` and `valueSource` are kept and ignored. */
export interface Rule {
  readonly field: string;
  readonly operator: string;
  readonly value?: unknown;
  readonly id?: unknown;
  readonly valueSource?: unknown;
}

/** A React Query Builder rule group: one format for the form, SQL and the interpreter. */
export interface Predicate {
  readonly combinator: string;
  readonly rules: readonly (Rule | Predicate)[];
  readonly not?: boolean | undefined;
  readonly id?: unknown;
}

/** Groups within groups that are still read; a person nests two or three. */
const MAX_DEPTH = 64;

const ruleSchema = z.strictObject({
  field: z.string(),
  operator: z.string(),
  value: z.unknown().optional(),
  id: z.unknown().optional(),
  valueSource: z.unknown().optional(),
});

const groupSchema = z.strictObject({
  combinator: z.string(),
  get rules() {
    return z.array(memberSchema);
  },
  not: z.boolean().optional(),
  id: z.unknown().optional(),
});

/** A member is a group where it has rules; so that a misspelt key is named where it stands, it is read as the one that it looks like. */
const memberSchema: z.ZodType<Rule | Predicate> = z.unknown().transform((value, context): Rule | Predicate => {
  const schema: z.ZodType<Rule | Predicate> = looksLikeGroup(value) ? groupSchema : ruleSchema;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) context.issues.push(relayed(issue));
  return z.NEVER;
});

/** An issue of the inner reading as one of the outer: unknown keys keep their names, the rest its sentence. */
function relayed(issue: z.core.$ZodIssue): z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys | z.core.$ZodIssueCustom> {
  const { message, path } = issue;
  return issue.code === 'unrecognized_keys'
    ? { code: issue.code, keys: issue.keys, path, input: issue.input }
    : { code: 'custom', message, path, input: issue.input };
}

function looksLikeGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('rules' in value || 'combinator' in value);
}

/**
 * Reads a predicate from outside. Refuses unknown keys, wrong JSON types and more than 64 groups within groups, each at its
 * path; an operator, field or value that makes no sense is no reason to refuse but a finding (`predicateProblems`).
 */
export const predicateSchema: z.ZodType<Predicate> = z
  .unknown()
  .superRefine((value, context) => {
    if (depthOf(value) > MAX_DEPTH) context.addIssue({ code: 'custom', message: `groups are nested more than ${MAX_DEPTH} deep` });
  })
  .pipe(groupSchema);

/** How deep rules stand in rules, without recursion: the depth is not known to be small yet. Stops counting past the limit. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    level = level.flatMap((one) => (hasRules(one) ? one.rules : []));
    depth++;
  }
  return depth;
}

function hasRules(value: unknown): value is { rules: unknown[] } {
  return typeof value === 'object' && value !== null && 'rules' in value && Array.isArray(value.rules);
}

/** True for a group, false for a rule. */
export function isGroup(member: Rule | Predicate): member is Predicate {
  return 'rules' in member;
}

type Check = (facts: Facts) => boolean;

const always: Check = () => true;
const never: Check = () => false;

/**
 * Turns a predicate into a function of the facts, fast enough for an inner loop. Never throws, whatever was parsed.
 *
 * A missing or null fact makes every comparison false (`!=`, `notIn` and the does-not ones too), `null` true and `notNull`
 * false; `not` turns the answer of its group round. A field that the catalogue lacks is a fact that is missing; an operator
 * that the field's type does not allow and a value of another type are comparisons that are false. A group without rules
 * is true, whatever its combinator, as in React Query Builder; a combinator other than `and` and `or` makes its group false.
 * Dates compare as civil dates; a date against an instant is the start of that day in the debtor's zone. Text compares by
 * code point, case told apart.
 */
export function compilePredicate(predicate: Predicate): (facts: Facts) => boolean {
  const check = compileGroup(predicate);
  return predicate.not ? (facts) => !check(facts) : check;
}

function compileGroup(group: Predicate): Check {
  const checks = group.rules.map((member) => (isGroup(member) ? compilePredicate(member) : compileRule(member)));
  const [first, second] = checks;
  if (group.combinator !== 'and' && group.combinator !== 'or') return never;
  if (!first) return always;
  if (!second) return first;
  if (group.combinator === 'and') {
    return checks.length === 2 ? (facts) => first(facts) && second(facts) : (facts) => checks.every((check) => check(facts));
  }
  return checks.length === 2 ? (facts) => first(facts) || second(facts) : (facts) => checks.some((check) => check(facts));
}

function compileRule(rule: Rule): Check {
  const field = fieldAt(rule.field);
  if (!field) return rule.operator === 'null' ? always : never;
  const { get } = field;
  const operator = operatorFor(field.type, rule.operator);
  if (operator === 'null') return (facts) => isMissing(get(facts));
  if (operator === 'notNull') return (facts) => !isMissing(get(facts));
  const test = operator && testFor(field.type, operator, rule.value);
  if (!test) return never;
  return (facts) => {
    const fact = get(facts);
    return !isMissing(fact) && test(fact, facts.debtor.zone);
  };
}

function isMissing(fact: unknown): fact is null | undefined {
  return fact === null || fact === undefined;
}

/** Every rule of a predicate, at any depth, in document order. */
export function rulesOf(predicate: Predicate): readonly Rule[] {
  return predicate.rules.flatMap((member) => (isGroup(member) ? rulesOf(member) : [member]));
}

/** The paths that a predicate asks, each once, in document order; those the catalogue lacks too. */
export function fieldsOf(predicate: Predicate): ReadonlySet<string> {
  return new Set(rulesOf(predicate).map((rule) => rule.field));
}
