'use client';

import { ChartNoAxesColumn, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import type { DrawChart } from '#components/chart/chart-canvas.tsx';
import { axisStyle, escapeHtml, tooltipLine, tooltipStyle } from '#components/chart/chart-style.ts';
import type { Tokens } from '#components/chart/tokens.ts';
import { Button } from '#components/ui/button.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { SimulationResult } from '#lib/api/simulations.ts';
import { addDays, daysBetween } from '#lib/base/civil.ts';
import { signedAmount } from '#lib/base/currency-sign.ts';
import type { SimulationReport } from '#lib/simulation/report.ts';
import { civilDate } from '#messages/civil-date.ts';

const Canvas = dynamic(() => import('#components/chart/chart-canvas.tsx').then(({ ChartCanvas }) => ChartCanvas), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg" />,
});

/** More pieces than this cannot be told apart: then each is a week. */
const MOST_PIECES = 120;
/** One colour for each kind of contact, told apart by place and name too. */
const COLOURS = ['pre', 'due', '1-30', '31-60', '61-90', '90+'] as const;

/** The days of a run, or its weeks where there are many, without gaps. */
function piecesOf({ from, to }: SimulationResult['days'], report: SimulationReport) {
  const length = daysBetween(from, to) + 1;
  const step = length > MOST_PIECES ? 7 : 1;
  const byDay = new Map(report.days.map((one) => [one.day, one]));
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => {
    const day = addDays(from, index * step);
    const days = Array.from({ length: step }, (_ignored, plus) => byDay.get(addDays(day, plus)) ?? []).flat();
    return { day, days };
  });
}

interface SimulationChartProps {
  readonly result: SimulationResult;
  readonly channelName: (channel: string) => string;
}

/** Contacts by day and channel, as bars that stand on each other; its table is one key away. */
export function ContactsChart({ result, channelName }: SimulationChartProps) {
  const t = useTranslations('simulation');
  const locale = `${useLocale()}-${result.country}`;
  const day = useDay();
  const { report } = result.run;
  const channels = useMemo(() => report.channels.map(({ channel }) => channel), [report]);
  const pieces = useMemo(
    () =>
      piecesOf(result.days, report).map(({ day: first, days }) => ({
        day: first,
        by: channels.map((one) => sum(days.map(({ by }) => by[one] ?? 0))),
      })),
    [result, report, channels],
  );
  const count = useCallback((value: number) => value.toLocaleString(locale, { useGrouping: 'always' }), [locale]);
  const draw = useCallback(
    (tokens: Tokens) => ({
      ...frame(
        tokens,
        pieces.map((one) => shortDay(day(one.day))),
      ),
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        ...tooltipStyle(tokens),
        formatter: (points: readonly { readonly dataIndex: number }[]) => {
          const one = pieces[points[0]?.dataIndex ?? 0];
          if (!one) return '';
          const lines = channels.map((channel, index) =>
            tooltipLine(colourOf(tokens, index), channelName(channel), count(one.by[index] ?? 0)),
          );
          return `<b>${escapeHtml(day(one.day))}</b>${lines.join('')}`;
        },
      },
      series: channels.map((channel, index) => ({
        type: 'bar',
        name: channel,
        stack: 'all',
        barCategoryGap: '22%',
        itemStyle: { color: colourOf(tokens, index) },
        data: pieces.map(({ by }) => by[index] ?? 0),
      })),
    }),
    [pieces, channels, channelName, day, count],
  );
  const busiest = pieces.reduce((most, one) => (sum(one.by) > sum(most.by) ? one : most), pieces[0] ?? { day: result.days.from, by: [] });
  return (
    <Chart
      title={t('chart.contacts')}
      says={t('chart.contactsSay', { contacts: count(report.total.contacts), most: count(sum(busiest.by)), day: day(busiest.day) })}
      draw={draw}
      legend={
        <ul className="flex flex-wrap gap-x-3 gap-y-1 text-ink-2 text-xs">
          {channels.map((channel, index) => (
            <li key={channel} data-heat={COLOURS[index % COLOURS.length]} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2.5 rounded-xs bg-heat" />
              {channelName(channel)}
            </li>
          ))}
        </ul>
      }
      table={
        <DataTable
          caption={t('chart.contacts')}
          columns={[
            { id: 'day', label: t('chart.day') },
            ...channels.map((channel) => ({ id: channel, label: channelName(channel), isNumber: true })),
          ]}
          rows={pieces.map((one) => ({
            key: one.day,
            cells: { day: day(one.day), ...Object.fromEntries(channels.map((channel, index) => [channel, count(one.by[index] ?? 0)])) },
          }))}
        />
      }
    />
  );
}

interface MoneyChartProps {
  readonly result: SimulationResult;
  readonly currency: string;
  readonly name: string;
  readonly otherName: string | null;
}

/** What has come in so far, day by day, beside the version it is held against. */
export function MoneyChart({ result, currency, name, otherName }: MoneyChartProps) {
  const t = useTranslations('simulation');
  const locale = `${useLocale()}-${result.country}`;
  const day = useDay();
  const runs = useMemo(() => {
    const of = (report: SimulationReport) => {
      let so = 0;
      return piecesOf(result.days, report).map(({ day: first, days }) => {
        so += sum(days.map(({ paid }) => paid.find((one) => one.currency === currency)?.amount ?? 0));
        return { day: first, paid: so };
      });
    };
    return { own: of(result.run.report), other: result.against && of(result.against.report) };
  }, [result, currency]);
  const money = useCallback((minor: number) => signedAmount(minor, currency, locale), [currency, locale]);
  const draw = useCallback(
    (tokens: Tokens) => {
      const line = (paid: readonly { readonly paid: number }[], colour: string, isOther: boolean) => ({
        type: 'line',
        symbol: 'none',
        data: paid.map((one) => one.paid),
        lineStyle: { color: colour, width: 2, type: isOther ? 'dashed' : 'solid' },
        itemStyle: { color: colour },
        ...(isOther ? {} : { areaStyle: { color: colour, opacity: 0.1 } }),
      });
      const base = frame(
        tokens,
        runs.own.map((one) => shortDay(day(one.day))),
      );
      return {
        ...base,
        yAxis: {
          ...base.yAxis,
          axisLabel: {
            ...base.yAxis.axisLabel,
            formatter: (value: number) =>
              signedAmount(value, currency, locale, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }),
          },
        },
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(tokens),
          formatter: (points: readonly { readonly dataIndex: number }[]) => {
            const index = points[0]?.dataIndex ?? 0;
            const [own, other] = [runs.own[index], runs.other?.[index]];
            if (!own) return '';
            const lines = [
              tooltipLine(tokens.brand, name, money(own.paid)),
              other && otherName ? tooltipLine(tokens.ink3, otherName, money(other.paid)) : '',
            ];
            return `<b>${escapeHtml(day(own.day))}</b>${lines.join('')}`;
          },
        },
        series: [line(runs.own, tokens.brand, false), ...(runs.other ? [line(runs.other, tokens.ink3, true)] : [])],
      };
    },
    [runs, day, currency, locale, money, name, otherName],
  );
  const [last, otherLast] = [runs.own.at(-1), runs.other?.at(-1)];
  return (
    <Chart
      title={t('chart.money')}
      says={
        otherLast && otherName
          ? t('chart.moneyBoth', { name, amount: money(last?.paid ?? 0), other: otherName, otherAmount: money(otherLast.paid) })
          : t('chart.moneySays', { amount: money(last?.paid ?? 0), day: day(result.days.to) })
      }
      draw={draw}
      table={
        <DataTable
          caption={t('chart.money')}
          columns={[
            { id: 'day', label: t('chart.day') },
            { id: 'own', label: name, isNumber: true },
            ...(otherName ? [{ id: 'other', label: otherName, isNumber: true }] : []),
          ]}
          rows={runs.own.map((one, index) => ({
            key: one.day,
            cells: { day: day(one.day), own: money(one.paid), other: money(runs.other?.[index]?.paid ?? 0) },
          }))}
        />
      }
    />
  );
}

interface ChartProps {
  readonly title: string;
  readonly says: string;
  readonly draw: DrawChart;
  readonly legend?: ReactNode;
  readonly table: ReactNode;
}

function Chart({ title, says, draw, legend, table }: ChartProps) {
  const t = useTranslations('simulation.chart');
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={id} className="label-caps mr-auto">
          {title}
        </h2>
        <Button size="small" aria-pressed={isTable} onClick={() => setTable(!isTable)} className="max-lg:h-10">
          {isTable ? <ChartNoAxesColumn aria-hidden className="size-3.5" /> : <Table2 aria-hidden className="size-3.5" />}
          {t(isTable ? 'chart' : 'table')}
        </Button>
      </div>
      <p className="text-ink-2 text-sm">{says}</p>
      {isTable ? (
        <div className="thin-scroll max-h-64 overflow-y-auto">{table}</div>
      ) : (
        <>
          <div role="img" aria-label={says} className="h-44">
            <Canvas draw={draw} />
          </div>
          {legend}
        </>
      )}
    </section>
  );
}

function frame(tokens: Tokens, days: readonly string[]) {
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: days, ...axisStyle(tokens).words },
    yAxis: { type: 'value', min: 0, ...axisStyle(tokens).numbers },
  };
}

function colourOf(tokens: Tokens, index: number): string {
  return tokens.heat[COLOURS[index % COLOURS.length] ?? 'pre'];
}

function useDay(): (date: string) => string {
  const dates = useTranslations('date');
  return useCallback((date: string) => civilDate(dates, date, 'day'), [dates]);
}

/** Without its year, which the period says. */
function shortDay(day: string): string {
  return day.replace(/,? \d{4}$/, '');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
