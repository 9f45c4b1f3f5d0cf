import { answerCall } from '#lib/server/api-call.ts';
import { journeyContext } from '#lib/server/journey-context.ts';

/** What a draft is judged against, and what to preview it with. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => journeyContext(db, session.workspace, (await params).key));
}
