import { z } from 'zod';
import type { Rule } from '#lib/policy/rule.ts';

/** A civil date and time of day in the debtor's zone. */
const momentSchema = z.object({ date: z.string(), time: z.string() });

/** When the step acts, as it is drawn; `dueDate` is the due date that was read, null where none was known. */
const stepTimeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('due'), days: z.number(), time: z.string(), dueDate: z.string().nullable() }),
  z.object({
    kind: z.literal('after'),
    amount: z.number(),
    unit: z.enum(['hours', 'days', 'businessDays']),
    dueDate: z.string().nullable(),
  }),
  z.object({ kind: z.literal('now'), dueDate: z.string().nullable() }),
]);

/** A channel that was passed over: it lacked an address, was denied by the person, had failed for good, or a rule of the policy stood against it. */
const passedSchema = z.object({
  channel: z.string(),
  lack: z.enum(['address', 'denied', 'failed', 'rule']),
  /** The rule of the policy, where that was it. */
  rule: z.string().nullable(),
});

/** Why this channel: the step has one, the person prefers it (since a date), it leads a list, or those before it would not do. */
const choiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed') }),
  z.object({ kind: z.literal('preferred'), since: z.string().nullable() }),
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('fallback'), passed: z.array(passedSchema).min(1) }),
]);

const decisionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['told', 'queued']),
    choice: choiceSchema.nullable(),
    /** The rule that made it wait, and until when; null where nothing did. */
    waited: z.object({ rule: z.string(), until: momentSchema.nullable() }).nullable(),
    /** Accounts that the one contact is about. */
    together: z.number().int(),
  }),
  /** `at` null: it goes by a due date that nobody knew. `arrived` is when the account came to the step. */
  z.object({ kind: z.literal('missed'), at: momentSchema.nullable(), arrived: momentSchema.nullable(), wasThere: z.boolean() }),
  z.object({ kind: z.literal('unreachable'), passed: z.array(passedSchema) }),
  z.object({
    kind: z.literal('duplicate'),
    topic: z.string(),
    told: momentSchema.nullable(),
    by: z.string().nullable(),
    days: z.number().nullable(),
  }),
  z.object({ kind: z.literal('denied'), rule: z.string() }),
  z.object({ kind: z.literal('deferred'), rule: z.string(), until: momentSchema.nullable(), lastDate: z.string().nullable() }),
  /** The run ended before it left: something was paid, the status says so, or another exit rule held. */
  z.object({ kind: z.literal('paid'), paid: momentSchema, outcome: z.string() }),
  z.object({ kind: z.literal('left'), status: z.string().nullable(), outcome: z.string().nullable() }),
  z.object({ kind: z.literal('suspended'), promise: z.string().nullable() }),
  /** At the last look the channel no longer reached the person, or the policy no longer allowed it. */
  z.object({ kind: z.literal('lost'), passed: z.array(passedSchema) }),
  /** `until`: when the rule lifts; null where time alone does not lift it, or nobody wrote it down. */
  z.object({ kind: z.literal('ruled'), rule: z.string(), until: momentSchema.nullable() }),
  z.object({ kind: z.literal('failed'), word: z.string() }),
  z.object({ kind: z.literal('unwritten'), problem: z.string() }),
  z.object({ kind: z.literal('unknown') }),
]);

/** Why a person was told or not, as facts that a screen puts into one sentence of the reader's language. */
export const explanationSchema = z.object({
  node: z.string(),
  journey: z.string(),
  /** Null where no channel was chosen, or the step makes a task. */
  channel: z.string().nullable(),
  time: stepTimeSchema.nullable(),
  decision: decisionSchema,
  /** The rules that it names, where they are known: for their words and their articles. */
  rules: z.array(z.custom<Rule>()).optional(),
});
export type Explanation = z.infer<typeof explanationSchema>;
export type Decision = Explanation['decision'];
export type StepTime = z.infer<typeof stepTimeSchema>;
export type Choice = z.infer<typeof choiceSchema>;
export type Passed = z.infer<typeof passedSchema>;
export type Moment = z.infer<typeof momentSchema>;

/** The ids of the rules that an explanation names. */
export function rulesNamed({ decision }: Explanation): readonly string[] {
  const passed =
    'passed' in decision ? decision.passed : 'choice' in decision && decision.choice?.kind === 'fallback' ? decision.choice.passed : [];
  const own = 'rule' in decision ? [decision.rule] : 'waited' in decision && decision.waited ? [decision.waited.rule] : [];
  return [...own, ...passed.flatMap(({ rule }) => (rule === null ? [] : [rule]))];
}
