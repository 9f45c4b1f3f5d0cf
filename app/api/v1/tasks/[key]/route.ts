import { deskDeedSchema } from '#lib/api/desk.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { deskTask, doAtDesk } from '#lib/server/desk.ts';
import { readJson } from '#lib/server/limited-body.ts';

interface Context {
  readonly params: Promise<{ readonly key: string }>;
}

/** One task, and whether its contact may begin now. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerCall(request, 'tasks.work', async ({ db, session }) => deskTask(db, session, (await params).key));
}

/** One deed at the desk: take, release, start, log. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerCall(request, 'tasks.work', async ({ db, session }) =>
    doAtDesk(db, session, (await params).key, readInput(deskDeedSchema, await readJson(request))),
  );
}
