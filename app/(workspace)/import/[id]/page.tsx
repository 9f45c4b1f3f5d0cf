import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ImportScreen } from '#components/portfolio/import-screen.tsx';
import { ImportSkeleton } from '#components/portfolio/import-skeleton.tsx';
import { importKey } from '#lib/api/imports-route.ts';
import { appDatabase } from '#lib/db/client.ts';
import { findImport } from '#lib/db/queries/imports.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { importDetail } from '#lib/server/imports.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('importing'))('title') };
}

/** One file on its way into the portfolio: its columns, what it would change, how far it is and what became of it. */
export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { workspace } = await requirePermission('portfolio.import');
  const id = Number((await params).id);
  const isKnown = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 && (await findImport(await appDatabase(), workspace.id, id));
  if (!isKnown) notFound();
  return (
    <Suspense fallback={<ImportSkeleton />}>
      <Import workspace={workspace} id={id} />
    </Suspense>
  );
}

async function Import({ workspace, id }: { readonly workspace: WorkspaceStanding; readonly id: number }) {
  const memory = new QueryClient();
  const [{ importing, date, problem, accountStatus, channel }] = await Promise.all([
    getMessages(),
    memory.prefetchQuery({ queryKey: importKey(id), queryFn: async () => importDetail(await appDatabase(), workspace, id) }),
  ]);
  const { timezone, currency } = workspace;
  return (
    <NextIntlClientProvider messages={{ importing, date, problem, accountStatus, channel }}>
      <HydrationBoundary state={dehydrate(memory)}>
        <ImportScreen id={id} workspace={{ timezone, currency, zones: Intl.supportedValuesOf('timeZone') }} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
