'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { LooseWords } from '#lib/api/predicate-sentence.ts';

/** The words of a namespace whose keys come from documents. */
export function useLooseWords(
  namespace: 'steps' | 'events' | 'fields' | 'fieldGroups' | 'fieldValues' | 'operators' | 'findings' | 'accountStatus',
): LooseWords {
  const t = useTranslations(namespace);
  return useMemo(() => {
    // The catalogue's type knows every key; a key from a document is asked for first.
    const loose = t as unknown as { (key: string, values?: Parameters<LooseWords>[1]): string; has(key: string): boolean };
    return (key, values) => (loose.has(key) ? loose(key, values) : null);
  }, [t]);
}
