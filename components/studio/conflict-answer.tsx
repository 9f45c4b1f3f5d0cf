'use client';

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import type { CreatedJourney, JourneyDetail, SavedJourney } from '#lib/api/journeys.ts';
import { JOURNEYS_URL, journeyPage, journeyUrl } from '#lib/api/journeys-route.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { replaceWith } from '#lib/journey/edits/settings.ts';
import type { Conflict } from './autosave.ts';
import { useStudio, useStudioPlace, useStudioStore } from './studio-context.tsx';

/** Somebody saved in between: who, when, and the two ways to go on. Neither loses anything. */
export function ConflictAnswer({ onLeave }: { readonly onLeave: () => void }) {
  const t = useTranslations('studio');
  const save = useStudio((studio) => studio.save);
  const answers = useAnswers(onLeave);
  if (save.kind !== 'conflict') return null;
  return (
    <div className="border-b bg-surface p-2.5">
      <Notice tone="bad">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-60 flex-1">
            <Whose conflict={save.conflict} />
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="small" disabled={answers.isBusy} onClick={answers.loadTheirs}>
              {t('loadTheirs')}
            </Button>
            <Button size="small" look="primary" disabled={answers.isBusy} onClick={answers.keepMine}>
              {t('keepMine')}
            </Button>
          </div>
        </div>
        {answers.fault ? <p className="pt-1">{answers.fault}</p> : null}
      </Notice>
    </div>
  );
}

function Whose({ conflict: { by, at, mine } }: { readonly conflict: Conflict }) {
  const t = useTranslations('studio');
  const format = useFormatter();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const when = format.dateTime(new Date(at), { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  if (mine) return t('conflictMine', { when });
  return by === null ? t('conflictNobody', { when }) : t('conflictBy', { by, when });
}

function useAnswers(onLeave: () => void) {
  const t = useTranslations('studio');
  const store = useStudioStore();
  const { journey, autosave } = useStudioPlace();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const during = (work: () => Promise<void>) => () => {
    setBusy(true);
    setFault(null);
    work()
      .catch((error: unknown) => setFault(error instanceof CallFailed && error.problem ? error.problem.title : t('noAnswer')))
      .finally(() => setBusy(false));
  };
  return {
    isBusy,
    fault,
    loadTheirs: during(async () => {
      const theirs = await call<JourneyDetail>(journeyUrl(journey));
      store.getState().make(replaceWith(theirs.document));
      autosave.adopt(theirs.revision, store.getState().history.document);
    }),
    keepMine: during(async () => {
      const mine = store.getState().history.document;
      const key = await saveAsCopy(journey, mine, t('copyOf', { name: mine.name }));
      onLeave();
      router.push(journeyPage(key));
    }),
  };
}

/** Stores a document as another journey beside the one it was drawn in. */
async function saveAsCopy(journey: string, document: JourneyDocument, name: string): Promise<string> {
  const cut = name.slice(0, 120);
  const json = { 'Content-Type': 'application/json' };
  const made = await call<CreatedJourney>(JOURNEYS_URL, {
    method: 'POST',
    headers: { ...json, 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({ name: cut, from: { journey } }),
  });
  const { revision } = await call<JourneyDetail>(journeyUrl(made.key));
  const copy = { ...document, key: made.key, name: cut };
  await call<SavedJourney>(journeyUrl(made.key), { method: 'PUT', headers: json, body: JSON.stringify({ revision, document: copy }) });
  return made.key;
}
