'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Failure } from '#components/failure/failure.tsx';
import type { InsightsAsk } from '#lib/api/insights-route.ts';
import { addDays } from '#lib/base/civil.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { AgingChart, BucketTable } from './aging-chart.tsx';
import { ChannelChart } from './channel-chart.tsx';
import { CourseChart } from './course-chart.tsx';
import { Definition } from './definition.tsx';
import { Filters } from './filters.tsx';
import { InsightCard } from './insight-card.tsx';
import { insightsPath, useInsightsAddress } from './insights-address.ts';
import { type InsightsSetting, InsightsSettingContext, useCurrency, useSaying } from './insights-setting.ts';
import { RowsTable } from './rows-table.tsx';
import { Reading } from './tile.tsx';
import { useInsight } from './use-insight.ts';

/** One figure in full: its number, its formula with the numbers put in, its chart, and the accounts behind it. */
export function KpiScreen({ setting, kpi }: { readonly setting: InsightsSetting; readonly kpi: KpiKey }) {
  return (
    <InsightsSettingContext value={setting}>
      <div className="thin-scroll h-full overflow-y-auto">
        <div className="mx-auto flex max-w-screen-xl flex-col gap-4 px-4 py-4 lg:px-6 lg:py-5">
          <Whole kpi={kpi} />
        </div>
      </div>
    </InsightsSettingContext>
  );
}

function Whole({ kpi }: { readonly kpi: KpiKey }) {
  const t = useTranslations('insights');
  const { day } = useSaying();
  const { ask, change } = useInsightsAddress();
  const { data, error, refetch } = useInsight(kpi, ask);
  return (
    <>
      <div>
        <Link
          href={insightsPath('/insights', ask)}
          className="inline-flex items-center gap-1.5 rounded-xs py-1 text-ink-2 text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          {t('back')}
        </Link>
        <div className="mt-1 flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-semibold text-2xl tracking-tight">{t(`kpi.${kpi}.full`)}</h1>
          {data ? (
            <p className="text-ink-3 text-sm">{t('range', { from: day(data.period.from), to: day(addDays(data.period.to, -1)) })}</p>
          ) : null}
        </div>
      </div>
      <Filters ask={ask} onChange={change} />
      {error && !data ? (
        <Failure title={t('brokenTitle')} refused={t('refusedTitle')} error={error} onRetry={() => refetch()} />
      ) : (
        <>
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-3">
            <section
              aria-label={t(`kpi.${kpi}.name`)}
              className="flex flex-col justify-center rounded-xl border bg-surface p-4 shadow-1 lg:p-6"
            >
              <h2 className="font-medium text-ink-2 text-sm">{t(`kpi.${kpi}.name`)}</h2>
              {data ? <Reading insight={data} ask={ask} isLarge /> : null}
            </section>
            <section aria-label={t('how')} className="rounded-xl border bg-surface p-4 shadow-1 lg:col-span-2">
              <Definition kpi={kpi} ask={ask} hasWay={false} />
            </section>
          </div>
          <Drawing kpi={kpi} ask={ask} />
          <RowsTable kpi={kpi} ask={ask} />
        </>
      )}
    </>
  );
}

function Drawing({ kpi, ask }: { readonly kpi: KpiKey; readonly ask: InsightsAsk }) {
  const currency = useCurrency(ask.currency);
  if (kpi === 'aging') {
    return (
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-5">
        <InsightCard kpi={kpi} ask={ask} part="whole" className="lg:col-span-3" isTall>
          {(insight, isStale) => <AgingChart insight={insight} currency={currency} isStale={isStale} className="lg:col-span-3" />}
        </InsightCard>
        <InsightCard kpi={kpi} ask={ask} part="figure" className="lg:col-span-2">
          {(insight, isStale) => <BucketTable insight={insight} currency={currency} isStale={isStale} className="lg:col-span-2" />}
        </InsightCard>
      </div>
    );
  }
  if (kpi === 'channelEffect') {
    return (
      <InsightCard kpi={kpi} ask={ask} part="figure" className="">
        {(insight, isStale) => <ChannelChart insight={insight} isStale={isStale} />}
      </InsightCard>
    );
  }
  return (
    <InsightCard kpi={kpi} ask={ask} part="whole" className="">
      {(insight, isStale) => <CourseChart insight={insight} currency={currency} isStale={isStale} />}
    </InsightCard>
  );
}
