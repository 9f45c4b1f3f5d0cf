'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { predicateSentence, valueName } from '#lib/api/predicate-sentence.ts';
import type { Field } from '#lib/facts/catalogue.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import { useLooseWords } from './loose-words.ts';
import { useStudioPlace } from './studio-context.tsx';

/** The name of one of the values that an enum, a consent or a boolean can have. */
export function useValueName(): (field: Pick<Field, 'path' | 'type'>, value: unknown) => string {
  const fieldValues = useLooseWords('fieldValues');
  const accountStatus = useLooseWords('accountStatus');
  const steps = useLooseWords('steps');
  return useMemo(
    () => (field, value) => valueName({ fieldValues, accountStatus, steps }, field, value),
    [fieldValues, accountStatus, steps],
  );
}

/** Puts a predicate into a line of words: `Saldo > 0 · Días de mora ≤ 10`. Empty where it asks nothing. */
export function usePredicateWords(): (predicate: Predicate) => string {
  const locale = useLocale();
  const { currency } = useStudioPlace();
  const fields = useLooseWords('fields');
  const operators = useLooseWords('operators');
  const fieldValues = useLooseWords('fieldValues');
  const accountStatus = useLooseWords('accountStatus');
  const steps = useLooseWords('steps');
  return useMemo(
    () => (predicate) => predicateSentence(predicate, { fields, operators, fieldValues, accountStatus, steps, locale, currency }),
    [locale, currency, fields, operators, fieldValues, accountStatus, steps],
  );
}
