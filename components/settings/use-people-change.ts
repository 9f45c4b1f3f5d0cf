'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CallFailed } from '#lib/api/call.ts';
import type { People } from '#lib/api/people.ts';
import { PEOPLE_KEY } from '#lib/api/people-route.ts';

/** A change of the people that answers with all of them, and in a sentence why it was refused. */
export function usePeopleChange<Input>(change: (input: Input) => Promise<People>, afterwards?: () => void) {
  const problems = useTranslations('problem');
  const memory = useQueryClient();
  const mutation = useMutation({
    mutationFn: change,
    onSuccess: (people) => {
      memory.setQueryData(PEOPLE_KEY, people);
      afterwards?.();
    },
    // Someone else may have changed it meanwhile: what stands now is shown.
    onError: () => memory.invalidateQueries({ queryKey: PEOPLE_KEY }),
  });
  const { error } = mutation;
  const fault = error ? (error instanceof CallFailed && error.problem ? error.problem.title : problems('offline')) : null;
  return { ...mutation, fault };
}
