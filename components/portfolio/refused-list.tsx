'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { ImportDetail } from '#lib/api/imports.ts';
import { importUrl } from '#lib/api/imports-route.ts';

/** The first of the rows that are not taken, each with its reason, and all of them as a file. */
export function RefusedList({ run }: { readonly run: ImportDetail }) {
  const t = useTranslations('importing');
  const total = run.summary?.refused ?? run.refusals.length;
  return (
    <section aria-labelledby="refused" className="flex flex-col rounded-xl border bg-surface shadow-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
        <h3 id="refused" className="font-semibold">
          {t('refusedTitle')}
        </h3>
        <span className="text-ink-2 text-sm">
          {run.refusals.length < total ? t('refusedFirst', { count: run.refusals.length, total }) : t('rows', { count: total })}
        </span>
        <Button asChild size="small" className="ml-auto max-lg:h-10">
          <a href={importUrl(run.id, 'refused')} download>
            <Download aria-hidden className="size-4" />
            {t('refusedDownload')}
          </a>
        </Button>
      </div>
      <ul aria-labelledby="refused" className="divide-y">
        {run.refusals.map(({ row, reason, cells }) => (
          <li key={row} className="flex flex-col gap-0.5 px-4 py-2.5">
            <span className="text-base">
              <span className="font-semibold">
                {t('refusedRow')} {row}
              </span>{' '}
              {reason}
            </span>
            <span className="truncate font-mono text-ink-3 text-xs">{cells.join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
