import { answerCall } from '#lib/server/api-call.ts';
import { scenarioList } from '#lib/server/journey-scenarios.ts';

/** The test cases of a journey, run on its saved draft. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => scenarioList(db, session.workspace, (await params).key));
}
