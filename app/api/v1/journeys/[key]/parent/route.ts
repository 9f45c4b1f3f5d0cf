import { answerCall } from '#lib/server/api-call.ts';
import { journeyParent } from '#lib/server/gallery.ts';

/** What a journey was cloned from. */
export async function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params;
  return answerCall(request, 'journey.read', ({ db, session }) => journeyParent(db, session.workspace.id, key));
}
