import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { InsightsScreen } from '#components/insights/insights-screen.tsx';
import { InsightsSkeleton } from '#components/insights/insights-skeleton.tsx';
import { can } from '#lib/api/permissions.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { loadInsights, type ReadAsk, readAsk } from '#lib/server/insights-page.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('title') };
}

/** The figures of the portfolio. Permission is asked before anything is sent, so that a refusal is a 403. */
export default async function InsightsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { workspace } = await requirePermission('insights.read');
  return (
    <Suspense fallback={<InsightsSkeleton />}>
      <Insights workspace={workspace} read={readAsk(await searchParams)} />
    </Suspense>
  );
}

async function Insights({ workspace, read }: { readonly workspace: WorkspaceStanding; readonly read: ReadAsk }) {
  const [{ memory, setting, hasPortfolio }, { insights, channel, date, problem }] = await Promise.all([
    loadInsights(workspace, read, null),
    getMessages(),
  ]);
  return (
    <NextIntlClientProvider messages={{ insights, channel, date, problem }}>
      <HydrationBoundary state={memory}>
        <InsightsScreen setting={setting} hasPortfolio={hasPortfolio} mayImport={can(workspace.role, 'portfolio.import')} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
