'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import type { Answer, AnswerResult } from '#lib/api/answers.ts';
import { call } from '#lib/api/call.ts';
import { answersUrl, contactKey } from '#lib/api/contacts-route.ts';

/** Gives answers to a contact. The same answer sent again, since no reply came, is one answer; once it came, the next is another. */
export function useAnswer(contact: string) {
  const memory = useQueryClient();
  const router = useRouter();
  const wish = useRef<{ readonly of: string; readonly name: string } | null>(null);
  return useMutation({
    mutationFn: (answer: Answer) => {
      const body = JSON.stringify(answer);
      if (wish.current?.of !== body) wish.current = { of: body, name: newName() };
      return call<AnswerResult>(answersUrl(contact), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': wish.current.name },
        body,
      });
    },
    onSuccess: (result) => {
      wish.current = null;
      memory.setQueryData(contactKey(contact), result.contact);
      // The clock may have moved a minute, and other contacts with it.
      router.refresh();
      void memory.invalidateQueries();
    },
  });
}

/** As long and as rare as a uuid, also where the page came without a certificate. */
function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
