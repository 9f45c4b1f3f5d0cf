import { DOCUMENT_BYTES, saveJourneySchema } from '#lib/api/journeys.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { journeyDetail, saveJourney } from '#lib/server/journeys.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** A journey's draft. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => journeyDetail(db, session.workspace, (await params).key));
}

/** Saves a draft on the revision it was made on. What is over the limit is refused before it is read. */
export function PUT(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const save = readInput(saveJourneySchema, await readLimitedJson(request, DOCUMENT_BYTES + 1_024));
    return saveJourney(db, session, (await params).key, save);
  });
}
