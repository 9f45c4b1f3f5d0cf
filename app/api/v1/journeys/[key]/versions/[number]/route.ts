import { answerCall } from '#lib/server/api-call.ts';
import { journeyVersion } from '#lib/server/journey-versions.ts';
import { readVersionNumber } from '#lib/server/version-number.ts';

/** One version as it was frozen, and what going back to it would change. */
export function GET(request: Request, { params }: { params: Promise<{ key: string; number: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => {
    const { key, number } = await params;
    return journeyVersion(db, session.workspace, key, readVersionNumber(number));
  });
}
