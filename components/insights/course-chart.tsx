'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo } from 'react';
import { axisStyle, escapeHtml, tooltipLine, tooltipStyle } from '#components/chart/chart-style.ts';
import type { Tokens } from '#components/chart/tokens.ts';
import { DataTable } from '#components/ui/data-table.tsx';
import type { Insight } from '#lib/api/insights.ts';
import { addDays } from '#lib/base/civil.ts';
import { ChartCard } from './chart-card.tsx';
import { headlineOf } from './headline.ts';
import { useSaying } from './insights-setting.ts';

interface CourseChartProps {
  readonly insight: Insight;
  readonly currency: string;
  readonly isStale: boolean;
  readonly choice?: ReactNode;
  readonly className?: string;
}

/** A figure over the pieces of its period, with its interval as a band. Where there is no data the line has a gap. */
export function CourseChart({ insight, currency, isStale, choice, className }: CourseChartProps) {
  const t = useTranslations('insights');
  const { numbers, day } = useSaying();
  const { kpi } = insight;
  const course = useMemo(
    () => insight.series.map(({ from, to, figure }) => ({ from, last: addDays(to, -1), headline: headlineOf(kpi, figure, currency) })),
    [insight, kpi, currency],
  );
  const known = course.flatMap((one) => (one.headline ? [{ ...one, headline: one.headline }] : []));
  const say = useCallback((value: number, isShort = false) => numbers.figure(kpi, value, currency, isShort), [numbers, kpi, currency]);
  const spell = useCallback(
    (one: { readonly from: string; readonly last: string }) =>
      one.from === one.last ? day(one.from) : t('range', { from: day(one.from), to: day(one.last) }),
    [day, t],
  );
  const draw = useCallback(
    (tokens: Tokens) => {
      const band = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
      return {
        grid: { left: 4, right: 16, top: 12, bottom: 4, containLabel: true },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'line', lineStyle: { color: tokens.line } },
          ...tooltipStyle(tokens),
          formatter: (points: readonly { readonly dataIndex: number }[]) => {
            const one = course[points[0]?.dataIndex ?? 0];
            if (!one) return '';
            const lines = one.headline
              ? [
                  tooltipLine(tokens.brand, t(`kpi.${kpi}.name`), say(one.headline.value)),
                  tooltipLine(null, '95 %', `${say(one.headline.low)} – ${say(one.headline.high)}`),
                ]
              : [escapeHtml(t('noData'))];
            return `<b>${escapeHtml(spell(one))}</b>${lines.join('')}`;
          },
        },
        xAxis: {
          type: 'category',
          boundaryGap: course.length < 2,
          data: course.map(({ from }) => day(from).replace(/ \d{4}$/, '')),
          ...axisStyle(tokens).words,
        },
        yAxis: {
          type: 'value',
          min: 0,
          ...axisStyle(tokens).numbers,
          axisLabel: {
            ...axisStyle(tokens).numbers.axisLabel,
            formatter: (value: number) => (kpi === 'recoveryRate' ? numbers.roundShare(value) : say(value, true)),
          },
        },
        series: [
          { ...band, data: course.map(({ headline }) => headline?.low ?? null) },
          {
            ...band,
            data: course.map(({ headline }) => (headline ? headline.high - headline.low : null)),
            areaStyle: { color: tokens.brand, opacity: 0.14 },
          },
          {
            type: 'line',
            data: course.map(({ headline }) => headline?.value ?? null),
            lineStyle: { color: tokens.brand, width: 2.5 },
            itemStyle: { color: tokens.brand, borderColor: tokens.surface, borderWidth: 2 },
            symbol: 'circle',
            symbolSize: 8,
          },
        ],
      };
    },
    [course, kpi, numbers, say, spell, day, t],
  );
  const [first, last] = [known[0], known.at(-1)];
  const name = t(`kpi.${kpi}.full`);
  const says = last
    ? first && first !== last
      ? t('chart.courseSays', {
          name,
          first: say(first.headline.value),
          from: spell(first),
          last: say(last.headline.value),
          to: spell(last),
        })
      : t('chart.courseOne', { name, last: say(last.headline.value), to: spell(last) })
    : null;
  return (
    <ChartCard
      title={t('chart.courseTitle')}
      unit={t('chart.courseBand')}
      says={says}
      none={t('chart.courseNone')}
      draw={draw}
      isStale={isStale}
      choice={choice}
      {...(className ? { className } : {})}
      table={
        <DataTable
          caption={name}
          columns={[
            { id: 'period', label: t('column.period') },
            { id: 'value', label: t('column.value'), isNumber: true },
            { id: 'low', label: t('column.low'), isNumber: true },
            { id: 'high', label: t('column.high'), isNumber: true },
          ]}
          rows={course.map((one) => ({
            key: one.from,
            cells: {
              period: spell(one),
              value: one.headline ? say(one.headline.value) : t('noData'),
              low: one.headline ? say(one.headline.low) : null,
              high: one.headline ? say(one.headline.high) : null,
            },
          }))}
        />
      }
    />
  );
}
