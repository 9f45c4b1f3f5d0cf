import { dehydrate, HydrationBoundary, type InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ImportHome } from '#components/portfolio/import-home.tsx';
import { ImportSkeleton } from '#components/portfolio/import-skeleton.tsx';
import type { ImportPage } from '#lib/api/imports.ts';
import { importsKey } from '#lib/api/imports-route.ts';
import { appDatabase } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { importLimit } from '#lib/server/import-files.ts';
import { importPage } from '#lib/server/imports.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('importing'))('title') };
}

/** Where a portfolio file is brought, and the history of imports. */
export default async function ImportsPage() {
  const { workspace } = await requirePermission('portfolio.import');
  return (
    <Suspense fallback={<ImportSkeleton />}>
      <Imports workspace={workspace} />
    </Suspense>
  );
}

async function Imports({ workspace }: { readonly workspace: WorkspaceStanding }) {
  const memory = new QueryClient();
  const [{ importing, date, problem }] = await Promise.all([
    getMessages(),
    memory.prefetchInfiniteQuery<ImportPage, Error, InfiniteData<ImportPage>, typeof importsKey, string | null>({
      queryKey: importsKey,
      queryFn: async () => importPage(await appDatabase(), workspace, null),
      initialPageParam: null,
    }),
  ]);
  return (
    <NextIntlClientProvider messages={{ importing, date, problem }}>
      <HydrationBoundary state={dehydrate(memory)}>
        <ImportHome limit={importLimit()} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
