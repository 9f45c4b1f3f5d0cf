import { answerCall } from '#lib/server/api-call.ts';
import { publishPlan } from '#lib/server/publish-journey.ts';

/** What publishing the saved draft would do, with everything that was found. */
export function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => publishPlan(db, session.workspace, (await params).key));
}
