'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '#lib/api/call.ts';
import { PREVIEW_URL, type Preview } from '#lib/api/message-templates.ts';
import type { TextProblem } from '#lib/message/check.ts';
import { type MessageWords, storedWords } from './message-words.ts';

/** What is wrong with the words as they stand; null until the check, which brings Liquid along, has arrived. */
export function useMessageCheck(words: MessageWords): readonly TextProblem[] | null {
  const { data: check } = useQuery({
    queryKey: ['message-check'],
    queryFn: async () => (await import('#lib/message/check.ts')).checkMessage,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return check ? check(storedWords(words)) : null;
}

/** The words as a debtor would read them now. Asked of the server, which has the debtor; not while something is wrong with them. */
export function usePreview(words: MessageWords, account: string | null, isAsked: boolean) {
  const template = storedWords(words);
  return useQuery({
    queryKey: ['message-preview', template, account],
    queryFn: ({ signal }) =>
      call<Preview>(PREVIEW_URL, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ template, ...(account === null ? {} : { account }) }),
        signal,
      }),
    enabled: isAsked,
    placeholderData: (before) => before,
    retry: false,
  });
}
