import { answerCall } from '#lib/server/api-call.ts';
import { journeyVersions } from '#lib/server/journey-versions.ts';

/** The versions that a journey was published as. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => journeyVersions(db, session.workspace, (await params).key));
}
