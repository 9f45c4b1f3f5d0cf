import { z } from 'zod';
import { jsonPath, type Problem } from '#lib/base/problem.ts';

/** What can be wrong with a workspace's own policy: the key of its sentence in the catalogues, `policy.fault.<code>`. */
export const POLICY_FAULTS = [
  'unknownRule',
  'takenId',
  'noSetting',
  'looser',
  'tooLong',
  'preset',
  'unknownKey',
  'number',
  'date',
  'time',
  'window',
  'id',
  'choice',
  'shape',
] as const;
export type PolicyFault = (typeof POLICY_FAULTS)[number];

/** A place at fault with what its sentence needs; `message` says the same to whoever reads logs. */
export interface PolicyProblem extends Problem {
  readonly fault: PolicyFault;
  readonly values: Readonly<Record<string, string>>;
}

const named = z.object({ fault: z.enum(POLICY_FAULTS) });

/** What the reader of a policy found at fault, as a problem that can be said in any language. */
export function faultOf(issue: z.core.$ZodIssue): PolicyProblem {
  const place = { path: jsonPath(issue.path), message: issue.message };
  const known = issue.code === 'custom' ? named.safeParse(issue.params).data : undefined;
  if (known) return { ...place, fault: known.fault, values: {} };
  switch (issue.code) {
    case 'unrecognized_keys':
      return { ...place, fault: 'unknownKey', values: { keys: issue.keys.join(', ') } };
    case 'invalid_value':
      return { ...place, fault: 'choice', values: { values: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { ...place, fault: issue.path.at(-1) === 'id' ? 'id' : 'date', values: {} };
    case 'too_small':
    case 'too_big':
      return { ...place, fault: issue.origin === 'number' || issue.origin === 'int' ? 'number' : 'shape', values: {} };
    case 'invalid_type':
      return { ...place, fault: issue.expected === 'number' || issue.expected === 'int' ? 'number' : 'shape', values: {} };
    default:
      return { ...place, fault: 'shape', values: {} };
  }
}
