import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { InboxScreen } from '#components/inbox/inbox-screen.tsx';
import { InboxSkeleton } from '#components/inbox/inbox-skeleton.tsx';
import { can } from '#lib/api/permissions.ts';
import { localDateOf } from '#lib/base/civil.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { loadInbox, type ReadFilter, readFilter } from '#lib/server/inbox.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

/** Every contact, as its channel shows it. Permission is asked before anything is sent, so that a refusal is a 403. */
export default async function InboxPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { workspace } = await requirePermission('inbox.read');
  const query = await searchParams;
  return (
    <Suspense fallback={<InboxSkeleton />}>
      <Inbox workspace={workspace} filter={readFilter(query)} contact={typeof query.contact === 'string' ? query.contact : null} />
    </Suspense>
  );
}

interface InboxProps {
  readonly workspace: WorkspaceStanding;
  readonly filter: ReadFilter;
  readonly contact: string | null;
}

async function Inbox({ workspace, filter, contact }: InboxProps) {
  const [{ memory, journeys, setUp }, messages] = await Promise.all([loadInbox(workspace, filter, contact), getMessages()]);
  const { name, country, timezone, mode, clockAt, role } = workspace;
  const answeringOn = clockAt !== null && can(role, 'sandbox.answer') ? localDateOf(clockAt, timezone) : null;
  const { inbox, channel, status, why, rule, answer, accountStatus, messageLanguage, date, place, problem } = messages;
  return (
    <NextIntlClientProvider messages={{ inbox, channel, status, why, rule, answer, accountStatus, messageLanguage, date, place, problem }}>
      <HydrationBoundary state={memory}>
        <InboxScreen workspace={{ name, country, timezone, mode, answeringOn }} journeys={journeys} setUp={setUp} />
      </HydrationBoundary>
    </NextIntlClientProvider>
  );
}
