import { DOCUMENT_BYTES, segmentSizeSchema } from '#lib/api/journeys.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { segmentSize } from '#lib/server/journey-context.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

/** How many accounts a predicate holds today. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) =>
    segmentSize(db, session.workspace, readInput(segmentSizeSchema, await readLimitedJson(request, DOCUMENT_BYTES)).where),
  );
}
