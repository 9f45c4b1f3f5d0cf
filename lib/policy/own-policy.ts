import { z } from 'zod';
import { faultOf, type PolicyFault, type PolicyProblem } from './policy-fault.ts';
import { localDate, ruleLists, weekWindows } from './preset.ts';
import type { CapRule, HoursRule, Rule, RuleBook, WeekWindows, Window } from './rule.ts';
import { WEEKDAYS } from './rule.ts';
import { rulesOf } from './rules-of.ts';

const change = z.strictObject({
  rule: z.string(),
  /** Asks a rule that its preset only knows. */
  enforce: z.literal(true).optional(),
  max: z.number().int().nonnegative().optional(),
  minDays: z.number().int().nonnegative().optional(),
  days: z.number().int().nonnegative().optional(),
  windows: weekWindows.optional(),
});
/** How one rule of a preset is made stricter. */
export type Tightening = z.infer<typeof change>;

const schema = z.strictObject({
  tighten: z.array(change).default([]),
  /** House rules, in the form of a preset's lists. */
  rules: ruleLists.prefault({}),
  holidays: z.strictObject({ add: z.array(localDate).default([]), remove: z.array(localDate).default([]) }).prefault({}),
});
/** A workspace's own policy beside the presets: rules made stricter, house rules, holidays added or removed. */
export type OwnPolicy = z.infer<typeof schema>;

export const NO_OWN_POLICY: OwnPolicy = schema.parse({});

/** True where it has rules of its own, beside any preset. */
export function hasRules(own: OwnPolicy): boolean {
  return rulesOf(own.rules).length > 0;
}

/** A policy that was read, or every place at fault. */
export type ReadPolicy =
  | { readonly ok: true; readonly value: OwnPolicy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Reads a workspace's own policy; every problem has its JSON path. */
export function readOwnPolicy(value: unknown): ReadPolicy {
  const read = schema.safeParse(value);
  return read.success ? { ok: true, value: read.data } : { ok: false, problems: read.error.issues.map(faultOf) };
}

/**
 * A preset's rules as a workspace has them: what is known but not enforced may be switched on, what is enforced made stricter, and
 * house rules are added. Nothing here can loosen a rule: the stricter of the two always holds.
 */
export function withOwnPolicy(known: readonly Rule[], book: RuleBook, own: OwnPolicy): RuleBook {
  const rules = known.map((rule) => own.tighten.filter((one) => one.rule === rule.id).reduce(tightened, rule));
  return { ...book, rules: [...rules, ...rulesOf(own.rules)].filter(({ enforce }) => enforce) };
}

/** So many days back the contacts of a debtor are read for a decision: a longer wait after one would be forgotten before its end. */
export const MOST_WAIT_DAYS = 31;

/** What would loosen a rule, names none, does not fit its kind or waits longer than is remembered: told where it is written, since it would have no effect. */
export function ownPolicyProblems(known: readonly Rule[], own: OwnPolicy): readonly PolicyProblem[] {
  const ids = new Set(known.map(({ id }) => id));
  const taken = rulesOf(own.rules).flatMap(({ id }, index, all) =>
    ids.has(id) || all.findIndex((one) => one.id === id) < index ? [problem('$.rules', 'takenId', id, 'is the name of another rule')] : [],
  );
  return [...own.tighten.flatMap((one, index) => problemsOf(known, one, `$.tighten[${index}]`)), ...taken, ...tooLong(own)];
}

function tooLong({ rules, tighten }: OwnPolicy): readonly PolicyProblem[] {
  const over = (path: string, days: number | undefined, rule: string) =>
    (days ?? 0) > MOST_WAIT_DAYS
      ? [{ ...problem(path, 'tooLong', rule, `waits longer than ${MOST_WAIT_DAYS} days`), values: { rule, days: `${MOST_WAIT_DAYS}` } }]
      : [];
  return [
    ...rules.spacing.flatMap(({ id, minDays }, index) => over(`$.rules.spacing[${index}].minDays`, minDays, id)),
    ...rules.afterEvent.flatMap(({ id, event, days }, index) =>
      event === 'conversation' ? over(`$.rules.afterEvent[${index}].days`, days, id) : [],
    ),
    ...tighten.flatMap(({ rule, minDays, days }, index) => [
      ...over(`$.tighten[${index}].minDays`, minDays, rule),
      ...over(`$.tighten[${index}].days`, days, rule),
    ]),
  ];
}

function problem(path: string, fault: PolicyFault, rule: string, message: string): PolicyProblem {
  return { path, fault, values: { rule }, message: `${rule} ${message}.` };
}

function problemsOf(known: readonly Rule[], one: Tightening, path: string): readonly PolicyProblem[] {
  const rule = known.find(({ id }) => id === one.rule);
  if (!rule) return [problem(`${path}.rule`, 'unknownRule', one.rule, 'is no rule')];
  const problems: PolicyProblem[] = [];
  const { max, minDays, days, windows } = one;
  const fits = {
    max: rule.kind === 'cap',
    minDays: rule.kind === 'spacing',
    days: rule.kind === 'afterEvent',
    windows: rule.kind === 'hours',
  };
  for (const name of ['max', 'minDays', 'days', 'windows'] as const) {
    if (one[name] !== undefined && !fits[name]) problems.push(problem(`${path}.${name}`, 'noSetting', rule.id, 'has no such setting'));
  }
  const looser = (name: string, is: boolean): void => {
    if (is) problems.push(problem(`${path}.${name}`, 'looser', rule.id, 'would be loosened; a rule can only be made stricter'));
  };
  if (rule.kind === 'cap') looser('max', max !== undefined && max > rule.max);
  if (rule.kind === 'spacing') looser('minDays', minDays !== undefined && minDays < rule.minDays);
  if (rule.kind === 'afterEvent') looser('days', days !== undefined && days < rule.days);
  if (rule.kind === 'hours') looser('windows', windows !== undefined && isWider(windows, rule.windows));
  return problems;
}

/** The rule made stricter; what would loosen it leaves it as it is. */
export function tightened(rule: Rule, { enforce, max, minDays, days, windows }: Tightening): Rule {
  const asked = enforce ? { ...rule, enforce: true } : rule;
  switch (asked.kind) {
    case 'cap':
      return { ...asked, max: Math.min(asked.max, max ?? asked.max) } satisfies CapRule;
    case 'spacing':
      return { ...asked, minDays: Math.max(asked.minDays, minDays ?? 0) };
    case 'afterEvent':
      return { ...asked, days: Math.max(asked.days, days ?? 0) };
    case 'hours':
      return { ...asked, windows: windows ? common(asked.windows, windows) : asked.windows } satisfies HoursRule;
    default:
      return asked;
  }
}

/** The time that lies in both weeks of windows. */
function common(a: WeekWindows, b: WeekWindows): WeekWindows {
  const of = (day: (typeof WEEKDAYS)[number]): readonly Window[] =>
    a[day].flatMap(([from, to]) =>
      b[day].flatMap(([opens, closes]): Window[] => {
        const [start, end] = [from > opens ? from : opens, to < closes ? to : closes];
        return start < end ? [[start, end]] : [];
      }),
    );
  return { mon: of('mon'), tue: of('tue'), wed: of('wed'), thu: of('thu'), fri: of('fri'), sat: of('sat'), sun: of('sun') };
}

/** True where some window of `a` reaches outside those of `b`. */
function isWider(a: WeekWindows, b: WeekWindows): boolean {
  return WEEKDAYS.some((day) => a[day].some(([from, to]) => !b[day].some(([opens, closes]) => opens <= from && to <= closes)));
}
