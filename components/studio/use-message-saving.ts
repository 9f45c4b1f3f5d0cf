'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import type { JourneyContext } from '#lib/api/journeys.ts';
import { journeyContextKey } from '#lib/api/journeys-route.ts';
import { type SavedTemplate, templateUrl } from '#lib/api/message-templates.ts';
import { type MessageWords, storedWords, wordsInUse } from './message-words.ts';
import { useStudioPlace } from './studio-context.tsx';

/** Saves words as the next version of their message, once however often it is asked for. */
export function useMessageSaving(template: string, onSaved: () => void) {
  const problems = useTranslations('problem');
  const { journey } = useStudioPlace();
  const memory = useQueryClient();
  const router = useRouter();
  const isSending = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** The version that somebody saved in between. */
  const [conflict, setConflict] = useState<number | null>(null);
  const [savedVersion, setSavedVersion] = useState<number | null>(null);
  const forget = () => {
    setProblem(null);
    setConflict(null);
    setSavedVersion(null);
  };
  /** The words as they were stored, with what the server wrote in: the twin of an e-mail that nobody wrote. */
  const save = async (words: MessageWords): Promise<MessageWords | null> => {
    if (isSending.current) return null;
    isSending.current = true;
    setBusy(true);
    forget();
    try {
      const { version } = await call<SavedTemplate>(templateUrl(template), {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...storedWords(words), version: words.version }),
      });
      await memory.invalidateQueries({ queryKey: journeyContextKey(journey) });
      setSavedVersion(version);
      // What is live has frozen the words before: the header says that there is something to publish.
      router.refresh();
      onSaved();
      const context = memory.getQueryData<JourneyContext>(journeyContextKey(journey));
      const stored = context && wordsInUse(context, template, words.channel, words.language);
      return stored?.version === version ? stored : { ...words, version };
    } catch (error) {
      const refusal = error instanceof CallFailed ? error.problem : null;
      setProblem(refusal?.title ?? problems('offline'));
      setConflict(refusal?.conflict?.revision ?? null);
      if (refusal?.conflict) await memory.invalidateQueries({ queryKey: journeyContextKey(journey) });
      return null;
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  return { save, forget, isBusy, problem, conflict, savedVersion };
}
