'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

type Values = Readonly<Record<string, string | number>>;

/** A namespace of the catalogues asked by keys that are only known when they are seen: a field's path, an event's type. Null where there is no such word. */
export type LooseWords = (key: string, values?: Values) => string | null;

/** The words of a namespace whose keys come from documents. */
export function useLooseWords(
  namespace: 'steps' | 'events' | 'fields' | 'fieldGroups' | 'fieldValues' | 'operators' | 'findings' | 'accountStatus',
): LooseWords {
  const t = useTranslations(namespace);
  return useMemo(() => {
    // The catalogue's type knows every key; a key from a document is asked for first.
    const loose = t as unknown as { (key: string, values?: Values): string; has(key: string): boolean };
    return (key, values) => (loose.has(key) ? loose(key, values) : null);
  }, [t]);
}
