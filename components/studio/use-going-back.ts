'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CallFailed, call } from '#lib/api/call.ts';
import { journeyVersionsUrl, type RestoredMessages, type VersionDetail } from '#lib/api/journey-versions.ts';
import { journeyContextKey } from '#lib/api/journeys-route.ts';
import { replaceWith } from '#lib/journey/edits/settings.ts';
import { useStudioPlace, useStudioStore } from './studio-context.tsx';

/**
 * Takes the drawing and the words of its messages back to a version. The drawing is one edit, so it can be undone, and is saved
 * as any other; nothing is published by it.
 */
export function useGoingBack(onBack: () => void) {
  const problems = useTranslations('problem');
  const store = useStudioStore();
  const { journey } = useStudioPlace();
  const memory = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const goBack = async (number: number) => {
    setBusy(true);
    setRefusal(null);
    try {
      const { document } = await call<VersionDetail>(journeyVersionsUrl(journey, number));
      await call<RestoredMessages>(journeyVersionsUrl(journey, number, 'messages'), { method: 'POST' });
      store.getState().make(replaceWith(document));
      await memory.invalidateQueries({ queryKey: journeyContextKey(journey) });
      onBack();
    } catch (error) {
      setRefusal(error instanceof CallFailed && error.problem ? error.problem.title : problems('offline'));
    } finally {
      setBusy(false);
    }
  };
  return { goBack: (number: number) => void goBack(number), isBusy, refusal };
}
