import { getTranslations } from 'next-intl/server';
import { createJourneySchema } from '#lib/api/journeys.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { createJourney, journeyList } from '#lib/server/journeys.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

const BODY_BYTES = 4_096;

/** The workspace's journeys. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'journey.read', ({ db, session }) => journeyList(db, session.workspace));
}

/** Makes a journey. `Idempotency-Key` names the wish. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const wish = readInput(createJourneySchema, await readLimitedJson(request, BODY_BYTES));
    const t = await getTranslations('journeys.blank');
    const words = { pre: t('pre'), due: t('due'), early: t('early'), entry: t('entry') };
    return createJourney(db, session, wish, request.headers.get('idempotency-key')?.slice(0, 200) ?? null, words);
  });
}
