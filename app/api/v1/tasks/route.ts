import { answerCall } from '#lib/server/api-call.ts';
import { deskList } from '#lib/server/desk.ts';

/** The worklist: open tasks by queue, priority and age. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'tasks.work', ({ db, session }) => deskList(db, session));
}
