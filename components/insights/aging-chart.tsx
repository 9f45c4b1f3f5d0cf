'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { axisStyle, escapeHtml, tooltipLine, tooltipStyle } from '#components/chart/chart-style.ts';
import type { Tokens } from '#components/chart/tokens.ts';
import { DataTable } from '#components/ui/data-table.tsx';
import type { Figures, Insight } from '#lib/api/insights.ts';
import { DEBT_BUCKETS, type DebtBucket } from '#lib/kpi/bucket.ts';
import { ChartCard } from './chart-card.tsx';
import { useSaying } from './insights-setting.ts';

interface AgingProps {
  readonly insight: Insight<'aging'>;
  readonly currency: string;
  readonly isStale: boolean;
  readonly className?: string;
}

/** What is open at the end of each piece of the period, stacked by band in the heat of days past due. */
export function AgingChart({ insight, currency, isStale, className }: AgingProps) {
  const t = useTranslations('insights');
  const { numbers, day } = useSaying();
  const course = useMemo(() => courseOf(insight, currency), [insight, currency]);
  const bands = useMemo(() => DEBT_BUCKETS.filter((bucket) => course.some(({ by }) => by[bucket])), [course]);
  const draw = useCallback(
    (tokens: Tokens) => ({
      grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: tokens.line, opacity: 0.35 } },
        ...tooltipStyle(tokens),
        formatter: (points: readonly { readonly dataIndex: number }[]) => {
          const at = course[points[0]?.dataIndex ?? 0];
          if (!at) return '';
          const lines = bands
            .toReversed()
            .map((bucket) => tooltipLine(tokens.heat[bucket], t(`bucket.${bucket}`), numbers.money(at.by[bucket] ?? 0, currency)));
          return `<b>${escapeHtml(day(at.date))}</b>${lines.join('')}${tooltipLine(null, t('total'), numbers.money(at.total, currency))}`;
        },
      },
      xAxis: { type: 'category', data: course.map(({ date }) => day(date).replace(/ \d{4}$/, '')), ...axisStyle(tokens).words },
      yAxis: {
        type: 'value',
        ...axisStyle(tokens).numbers,
        axisLabel: { ...axisStyle(tokens).numbers.axisLabel, formatter: (value: number) => numbers.shortMoney(value, currency) },
      },
      series: bands.map((bucket) => ({
        type: 'bar',
        name: t(`bucket.${bucket}`),
        stack: 'aging',
        barMaxWidth: 44,
        barCategoryGap: '28%',
        itemStyle: { color: tokens.heat[bucket], borderColor: tokens.surface, borderWidth: 1 },
        data: course.map(({ by }) => by[bucket] ?? 0),
      })),
    }),
    [course, bands, currency, numbers, day, t],
  );
  const last = totalOf(insight.figure, currency);
  const share = last && last.balance > 0 ? last.overdueBalance / last.balance : 0;
  const says = last
    ? t('chart.agingSays', {
        date: day(last.date),
        balance: numbers.money(last.balance, currency),
        overdue: numbers.money(last.overdueBalance, currency),
        share: numbers.share(share),
      })
    : null;
  return (
    <ChartCard
      title={t('chart.agingTitle')}
      unit={t('chart.agingUnit', { currency })}
      says={says}
      none={t('chart.agingNone')}
      draw={draw}
      isTall
      isStale={isStale}
      {...(className ? { className } : {})}
      legend={<HeatLegend bands={bands} />}
      table={
        <DataTable
          caption={t('chart.agingTitle')}
          columns={[
            { id: 'date', label: t('column.period') },
            ...bands.map((bucket) => ({ id: bucket, label: t(`bucket.${bucket}`), isNumber: true })),
            { id: 'total', label: t('total'), isNumber: true },
          ]}
          rows={course.map(({ date, by, total }) => ({
            key: date,
            cells: {
              date: day(date),
              total: numbers.money(total, currency),
              ...Object.fromEntries(bands.map((bucket) => [bucket, numbers.money(by[bucket] ?? 0, currency)])),
            },
          }))}
        />
      }
    />
  );
}

function HeatLegend({ bands }: { readonly bands: readonly DebtBucket[] }) {
  const t = useTranslations('insights');
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {bands.map((bucket) => (
        <li key={bucket} data-heat={bucket} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-xs bg-heat" />
          {t(`bucket.${bucket}`)}
        </li>
      ))}
    </ul>
  );
}

/** The bands on the last date with accounts, debtors and their part of what is open. */
export function BucketTable({ insight, currency, isStale, className }: AgingProps) {
  const t = useTranslations('insights');
  const { numbers, day } = useSaying();
  const total = totalOf(insight.figure, currency);
  if (!total) return null;
  const cells = DEBT_BUCKETS.flatMap((bucket) => insight.figure.find((cell) => cell.bucket === bucket && cell.currency === currency) ?? []);
  const row = (cell: Figures['aging'][number]) => ({
    accounts: numbers.count(cell.accounts),
    debtors: numbers.count(cell.debtors),
    balance: numbers.money(cell.balance, currency),
    share: numbers.share(total.balance > 0 ? cell.balance / total.balance : 0),
  });
  const title = t('chart.bucketsTitle');
  return (
    <section
      aria-label={title}
      aria-busy={isStale}
      className={`flex min-w-0 flex-col rounded-xl border bg-surface p-4 shadow-1 aria-busy:*:opacity-60 ${className ?? ''}`}
    >
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="mb-2 text-ink-3 text-sm">{t('chart.bucketsUnit', { date: day(total.date), currency })}</p>
      <div aria-hidden className="mt-1 mb-3 flex h-3 gap-px overflow-hidden rounded-xs">
        {cells.map(({ bucket, balance }) => (
          <span key={bucket} data-heat={bucket} className="bg-heat" style={{ flexGrow: balance }} />
        ))}
      </div>
      <DataTable
        caption={title}
        columns={[
          { id: 'bucket', label: t('column.bucket') },
          { id: 'accounts', label: t('column.accounts'), isNumber: true },
          { id: 'debtors', label: t('column.debtors'), isNumber: true, isMinor: true },
          { id: 'balance', label: t('column.balance'), isNumber: true },
          { id: 'share', label: t('column.share'), isNumber: true },
        ]}
        rows={[
          ...cells.map((cell) => ({
            key: cell.bucket ?? '',
            cells: {
              ...row(cell),
              bucket: (
                <span data-heat={cell.bucket} className="inline-flex items-center gap-1.5">
                  <span aria-hidden className="size-2.5 rounded-xs bg-heat" />
                  {cell.bucket ? t(`bucket.${cell.bucket}`) : null}
                </span>
              ),
            },
          })),
          { key: 'total', isTotal: true, cells: { ...row(total), bucket: t('total') } },
        ]}
      />
    </section>
  );
}

function totalOf(cells: Figures['aging'], currency: string): Figures['aging'][number] | undefined {
  return cells.find((cell) => cell.bucket === null && cell.currency === currency);
}

function courseOf(insight: Insight<'aging'>, currency: string) {
  return insight.series.flatMap(({ figure }) => {
    const total = totalOf(figure, currency);
    if (!total) return [];
    const by: Partial<Record<DebtBucket, number>> = {};
    for (const cell of figure) if (cell.bucket !== null && cell.currency === currency) by[cell.bucket] = cell.balance;
    return [{ date: total.date, total: total.balance, by }];
  });
}
