import { answerCall } from '#lib/server/api-call.ts';
import { standStill } from '#lib/server/publish-journey.ts';

/** Has the journey stand still. */
export function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'journey.publish', async ({ db, session }) => standStill(db, session, (await params).key, 'paused'));
}
