import { stopClockSchema } from '#lib/api/clock.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { stopClock } from '#lib/server/clock.ts';
import { readJson } from '#lib/server/limited-body.ts';

/** Has a move of the clock stop at its next safe place. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'clock.write', async ({ db, session }) =>
    stopClock(db, session.workspace, readInput(stopClockSchema, await readJson(request)).move),
  );
}
