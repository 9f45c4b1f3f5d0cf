'use client';

import { CircleStop } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';

interface ImportProgressProps {
  readonly isWriting: boolean;
  readonly progress: { readonly rows: number; readonly share: number };
  readonly isLost: boolean;
  readonly isStopping: boolean;
  readonly onStop: () => void;
}

/** How far a check or an import is, and the way to stop it. */
export function ImportProgress({ isWriting, progress, isLost, isStopping, onStop }: ImportProgressProps) {
  const t = useTranslations('importing');
  const locale = useLocale();
  const title = t(isWriting ? 'running' : 'checking');
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(progress.share);
  return (
    <section aria-label={title} className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-lg">{title}</h2>
          <p className="text-ink-2" role="status">
            {t('progressRows', { rows: progress.rows, percent })}
          </p>
        </div>
        <Button onClick={onStop} disabled={isStopping}>
          <CircleStop aria-hidden className="size-4" />
          {t(isStopping ? 'stopping' : 'stop')}
        </Button>
      </div>
      <ProgressBar label={title} share={progress.share} />
      {isWriting ? <p className="text-ink-2 text-sm">{t('runningHint')}</p> : null}
      {isLost ? <Notice tone="warn">{t('lost')}</Notice> : null}
    </section>
  );
}
