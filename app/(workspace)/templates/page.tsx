import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Gallery } from '#components/templates/gallery.tsx';
import { can } from '#lib/api/permissions.ts';
import { appDatabase } from '#lib/db/client.ts';
import { ownJourneys } from '#lib/server/gallery.ts';
import { requirePermission } from '#lib/server/session.ts';
import { journeyTemplates } from '#lib/templates/journey-templates.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') };
}

/** The gallery: journeys to begin from. */
export default async function TemplatesPage() {
  const { workspace } = await requirePermission('journey.read');
  const [own, { templates }] = await Promise.all([ownJourneys(await appDatabase(), workspace.id), getMessages()]);
  return (
    <NextIntlClientProvider messages={{ templates }}>
      <div className="thin-scroll h-full overflow-y-auto">
        <Gallery templates={journeyTemplates()} own={own} role={workspace.role} mayClone={can(workspace.role, 'journey.edit')} />
      </div>
    </NextIntlClientProvider>
  );
}
