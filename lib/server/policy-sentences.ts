import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Problem } from '#lib/base/problem.ts';
import type { PolicyProblem } from '#lib/policy/policy-fault.ts';

/** Says what is wrong with a policy in the language of the request in hand. */
export async function policySpeaker(): Promise<(problem: PolicyProblem) => Problem> {
  const t = await getTranslations('policy.fault');
  return ({ path, fault, values: { rule = '', keys = '', values = '', days = '' } }) => ({
    path,
    message: t(fault, { rule, keys, values, days }),
  });
}
