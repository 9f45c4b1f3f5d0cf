import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import { QueryProvider } from '#components/shell/query-provider.tsx';
import { StudioScreen } from '#components/studio/studio-screen.tsx';
import { BareCanvas } from './bare-canvas.tsx';
import { largeJourney } from './large-journey.ts';

const NODES = 200;

/** The page that `npm run bench -- canvas` drives. Only a build for the bench has it (next.config.js): nothing of it reaches a user. */
export default async function CanvasBench({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const document = largeJourney(NODES);
  if ((await searchParams).bare !== undefined) return <BareCanvas document={document} />;
  const at = '2026-01-01T00:00:00Z';
  const standing = {
    key: 'bench',
    name: 'bench',
    status: 'draft',
    revision: 1,
    hasChanges: false,
    updatedAt: at,
    updatedBy: null,
  } as const;
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <QueryProvider words={{ text: '', signIn: '' }}>
        <div className="h-dvh">
          <StudioScreen journey={{ ...standing, document, liveVersion: null }} canEdit canPublish currency="COP" scope="bench" />
        </div>
      </QueryProvider>
    </NextIntlClientProvider>
  );
}
