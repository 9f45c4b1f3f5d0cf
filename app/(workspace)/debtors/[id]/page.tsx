import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DebtorScreen } from '#components/debtor/debtor-screen.tsx';
import { DebtorSkeleton } from '#components/debtor/debtor-skeleton.tsx';
import { can } from '#lib/api/permissions.ts';
import { localDateOf } from '#lib/base/civil.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { loadDebtor } from '#lib/server/load-debtors.ts';
import { requirePermission } from '#lib/server/session.ts';

interface DebtorPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('debtor'))('title') };
}

/** One debtor: who they are, what they owe, and everything that happened, with its why. */
export default async function DebtorPage({ params, searchParams }: DebtorPageProps) {
  const { workspace } = await requirePermission('portfolio.read');
  const { account } = await searchParams;
  return (
    <Suspense fallback={<DebtorSkeleton />}>
      <Debtor workspace={workspace} id={idOf((await params).id)} account={typeof account === 'string' ? account : null} />
    </Suspense>
  );
}

/** A page's segment comes as it stands in the address. */
function idOf(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

interface DebtorProps {
  readonly workspace: WorkspaceStanding;
  readonly id: string;
  readonly account: string | null;
}

async function Debtor({ workspace, id, account }: DebtorProps) {
  const [loaded, messages] = await Promise.all([loadDebtor(workspace, id, account), getMessages()]);
  if (!loaded) notFound();
  const { debtor, debtors, bucket, channel, status, why, rule, answer, accountStatus, messageLanguage, date, place, problem, webhookCall } =
    messages;
  const { clockAt, role, timezone, country } = workspace;
  const answeringOn = clockAt !== null && can(role, 'sandbox.answer') ? localDateOf(clockAt, timezone) : null;
  return (
    <NextIntlClientProvider
      messages={{
        debtor,
        debtors,
        bucket,
        channel,
        status,
        why,
        rule,
        answer,
        accountStatus,
        messageLanguage,
        date,
        place,
        problem,
        webhookCall,
      }}
    >
      <HydrationBoundary state={loaded.memory}>
        <DebtorScreen key={id} id={id} country={country} answeringOn={answeringOn} mayReadInbox={can(role, 'inbox.read')} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
