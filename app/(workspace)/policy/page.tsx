import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { PolicyScreen } from '#components/policy/policy-screen.tsx';
import { can } from '#lib/api/permissions.ts';
import { POLICY_KEY } from '#lib/api/policy-route.ts';
import { appDatabase } from '#lib/db/client.ts';
import { readPolicyView } from '#lib/server/policy.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') };
}

/** The contact policy: each rule in words with its article, and what the workspace makes stricter. */
export default async function PolicyPage() {
  const { workspace } = await requirePermission('policy.read');
  const [t, messages] = await Promise.all([getTranslations('policy'), getMessages()]);
  const memory = new QueryClient();
  const db = await appDatabase();
  await memory.prefetchQuery({ queryKey: POLICY_KEY, queryFn: () => readPolicyView(db, workspace) });
  const { policy, rule, date, problem } = messages;
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-5 py-8 lg:py-12">
        <div className="flex flex-col gap-1.5">
          <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
          <p className="text-ink-2">{t('lead')}</p>
        </div>
        <NextIntlClientProvider messages={{ policy, rule, date, problem }}>
          <HydrationBoundary state={dehydrate(memory)}>
            <PolicyScreen mayWrite={can(workspace.role, 'policy.write')} />
          </HydrationBoundary>
        </NextIntlClientProvider>
      </div>
    </div>
  );
}
