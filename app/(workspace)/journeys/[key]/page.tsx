import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import { Suspense } from 'react';
import { StudioScreen } from '#components/studio/studio-screen.tsx';
import { StudioSkeleton } from '#components/studio/studio-skeleton.tsx';
import type { JourneyDetail } from '#lib/api/journeys.ts';
import { can } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import { Refused } from '#lib/server/api-call.ts';
import { journeyDetail } from '#lib/server/journeys.ts';
import { requirePermission, type WorkspaceSession } from '#lib/server/session.ts';

interface StudioPageProps {
  readonly params: Promise<{ key: string }>;
}

export async function generateMetadata({ params }: StudioPageProps): Promise<Metadata> {
  const { studio } = await getMessages();
  return { title: `${(await params).key} · ${studio.journeys}` };
}

/** One journey on its canvas. Permission is asked before anything is sent, so that a refusal is a 403. */
export default async function StudioPage({ params }: StudioPageProps) {
  const session = await requirePermission('journey.read');
  const { key } = await params;
  return (
    <Suspense fallback={<StudioSkeleton />}>
      <Studio session={session} journeyKey={key} />
    </Suspense>
  );
}

async function Studio({ session, journeyKey }: { readonly session: WorkspaceSession; readonly journeyKey: string }) {
  const [journey, messages] = await Promise.all([readJourney(session, journeyKey), getMessages()]);
  const { person, workspace } = session;
  const { studio, steps, events, fields, fieldGroups, fieldValues, operators, findings, accountStatus, problem } = messages;
  const { publishing, messageEditor, changes, channel, messageLanguage, scenarios, versions, simulation, bucket, rule, date } = messages;
  return (
    <NextIntlClientProvider
      messages={{
        studio,
        steps,
        events,
        fields,
        fieldGroups,
        fieldValues,
        operators,
        findings,
        accountStatus,
        problem,
        publishing,
        messageEditor,
        changes,
        channel,
        messageLanguage,
        scenarios,
        simulation,
        bucket,
        rule,
        date,
        versions,
      }}
    >
      <StudioScreen
        key={journeyKey}
        journey={journey}
        canEdit={can(workspace.role, 'journey.edit')}
        canPublish={can(workspace.role, 'journey.publish')}
        currency={workspace.currency}
        scope={`${person.id}.${workspace.slug}.${journeyKey}`}
      />
    </NextIntlClientProvider>
  );
}

/** The draft; the page of what is missing where the workspace has none of this key. */
async function readJourney({ workspace }: WorkspaceSession, key: string): Promise<JourneyDetail> {
  try {
    return await journeyDetail(await appDatabase(), workspace, key);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) notFound();
    throw error;
  }
}
