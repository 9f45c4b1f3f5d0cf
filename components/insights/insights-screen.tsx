'use client';

import { ChartNoAxesCombined, FileUp } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import type { InsightsAsk } from '#lib/api/insights-route.ts';
import { KPI_KEYS, type KpiKey } from '#lib/kpi/definition.ts';
import { AgingChart, BucketTable } from './aging-chart.tsx';
import { ChannelChart } from './channel-chart.tsx';
import { CourseChart } from './course-chart.tsx';
import { Definition } from './definition.tsx';
import { Filters } from './filters.tsx';
import { InsightCard } from './insight-card.tsx';
import { useInsightsAddress } from './insights-address.ts';
import { type InsightsSetting, InsightsSettingContext, useCurrency, useSaying } from './insights-setting.ts';
import { Tile } from './tile.tsx';
import { OnBoardContext, useInsight } from './use-insight.ts';

interface InsightsScreenProps {
  readonly setting: InsightsSetting;
  readonly hasPortfolio: boolean;
  readonly mayImport: boolean;
}

/** The figures of the portfolio: tiles, what they are made of, and charts; all of them narrowed alike, by the address. */
export function InsightsScreen({ setting, hasPortfolio, mayImport }: InsightsScreenProps) {
  return (
    <InsightsSettingContext value={setting}>
      <div className="thin-scroll h-full overflow-y-auto">
        <div className="mx-auto flex max-w-screen-2xl flex-col gap-4 px-4 py-4 lg:px-6 lg:py-5">
          <OnBoardContext value={true}>{hasPortfolio ? <Board /> : <Nothing mayImport={mayImport} />}</OnBoardContext>
        </div>
      </div>
    </InsightsSettingContext>
  );
}

function Nothing({ mayImport }: { readonly mayImport: boolean }) {
  const t = useTranslations('insights');
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
      <BlankState
        picture={ChartNoAxesCombined}
        title={t('emptyTitle')}
        actions={
          mayImport ? (
            <Button asChild look="primary">
              <Link href="/import">
                <FileUp aria-hidden className="size-4" />
                {t('emptyGo')}
              </Link>
            </Button>
          ) : null
        }
      >
        {t('emptyText')}
      </BlankState>
    </>
  );
}

function Board() {
  const t = useTranslations('insights');
  const { ask, change } = useInsightsAddress();
  const [defined, setDefined] = useState<KpiKey | null>(null);
  const definitionId = useId();
  return (
    <>
      <Head />
      <Filters ask={ask} onChange={change} />
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
        {KPI_KEYS.map((kpi) => (
          <Tile
            key={kpi}
            kpi={kpi}
            ask={ask}
            isOpen={defined === kpi}
            definitionId={definitionId}
            onDefine={() => setDefined(defined === kpi ? null : kpi)}
          />
        ))}
      </div>
      <section id={definitionId} hidden={defined === null} aria-label={defined ? t(`kpi.${defined}.full`) : undefined} aria-live="polite">
        {defined ? (
          <div className="rounded-xl border border-brand bg-surface p-4 shadow-1">
            <h2 className="mb-3 font-semibold text-lg">{t(`kpi.${defined}.full`)}</h2>
            <Definition kpi={defined} ask={ask} />
          </div>
        ) : null}
      </section>
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-10">
        <AgingCards ask={ask} />
        <InsightCard kpi="channelEffect" ask={ask} part="figure" className="xl:col-span-5">
          {(insight, isStale) => <ChannelChart insight={insight} isStale={isStale} className="xl:col-span-5" />}
        </InsightCard>
        <CourseCard ask={ask} />
      </div>
    </>
  );
}

/** The screen's name, and up to when things are known. */
function Head() {
  const t = useTranslations('insights');
  const { day } = useSaying();
  const { data } = useInsight('aging', useInsightsAddress().ask);
  const last = data?.figure[0]?.date;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
      {last ? <p className="text-ink-3 text-sm">{t('asOf', { date: day(last) })}</p> : null}
    </div>
  );
}

function AgingCards({ ask }: { readonly ask: InsightsAsk }) {
  const currency = useCurrency(ask.currency);
  return (
    <>
      <InsightCard kpi="aging" ask={ask} part="whole" className="xl:col-span-6" isTall>
        {(insight, isStale) => <AgingChart insight={insight} currency={currency} isStale={isStale} className="xl:col-span-6" />}
      </InsightCard>
      <InsightCard kpi="aging" ask={ask} part="figure" className="xl:col-span-4">
        {(insight, isStale) => <BucketTable insight={insight} currency={currency} isStale={isStale} className="xl:col-span-4" />}
      </InsightCard>
    </>
  );
}

const COURSES = ['recoveryRate', 'daysLate', 'contactsPerAccount'] as const;

function CourseCard({ ask }: { readonly ask: InsightsAsk }) {
  const t = useTranslations('insights');
  const [kpi, setKpi] = useState<(typeof COURSES)[number]>('recoveryRate');
  const currency = useCurrency(ask.currency);
  const choice = (
    <Select
      label={t('chart.which')}
      value={kpi}
      options={COURSES.map((value) => ({ value, label: t(`kpi.${value}.name`) }))}
      onChange={({ target }) => setKpi(COURSES.find((one) => one === target.value) ?? 'recoveryRate')}
    />
  );
  return (
    <InsightCard key={kpi} kpi={kpi} ask={ask} part="whole" className="xl:col-span-5">
      {(insight, isStale) => (
        <CourseChart insight={insight} currency={currency} isStale={isStale} choice={choice} className="xl:col-span-5" />
      )}
    </InsightCard>
  );
}
