'use client';

import { useMemo } from 'react';
import type { Finding } from '#lib/journey/finding.ts';
import { useLooseWords } from './loose-words.ts';

/** A finding in a sentence that says how to mend it. */
export function useFindingWords(): (finding: Finding) => string {
  const findings = useLooseWords('findings');
  return useMemo(
    () =>
      ({ code, reason, params }) =>
        findings(`${code}.${reason}`, params) ?? code,
    [findings],
  );
}
