import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { InsightsSkeleton } from '#components/insights/insights-skeleton.tsx';
import { KpiScreen } from '#components/insights/kpi-screen.tsx';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { isKpi, type KpiKey } from '#lib/kpi/definition.ts';
import { loadInsights, type ReadAsk, readAsk } from '#lib/server/insights-page.ts';
import { requirePermission } from '#lib/server/session.ts';

interface KpiPageProps {
  readonly params: Promise<{ kpi: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: KpiPageProps): Promise<Metadata> {
  const [{ kpi }, t] = await Promise.all([params, getTranslations('insights')]);
  return { title: isKpi(kpi) ? t(`kpi.${kpi}.full`) : t('title') };
}

/** One figure with its formula and the accounts behind it. */
export default async function KpiPage({ params, searchParams }: KpiPageProps) {
  const { workspace } = await requirePermission('insights.read');
  const { kpi } = await params;
  if (!isKpi(kpi)) notFound();
  return (
    <Suspense fallback={<InsightsSkeleton />}>
      <Figure workspace={workspace} kpi={kpi} read={readAsk(await searchParams)} />
    </Suspense>
  );
}

async function Figure({ workspace, kpi, read }: { readonly workspace: WorkspaceStanding; readonly kpi: KpiKey; readonly read: ReadAsk }) {
  const [{ memory, setting }, { insights, channel, date, problem }] = await Promise.all([
    loadInsights(workspace, read, kpi),
    getMessages(),
  ]);
  return (
    <NextIntlClientProvider messages={{ insights, channel, date, problem }}>
      <HydrationBoundary state={memory}>
        <KpiScreen setting={setting} kpi={kpi} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
