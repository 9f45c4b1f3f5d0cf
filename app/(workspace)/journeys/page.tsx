import { LayoutTemplate, Waypoints } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { CreateJourney } from '#components/journeys/create-journey.tsx';
import { JourneyTable } from '#components/journeys/journey-table.tsx';
import { JourneysSkeleton } from '#components/journeys/journeys-skeleton.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { can } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { journeyList } from '#lib/server/journeys.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('journeys'))('title') };
}

/** Every journey of the workspace. Permission is asked before anything is sent, so that a refusal is a 403. */
export default async function JourneysPage() {
  const { workspace } = await requirePermission('journey.read');
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <Suspense fallback={<JourneysSkeleton />}>
        <Journeys workspace={workspace} />
      </Suspense>
    </div>
  );
}

async function Journeys({ workspace }: { readonly workspace: WorkspaceStanding }) {
  const [{ journeys }, t, messages] = await Promise.all([
    appDatabase().then((db) => journeyList(db, workspace)),
    getTranslations('journeys'),
    getMessages(),
  ]);
  const { journeys: words, problem } = messages;
  const create = can(workspace.role, 'journey.edit') ? (
    <NextIntlClientProvider messages={{ journeys: words, problem }}>
      <CreateJourney />
    </NextIntlClientProvider>
  ) : null;
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6 sm:px-6 lg:py-8">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
          <p className="text-ink-2">{t('lead', { count: journeys.length })}</p>
        </div>
        {journeys.length > 0 ? create : null}
      </div>
      {journeys.length > 0 ? (
        <JourneyTable journeys={journeys} zone={workspace.timezone} />
      ) : (
        <BlankState
          picture={Waypoints}
          title={t('emptyTitle')}
          actions={create ? <EmptyActions create={create} text={t('templates')} /> : null}
        >
          {t(create ? 'emptyText' : 'emptyTextReader')}
        </BlankState>
      )}
    </div>
  );
}

function EmptyActions({ create, text }: { readonly create: React.ReactNode; readonly text: string }) {
  return (
    <>
      {create}
      <Button asChild>
        <Link href="/templates">
          <LayoutTemplate aria-hidden className="size-4" />
          {text}
        </Link>
      </Button>
    </>
  );
}
