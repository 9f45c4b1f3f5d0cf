import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import Link from 'next/link';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { CallsCard } from '#components/settings/calls-card.tsx';
import { PeopleScreen } from '#components/settings/people-screen.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { PEOPLE_KEY } from '#lib/api/people-route.ts';
import { CALLS_KEY } from '#lib/api/webhook-calls-route.ts';
import { appDatabase } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { readPeople } from '#lib/server/people.ts';
import { requirePermission } from '#lib/server/session.ts';
import { readCalls } from '#lib/server/webhook-calls.ts';
import { workspaceChoices } from '#lib/server/workspace-choices.ts';
import { readSettings } from '#lib/server/workspace-settings.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

/** What the workspace is, who belongs to it in which role, and the links by which others join. For its admins. */
export default async function SettingsPage() {
  const { workspace, person } = await requirePermission('workspace.admin');
  const [t, messages, memory] = await Promise.all([getTranslations('settings'), getMessages(), remembered(workspace)]);
  const { settings, newWorkspace, language, role, date, problem, calls, webhookCall } = messages;
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-5 py-8 lg:py-12">
        <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
        <NextIntlClientProvider messages={{ settings, newWorkspace, language, role, date, problem, calls, webhookCall }}>
          <WorkspaceFacts workspace={workspace} />
          <HydrationBoundary state={memory}>
            <PeopleScreen myId={person.id} />
            <CallsCard />
          </HydrationBoundary>
        </NextIntlClientProvider>
      </div>
    </div>
  );
}

async function remembered(workspace: WorkspaceStanding) {
  const memory = new QueryClient();
  const db = await appDatabase();
  await memory.prefetchQuery({ queryKey: PEOPLE_KEY, queryFn: () => readPeople(db, workspace) });
  await memory.prefetchQuery({ queryKey: CALLS_KEY, queryFn: () => readCalls(db, workspace) });
  return dehydrate(memory);
}

/** The workspace's own form; before it, what never changes. */
async function WorkspaceFacts({ workspace }: { readonly workspace: WorkspaceStanding }) {
  const [t, shell, language, first] = await Promise.all([
    getTranslations('settings'),
    getTranslations('shell'),
    getLocale(),
    readSettings(await appDatabase(), workspace),
  ]);
  return (
    <section aria-labelledby="workspace-facts" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="workspace-facts" className="font-semibold text-lg">
          {t('workspace')} <span className="font-normal text-ink-3 text-sm">{shell(workspace.mode)}</span>
        </h2>
        <div className="flex flex-wrap gap-2">
          <Button asChild size="small">
            <Link href="/policy">{t('policy')}</Link>
          </Button>
          <Button asChild size="small">
            <Link href="/first-steps">{t('firstSteps')}</Link>
          </Button>
        </div>
      </div>
      <WorkspaceForm key={workspace.slug} first={first} choices={workspaceChoices(language)} />
    </section>
  );
}
