'use client';

import { ChevronRight, FunctionSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Insight } from '#lib/api/insights.ts';
import type { InsightsAsk } from '#lib/api/insights-route.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { headlineOf, moveOf } from './headline.ts';
import { insightsPath } from './insights-address.ts';
import { useCurrency, useInsightsSetting, useSaying } from './insights-setting.ts';
import { MoveMark } from './move-mark.tsx';
import { useInsight } from './use-insight.ts';

interface TileProps {
  readonly kpi: KpiKey;
  readonly ask: InsightsAsk;
  /** True while its definition is shown below the tiles. */
  readonly isOpen: boolean;
  readonly definitionId: string;
  readonly onDefine: () => void;
}

/** One figure: its number, how it moved, how sure it is; it leads to its rows and opens its definition. */
export function Tile({ kpi, ask, isOpen, definitionId, onDefine }: TileProps) {
  const t = useTranslations('insights');
  const { data, error, isPlaceholderData } = useInsight(kpi, ask);
  const name = t(`kpi.${kpi}.name`);
  return (
    <article
      aria-label={name}
      aria-busy={isPlaceholderData}
      className={classes(
        'relative flex min-h-34 flex-col rounded-xl border bg-surface p-4 shadow-1 transition-colors hover:border-edge aria-busy:*:opacity-60',
        isOpen && 'border-brand',
      )}
    >
      <div className="flex items-start gap-1">
        <h2 className="min-w-0 flex-1 pt-0.5 font-medium text-ink-2 text-sm">
          <Link href={insightsPath(`/insights/${kpi}`, ask)} className="rounded-xs after:absolute after:inset-0 after:rounded-xl">
            {name}
            <ChevronRight aria-hidden className="ml-0.5 inline size-3.5 text-ink-3" />
          </Link>
        </h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={definitionId}
          aria-label={`${t('how')}: ${name}`}
          title={t('how')}
          onClick={onDefine}
          className="-mt-1 -mr-1.5 relative z-10 grid size-8 shrink-0 place-items-center rounded-md text-ink-3 transition-colors hover:bg-sunken hover:text-ink aria-expanded:bg-brand-soft aria-expanded:text-brand-strong"
        >
          <FunctionSquare aria-hidden className="size-4" />
        </button>
      </div>
      {data ? (
        <Reading insight={data} ask={ask} />
      ) : error ? (
        <p className="mt-2 text-bad-text text-sm">{t('brokenTitle')}</p>
      ) : (
        <TileSkeleton />
      )}
    </article>
  );
}

function TileSkeleton() {
  return (
    <div aria-hidden className="mt-2 flex flex-col gap-2.5">
      <Skeleton className="h-8 w-3/5" />
      <Skeleton className="h-3.5 w-4/5" />
    </div>
  );
}

/** The number with what stands below it. */
export function Reading({
  insight,
  ask,
  isLarge = false,
}: {
  readonly insight: Insight;
  readonly ask: InsightsAsk;
  readonly isLarge?: boolean;
}) {
  const t = useTranslations('insights');
  const { numbers, channel } = useSaying();
  const { choices } = useInsightsSetting();
  const currency = useCurrency(ask.currency);
  const { kpi } = insight;
  const headline = headlineOf(kpi, insight.figure, currency);
  if (!headline) {
    return (
      <div className="mt-1">
        <p className={classes('font-semibold text-ink-3', isLarge ? 'text-2xl' : 'text-xl')}>{t('noData')}</p>
        <p className="mt-1 text-ink-3 text-xs">{t('noDataHint')}</p>
      </div>
    );
  }
  const move = moveOf(insight, headline, currency);
  const say = (value: number) => numbers.figure(kpi, value, currency, !isLarge);
  const isMoney = kpi === 'aging' || kpi === 'recoveryRate';
  return (
    <div className={classes('mt-1 flex flex-col tabular-nums', isLarge ? null : 'flex-1')}>
      <p className={classes('font-semibold tracking-tight', isLarge ? 'text-3xl' : 'text-2xl')} data-figure={kpi}>
        {say(headline.value)}
        {headline.of ? <span className="ml-2 font-medium text-ink-2 text-sm tracking-normal">{channel(headline.of)}</span> : null}
        {isMoney && choices.currencies.length > 1 ? (
          <span className="ml-2 font-medium text-ink-3 text-sm tracking-normal">{currency}</span>
        ) : null}
      </p>
      <p className="mt-1 text-sm">
        {move ? (
          <MoveMark kpi={kpi} move={move} currency={currency} />
        ) : insight.compare ? (
          <span className="text-ink-3">{t('noBefore')}</span>
        ) : null}
      </p>
      <p className={classes('pt-1.5 text-ink-3 text-xs', isLarge ? null : 'mt-auto')}>
        {headline.isExact ? t('exact') : t('interval', { low: say(headline.low), high: say(headline.high) })}
      </p>
    </div>
  );
}
