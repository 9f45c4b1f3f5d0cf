import { answerCall } from '#lib/server/api-call.ts';
import { readPeople } from '#lib/server/people.ts';

/** Everyone with a role in the workspace, and its open links. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'workspace.admin', ({ db, session }) => readPeople(db, session.workspace));
}
