import { publishSchema } from '#lib/api/journeys.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';
import { publishDraft } from '#lib/server/publish-journey.ts';

/** A place for each of 2,000 steps. */
const BODY_BYTES = 1_048_576;

/** Publishes the draft as the person saw it. */
export function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.publish', async ({ db, session }) => {
    const { revision, underWay } = readInput(publishSchema, await readLimitedJson(request, BODY_BYTES));
    return publishDraft(db, session, (await params).key, revision, underWay);
  });
}
