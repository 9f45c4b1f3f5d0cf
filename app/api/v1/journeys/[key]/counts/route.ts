import { answerCall } from '#lib/server/api-call.ts';
import { journeyCounts } from '#lib/server/journey-counts.ts';

/** What stands at each node of the live version and went along each edge. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.read', async ({ db, session }) => journeyCounts(db, session.workspace, (await params).key));
}
