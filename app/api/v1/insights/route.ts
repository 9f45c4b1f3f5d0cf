import { insightsQuerySchema } from '#lib/api/insights.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { boardOf } from '#lib/server/insights.ts';

/** All figures at once, with the courses that the board draws. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'insights.read', ({ db, session }) =>
    boardOf(db, session.workspace, readInput(insightsQuerySchema, Object.fromEntries(new URL(request.url).searchParams))),
  );
}
