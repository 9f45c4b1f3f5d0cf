'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { axisStyle, escapeHtml, tooltipLine, tooltipStyle } from '#components/chart/chart-style.ts';
import type { Tokens } from '#components/chart/tokens.ts';
import { DataTable } from '#components/ui/data-table.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Insight } from '#lib/api/insights.ts';
import { ChartCard } from './chart-card.tsx';
import { useSaying } from './insights-setting.ts';

const OUTCOMES = ['paid', 'promised', 'replied'] as const;
type Outcome = (typeof OUTCOMES)[number];
const SHARES = { paid: 'paidShare', promised: 'promisedShare', replied: 'repliedShare' } as const;

/** What ECharts gives to whoever draws an item. */
interface ItemApi {
  readonly value: (dimension: number) => number;
  readonly coord: (point: readonly [number, number]) => readonly [number, number];
}

/** What followed the contacts of each channel: a dot for the share, a bar for its interval. */
export function ChannelChart({
  insight,
  isStale,
  className,
}: {
  readonly insight: Insight<'channelEffect'>;
  readonly isStale: boolean;
  readonly className?: string;
}) {
  const t = useTranslations('insights');
  const { numbers, channel } = useSaying();
  const [outcome, setOutcome] = useState<Outcome>('paid');
  const share = SHARES[outcome];
  const ranked = useMemo(() => insight.figure.toSorted((a, b) => b[share].value - a[share].value), [insight, share]);
  const draw = useCallback(
    (tokens: Tokens) => ({
      grid: { left: 4, right: 24, top: 8, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item',
        ...tooltipStyle(tokens),
        formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
          const one = ranked[dataIndex];
          if (!one) return '';
          const { value, low, high } = one[share];
          const lines = [
            tooltipLine(null, t(`chart.${outcome}`), `${numbers.count(one[outcome])} / ${numbers.count(one.accounts)}`),
            tooltipLine(null, t('column.share'), numbers.share(value)),
            tooltipLine(null, '95 %', `${numbers.share(low)} – ${numbers.share(high)}`),
          ];
          return `<b>${escapeHtml(channel(one.channel))}</b>${lines.join('')}`;
        },
      },
      xAxis: {
        type: 'value',
        min: 0,
        ...axisStyle(tokens).numbers,
        axisLabel: { ...axisStyle(tokens).numbers.axisLabel, formatter: numbers.roundShare },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: ranked.map((one) => channel(one.channel)),
        ...axisStyle(tokens).words,
        axisLine: { show: false },
        axisLabel: { color: tokens.ink2, fontSize: 12, fontFamily: tokens.font },
      },
      series: [
        {
          type: 'custom',
          encode: { x: [1, 2, 3], y: 0 },
          data: ranked.map((one, index) => [index, one[share].low, one[share].value, one[share].high]),
          renderItem: (_: unknown, api: ItemApi) => {
            const row = api.value(0);
            const [from, y] = api.coord([api.value(1), row]);
            const [dot] = api.coord([api.value(2), row]);
            const [to] = api.coord([api.value(3), row]);
            return {
              type: 'group',
              children: [
                {
                  type: 'line',
                  shape: { x1: from, y1: y, x2: to, y2: y },
                  style: { stroke: tokens.brand, lineWidth: 4, lineCap: 'round', opacity: 0.45 },
                },
                { type: 'circle', shape: { cx: dot, cy: y, r: 6.5 }, style: { fill: tokens.brand, stroke: tokens.surface, lineWidth: 2 } },
              ],
            };
          },
        },
      ],
    }),
    [ranked, share, outcome, numbers, channel, t],
  );
  const [first, second] = ranked;
  const waiting = insight.figure.reduce((sum, one) => sum + one.waiting, 0);
  const says = first
    ? t('chart.channelSays', {
        channel: channel(first.channel),
        share: numbers.share(first[share].value),
        accounts: first.accounts,
        accountsCount: numbers.count(first.accounts),
        low: numbers.share(first[share].low),
        high: numbers.share(first[share].high),
      })
    : null;
  const isTie = first && second && first[share].low <= second[share].high;
  const notes = [
    isTie ? t('chart.channelTie') : null,
    waiting > 0 ? t('chart.channelWaiting', { count: waiting, accounts: numbers.count(waiting) }) : null,
    t('kpi.channelEffect.note'),
  ];
  return (
    <ChartCard
      title={t('chart.channelTitle')}
      unit={t('chart.channelUnit')}
      says={says}
      none={t('chart.channelNone')}
      draw={draw}
      isStale={isStale}
      {...(className ? { className } : {})}
      note={notes.filter(Boolean).join(' ')}
      choice={
        <Select
          label={t('chart.outcome')}
          value={outcome}
          options={OUTCOMES.map((value) => ({ value, label: t(`chart.${value}`) }))}
          onChange={({ target }) => setOutcome(OUTCOMES.find((one) => one === target.value) ?? 'paid')}
        />
      }
      table={
        <DataTable
          caption={t('chart.channelTitle')}
          columns={[
            { id: 'channel', label: t('column.channel') },
            { id: 'accounts', label: t('column.accounts'), isNumber: true },
            { id: 'count', label: t(`chart.${outcome}`), isNumber: true },
            { id: 'share', label: t('column.share'), isNumber: true },
            { id: 'low', label: t('column.low'), isNumber: true },
            { id: 'high', label: t('column.high'), isNumber: true },
          ]}
          rows={ranked.map((one) => ({
            key: one.channel,
            cells: {
              channel: channel(one.channel),
              accounts: numbers.count(one.accounts),
              count: numbers.count(one[outcome]),
              share: numbers.share(one[share].value),
              low: numbers.share(one[share].low),
              high: numbers.share(one[share].high),
            },
          }))}
        />
      }
    />
  );
}
