'use client';

import { Check, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { DayChip } from '#components/ui/day-chip.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { type InsightsAsk, insightCsvUrl } from '#lib/api/insights-route.ts';
import { DEBT_BUCKETS, type DebtBucket } from '#lib/kpi/bucket.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { type ColumnKind, KPI_ROWS, type KpiRow } from '#lib/kpi/rows.ts';
import { useInsightsSetting, useSaying } from './insights-setting.ts';
import { useInsightRows } from './use-insight.ts';

const AT_THE_RIGHT: readonly ColumnKind[] = ['minor', 'days', 'count'];

/** The accounts behind a figure, page by page, the largest first; all of them as a file. */
export function RowsTable({ kpi, ask }: { readonly kpi: KpiKey; readonly ask: InsightsAsk }) {
  const t = useTranslations('insights');
  const { choices } = useInsightsSetting();
  const cellOf = useCell();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInsightRows(kpi, ask);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const columns = KPI_ROWS[kpi].map(({ name, kind }) => ({ id: name, label: t(`column.${name}`), isNumber: AT_THE_RIGHT.includes(kind) }));
  const hasCurrencies = choices.currencies.length > 1;
  return (
    <section aria-label={t('rowsTitle')} aria-busy={isPlaceholderData} className="rounded-xl border bg-surface p-4 shadow-1">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-lg">{t('rowsTitle')}</h2>
          {data ? (
            <p role="status" className="text-ink-3 text-sm">
              {t('rowsShown', { count: rows.length, more: hasNextPage ? 'yes' : 'no' })}
            </p>
          ) : null}
        </div>
        <Button asChild size="small" className="max-lg:h-10">
          <a href={insightCsvUrl(kpi, ask)} download>
            <Download aria-hidden className="size-3.5" />
            {t('export')}
          </a>
        </Button>
      </div>
      {error && !data ? <Failure title={t('brokenTitle')} refused={t('refusedTitle')} error={error} onRetry={() => refetch()} /> : null}
      {!data && !error ? <RowsSkeleton /> : null}
      {data && rows.length === 0 ? <p className="py-10 text-center text-ink-3">{t('rowsEmpty')}</p> : null}
      {rows.length > 0 ? (
        <DataTable
          caption={t('rowsTitle')}
          columns={hasCurrencies ? [...columns, { id: 'currency', label: t('column.currency') }] : columns}
          rows={rows.map((row, index) => ({
            key: `${row.account} ${row.channel ?? ''} ${index}`,
            cells: {
              ...Object.fromEntries(KPI_ROWS[kpi].map(({ name, kind }) => [name, cellOf(row, name, kind)])),
              currency: row.currency,
            },
          }))}
        />
      ) : null}
      {hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            {t(isFetchingNextPage ? 'rowsLoading' : 'rowsMore')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function useCell(): (row: KpiRow, name: string, kind: ColumnKind) => ReactNode {
  const t = useTranslations('insights');
  const { numbers, day, channel } = useSaying();
  return (row, name, kind) => {
    const cell = row[name] ?? null;
    if (cell === null) return <span className="text-ink-3">{'–'}</span>;
    switch (kind) {
      case 'minor':
        return numbers.money(Number(cell), row.currency);
      case 'date':
        return day(String(cell));
      case 'moment':
        return `${day(String(cell).slice(0, 10))}, ${String(cell).slice(11)}`;
      case 'count':
        return numbers.count(Number(cell));
      case 'days':
        return name === 'days' ? <DayChip day={Number(cell)} heat={bucketIn(row.bucket) ?? 'none'} /> : numbers.count(Number(cell));
      case 'bucket':
        return bucketIn(cell) ? t(`bucket.${bucketIn(cell) ?? 'none'}`) : null;
      case 'channel':
        return channel(String(cell));
      case 'flag':
        return cell === true ? (
          <span className="inline-flex items-center gap-1 text-ok-text">
            <Check aria-hidden className="size-3.5" />
            {t('yes')}
          </span>
        ) : (
          <span className="text-ink-3">{t('no')}</span>
        );
      default:
        return String(cell);
    }
  };
}

function bucketIn(cell: unknown): DebtBucket | undefined {
  return DEBT_BUCKETS.find((bucket) => bucket === cell);
}

const LINES = ['a', 'b', 'c', 'd', 'e', 'f'];

function RowsSkeleton() {
  const t = useTranslations('insights');
  return (
    <div aria-busy className="flex flex-col gap-3 py-3">
      <p role="status" className="sr-only">
        {t('loadingRows')}
      </p>
      {LINES.map((line) => (
        <Skeleton key={line} className="h-4 w-full" />
      ))}
    </div>
  );
}
