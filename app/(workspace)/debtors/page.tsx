import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DebtorsSkeleton } from '#components/debtor/debtor-skeleton.tsx';
import { DebtorsScreen } from '#components/debtor/debtors-screen.tsx';
import { can } from '#lib/api/permissions.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { loadDebtors, type ReadDebtorsFilter, readDebtorsFilter } from '#lib/server/load-debtors.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('debtors'))('title') };
}

/** Everyone whose accounts the workspace holds. */
export default async function DebtorsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { workspace } = await requirePermission('portfolio.read');
  const filter = readDebtorsFilter(await searchParams);
  return (
    <Suspense fallback={<DebtorsSkeleton />}>
      <Debtors workspace={workspace} filter={filter} />
    </Suspense>
  );
}

async function Debtors({ workspace, filter }: { readonly workspace: WorkspaceStanding; readonly filter: ReadDebtorsFilter }) {
  const [{ memory, countries }, messages] = await Promise.all([loadDebtors(workspace, filter), getMessages()]);
  const { debtors, bucket, channel, date, problem } = messages;
  const { country, role } = workspace;
  return (
    <NextIntlClientProvider messages={{ debtors, bucket, channel, date, problem }}>
      <HydrationBoundary state={memory}>
        <DebtorsScreen country={country} countries={countries} mayImport={can(role, 'portfolio.import')} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
