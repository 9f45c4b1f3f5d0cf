'use client';

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Pill } from '#components/ui/pill.tsx';
import type { JourneyDetail } from '#lib/api/journeys.ts';
import { SaveStateMark } from './save-state.tsx';
import { useStudio } from './studio-context.tsx';

interface StudioHeaderProps {
  readonly journey: JourneyDetail;
  /** Stand at the end: publish, pause. */
  readonly children?: ReactNode;
}

/** Which journey this is, what of it is live, and whether what is drawn is saved. */
export function StudioHeader({ journey, children }: StudioHeaderProps) {
  const t = useTranslations('studio');
  const name = useStudio(({ history }) => history.document.name);
  // What the server said of the draft was true of the revision it came with.
  const isChanged = useStudio(({ revision, save }) => revision !== journey.revision || save.kind !== 'saved');
  const { status, liveVersion, hasChanges } = journey;
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-surface px-3 py-1.5">
      <nav aria-label={t('breadcrumb')} className="flex min-w-0 items-center gap-1.5">
        <Link href="/journeys" className="flex items-center gap-0.5 rounded-sm py-1 text-ink-2 hover:text-ink">
          <ChevronLeft aria-hidden className="size-4 md:hidden" />
          {t('journeys')}
        </Link>
        <span aria-hidden className="text-ink-3">
          {'/'}
        </span>
        <h1 className="truncate font-semibold">{name}</h1>
      </nav>
      {liveVersion === null ? <Pill>{t('neverPublished')}</Pill> : null}
      {liveVersion !== null && (hasChanges || isChanged) ? <Pill>{t('draftAhead', { number: liveVersion.number })}</Pill> : null}
      {liveVersion !== null ? (
        <Pill tone={status === 'paused' ? 'warn' : 'brand'}>
          <span aria-hidden className={status === 'paused' ? 'size-1.5 rounded-2xl bg-warn' : 'size-1.5 rounded-2xl bg-ok'} />
          {t(status === 'paused' ? 'pausedVersion' : 'liveVersion', { number: liveVersion.number })}
        </Pill>
      ) : null}
      <SaveStateMark />
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </header>
  );
}
