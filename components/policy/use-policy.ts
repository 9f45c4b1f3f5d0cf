'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CallFailed } from '#lib/api/call.ts';
import type { PolicyView } from '#lib/api/policy.ts';
import { POLICY_KEY, savePolicy } from '#lib/api/policy-route.ts';
import type { ProblemDocument } from '#lib/api/problem.ts';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';

/** A change of the policy: the preset, the own rules, or both. */
export interface PolicyChange {
  readonly preset?: string | null;
  readonly own?: OwnPolicy;
}

/** Saves a change over what is shown; what another saved in between is shown instead, and said. */
export function useSavePolicy(view: PolicyView) {
  const problems = useTranslations('problem');
  const memory = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ preset = view.preset, own = view.own }: PolicyChange) => savePolicy({ revision: view.revision, preset, own }),
    onSuccess: (saved) => memory.setQueryData(POLICY_KEY, saved),
    onError: () => memory.invalidateQueries({ queryKey: POLICY_KEY }),
  });
  const { error } = mutation;
  const fault = error ? (error instanceof CallFailed && error.problem ? wordsOf(error.problem) : problems('offline')) : null;
  return { save: mutation.mutate, isBusy: mutation.isPending, isSaved: mutation.isSuccess, fault };
}

/** What was refused, with the mend of each place at fault. */
function wordsOf({ title, problems = [] }: ProblemDocument): string {
  return [title, ...new Set(problems.map(({ message }) => message))].join(' ');
}
