'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { InsightsAsk } from '#lib/api/insights-route.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { insightsPath } from './insights-address.ts';
import { useInsight } from './use-insight.ts';
import { Worked } from './worked.tsx';

/** What a figure is: its formula in words, the same with its numbers put in, what to know of it, and the way to its rows. */
export function Definition({ kpi, ask, hasWay = true }: { readonly kpi: KpiKey; readonly ask: InsightsAsk; readonly hasWay?: boolean }) {
  const t = useTranslations('insights');
  const { data } = useInsight(kpi, ask);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h3 className="label-caps">{t('how')}</h3>
        <p className="mt-1 max-w-prose text-base">{t(`kpi.${kpi}.formula`)}</p>
      </div>
      {data ? (
        <div className="rounded-lg bg-sunken px-3.5 py-2.5 text-base">
          <h4 className="mb-1 text-ink-3 text-xs">{t('withNumbers')}</h4>
          <Worked insight={data} />
        </div>
      ) : null}
      <p className="max-w-prose text-ink-2 text-sm">{t(`kpi.${kpi}.note`)}</p>
      {hasWay ? (
        <Button asChild className="self-start">
          <Link href={insightsPath(`/insights/${kpi}`, ask)}>
            {t('rows')}
            <ArrowRight aria-hidden className="size-4" />
          </Link>
        </Button>
      ) : null}
    </div>
  );
}
