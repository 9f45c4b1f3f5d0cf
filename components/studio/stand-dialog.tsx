'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import type { JourneyDetail, JourneyStanding } from '#lib/api/journeys.ts';
import { journeyCountsKey, journeyUrl } from '#lib/api/journeys-route.ts';

/** Asks before a journey stands still or goes on, and says what either does. */
export function StandDialog({ journey: { key, status }, onClose }: { readonly journey: JourneyDetail; readonly onClose: () => void }) {
  const t = useTranslations('publishing');
  const problems = useTranslations('problem');
  const router = useRouter();
  const memory = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const does = status === 'paused' ? 'resume' : 'pause';
  const go = async () => {
    setBusy(true);
    setFault(null);
    try {
      await call<JourneyStanding>(journeyUrl(key, does), { method: 'POST' });
      router.refresh();
      void memory.invalidateQueries({ queryKey: journeyCountsKey(key) });
      onClose();
    } catch (error) {
      setFault(error instanceof CallFailed && error.problem ? error.problem.title : problems('offline'));
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      title={t(`${does}Title`)}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={isBusy} onClick={() => void go()}>
            {t(does)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {fault ? <Notice tone="bad">{fault}</Notice> : null}
        <ul className="flex list-disc flex-col gap-2 pl-5 text-ink-2 marker:text-ink-3">
          {(['one', 'two', 'three'] as const).map((part) => (
            <li key={part}>{t(`${does}Text.${part}`)}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
