import { answerCall } from '#lib/server/api-call.ts';
import { restoreMessages } from '#lib/server/journey-versions.ts';
import { readVersionNumber } from '#lib/server/version-number.ts';

/** Gives the messages of a version its words again. */
export function POST(request: Request, { params }: { params: Promise<{ key: string; number: string }> }): Promise<Response> {
  return answerCall(request, 'journey.edit', async ({ db, session }) => {
    const { key, number } = await params;
    return restoreMessages(db, session, key, readVersionNumber(number));
  });
}
