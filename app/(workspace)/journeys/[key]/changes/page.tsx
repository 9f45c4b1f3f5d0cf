import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ChangesView } from '#components/templates/changes-view.tsx';
import { appDatabase } from '#lib/db/client.ts';
import { journeyBesideParent } from '#lib/server/gallery.ts';
import { requirePermission } from '#lib/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('changes.panel'))('title') };
}

/** What changed in a journey since it was cloned. */
export default async function JourneyChangesPage({ params }: { params: Promise<{ key: string }> }) {
  const { workspace } = await requirePermission('journey.read');
  const { key } = await params;
  const journey = (await journeyBesideParent(await appDatabase(), workspace.id, key)) ?? notFound();
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <ChangesView journeyKey={key} name={journey.name} journey={journey} parent={journey.parent} />
    </div>
  );
}
