'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ChangeList } from '#components/ui/change-list.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import { tellChanges } from '#lib/api/change-sentence.ts';
import {
  journeyVersionsKey,
  journeyVersionsUrl,
  type VersionDetail,
  type VersionLine,
  type VersionList,
} from '#lib/api/journey-versions.ts';
import { useStudio } from './studio-context.tsx';
import { useGoingBack } from './use-going-back.ts';

interface VersionsDialogProps {
  readonly journey: string;
  readonly onClose: () => void;
  /** The draft is a version's again, and can be published. */
  readonly onBack: () => void;
}

/** Every version that was published, what going back to it would change, and the way back: as a new version, after a look at it. */
export function VersionsDialog({ journey, onClose, onBack }: VersionsDialogProps) {
  const t = useTranslations('versions');
  const problems = useTranslations('problem');
  const { data, error } = useQuery({
    queryKey: journeyVersionsKey(journey),
    queryFn: ({ signal }) => call<VersionList>(journeyVersionsUrl(journey), { signal }),
    staleTime: 0,
  });
  const { goBack, isBusy, refusal } = useGoingBack(onBack);
  return (
    <Dialog
      isOpen
      title={t('title')}
      closeLabel={t('close')}
      onClose={onClose}
      size="wide"
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('lead')}</p>
        {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
        {error ? (
          <Notice tone="bad">{error instanceof CallFailed && error.problem ? error.problem.title : problems('offline')}</Notice>
        ) : null}
        {data ? (
          <ol aria-label={t('title')} className="flex flex-col gap-2.5">
            {data.versions.map((version) => (
              <Version key={version.number} journey={journey} version={version} isBusy={isBusy} onGoBack={goBack} />
            ))}
          </ol>
        ) : error ? null : (
          <div role="status" aria-label={t('asking')} className="flex flex-col gap-2.5">
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-16 w-full" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface VersionProps {
  readonly journey: string;
  readonly version: VersionLine;
  readonly isBusy: boolean;
  readonly onGoBack: (number: number) => void;
}

function Version({ journey, version: { number, publishedAt, publishedBy, isLive, inside }, isBusy, onGoBack }: VersionProps) {
  const t = useTranslations('versions');
  const format = useFormatter();
  const canEdit = useStudio((studio) => studio.canEdit);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const when = format.dateTime(new Date(publishedAt), { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className="rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-48 flex-1">
          <p className="flex items-center gap-2 font-semibold">
            {t('version', { number })}
            {isLive ? <Pill tone="brand">{t('live')}</Pill> : null}
          </p>
          <p className="text-ink-2 text-sm">{publishedBy === null ? t('on', { when }) : t('by', { when, name: publishedBy })}</p>
          <p className="text-ink-2 text-sm">{t('inside', { count: inside })}</p>
        </div>
        {canEdit ? (
          <Button size="small" disabled={isBusy} onClick={() => onGoBack(number)}>
            {t('goBack', { number })}
          </Button>
        ) : null}
      </div>
      <Differences journey={journey} number={number} />
    </li>
  );
}

/** What going back to a version would change in the draft, asked for once it is wanted. */
function Differences({ journey, number }: { readonly journey: string; readonly number: number }) {
  const t = useTranslations('versions');
  const told = useTranslations('changes');
  const words = { changes: told, channel: useTranslations('channel'), language: useTranslations('messageLanguage') };
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: [...journeyVersionsKey(journey), number],
    queryFn: ({ signal }) => call<VersionDetail>(journeyVersionsUrl(journey, number), { signal }),
    enabled: isOpen,
    staleTime: 0,
  });
  const title = t('changes', { number });
  return (
    <details className="border-t" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer px-4 py-2 text-sm">{title}</summary>
      <div className="thin-scroll max-h-64 overflow-y-auto border-t px-4">
        {error ? <p className="py-3 text-bad-text">{t('noAnswer')}</p> : null}
        {data?.changes.length === 0 ? <p className="py-3 text-ink-2">{t('same')}</p> : null}
        {data && data.changes.length > 0 ? (
          <ChangeList
            label={title}
            tones={{ added: told('tone.added'), removed: told('tone.removed'), changed: told('tone.changed') }}
            changes={tellChanges(data.changes, words)}
          />
        ) : null}
        {data || error ? null : <Skeleton className="my-3 h-4 w-2/3" />}
      </div>
    </details>
  );
}
