'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import type { Insight } from '#lib/api/insights.ts';
import type { InsightPart, InsightsAsk } from '#lib/api/insights-route.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { CardSkeleton } from './insights-skeleton.tsx';
import { useInsight } from './use-insight.ts';

interface InsightCardProps<Key extends KpiKey> {
  readonly kpi: Key;
  readonly ask: InsightsAsk;
  readonly part: InsightPart;
  readonly className: string;
  readonly isTall?: boolean;
  readonly children: (insight: Insight<Key>, isStale: boolean) => ReactNode;
}

/** What is drawn of a figure, or its shape while it is worked out, or why it could not be had. */
export function InsightCard<Key extends KpiKey>({ kpi, ask, part, className, isTall = false, children }: InsightCardProps<Key>) {
  const t = useTranslations('insights');
  const { data, error, refetch, isPlaceholderData } = useInsight(kpi, ask, part);
  if (data) return children(data, isPlaceholderData);
  if (!error) return <CardSkeleton className={className} isTall={isTall} />;
  return (
    <div className={`rounded-xl border bg-surface shadow-1 ${className}`}>
      <Failure title={t('brokenTitle')} refused={t('refusedTitle')} error={error} onRetry={() => refetch()} />
    </div>
  );
}
