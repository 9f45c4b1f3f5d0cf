'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Failure } from '#components/failure/failure.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { call } from '#lib/api/call.ts';
import type { ImportPage, ImportRow } from '#lib/api/imports.ts';
import { importsKey, importsUrl, importUrl } from '#lib/api/imports-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { StatusPill } from './status-pill.tsx';

const EVERY_MS = 2_000;

/** The imports of the workspace, newest first; it keeps up with those that are under way. */
export function ImportHistory() {
  const t = useTranslations('importing');
  const pages = useInfiniteQuery({
    queryKey: importsKey,
    queryFn: ({ pageParam, signal }) => call<ImportPage>(importsUrl(pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: ImportPage) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ imports }) => imports.some(({ status }) => status === 'running' || status === 'checking'))
        ? EVERY_MS
        : false,
  });
  const rows = pages.data?.pages.flatMap(({ imports }) => imports) ?? [];
  if (pages.error && rows.length === 0)
    return <Failure title={t('brokenTitle')} refused={t('refusedPage')} error={pages.error} onRetry={() => pages.refetch()} />;
  return (
    <section aria-labelledby="history" className="flex flex-col gap-3">
      <h2 id="history" className="font-semibold text-lg">
        {t('history')}
      </h2>
      {rows.length === 0 ? (
        <div className="rounded-xl border bg-surface">
          <BlankState picture={History} title={t('historyEmptyTitle')}>
            {t('historyEmptyText')}
          </BlankState>
        </div>
      ) : (
        <ul aria-label={t('history')} className="divide-y rounded-xl border bg-surface shadow-1">
          {rows.map((row) => (
            <HistoryLine key={row.id} row={row} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button className="self-center" onClick={() => pages.fetchNextPage()} disabled={pages.isFetchingNextPage}>
          {t('historyMore')}
        </Button>
      ) : null}
    </section>
  );
}

const firstPage: string | null = null;

function HistoryLine({ row }: { readonly row: ImportRow }) {
  const t = useTranslations('importing');
  const date = useTranslations('date');
  const { summary } = row;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Link href={`/import/${row.id}`} className="group flex min-w-0 flex-1 flex-col gap-0.5 rounded-sm">
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="min-w-0 truncate font-medium group-hover:underline">{row.fileName}</span>
          <StatusPill status={row.status} />
        </span>
        <span className="text-ink-2 text-sm">{outcome()}</span>
        <span className="text-ink-3 text-xs">
          {date('at', { date: civilDate(date, row.started.date, 'day'), time: row.started.time })} · {row.person ?? t('shell')}
        </span>
      </Link>
      {summary && summary.refused > 0 ? (
        <Button asChild size="small" look="quiet">
          <a href={importUrl(row.id, 'refused')} download aria-label={t('refusedDownload')} title={t('refusedDownload')}>
            <Download aria-hidden className="size-4" />
            <span className="max-lg:hidden">{t('refused')}</span>
          </a>
        </Button>
      ) : null}
    </li>
  );

  function outcome() {
    if (row.problem !== null) return row.problem;
    if (!summary) return row.status === 'running' || row.status === 'checking' ? t('rows', { count: row.progress.rows }) : null;
    return t('counts', { new: summary.new, changed: summary.changed, unchanged: summary.unchanged, refused: summary.refused });
  }
}
