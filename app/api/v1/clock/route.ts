import { moveClockSchema } from '#lib/api/clock.ts';
import { answerCall, readInput, readJson } from '#lib/server/api-call.ts';
import { advanceClock, readClock } from '#lib/server/clock.ts';

/** What a test workspace's clock shows. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'clock.read', ({ db, session }) => readClock(db, session.workspace));
}

/** Moves it forward. */
export function POST(request: Request): Promise<Response> {
  return answerCall(request, 'clock.write', async ({ db, session }) =>
    advanceClock(db, session.workspace, readInput(moveClockSchema, await readJson(request))),
  );
}
