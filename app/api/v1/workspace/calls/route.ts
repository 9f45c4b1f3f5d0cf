import { answerCall } from '#lib/server/api-call.ts';
import { readCalls } from '#lib/server/webhook-calls.ts';

/** How calls to other systems are signed, and which are stuck. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'workspace.admin', ({ db, session }) => readCalls(db, session.workspace));
}
