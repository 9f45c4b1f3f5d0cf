import { moveClockSchema } from '#lib/api/clock.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { advanceClock, readClock } from '#lib/server/clock.ts';
import { readJson } from '#lib/server/limited-body.ts';

/** What a test workspace's clock shows, and how its newest move stands. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'clock.read', ({ db, session }) => readClock(db, session.workspace));
}

/** Has it move forward: answered with 202 while it moves. */
export function POST(request: Request): Promise<Response> {
  return answerCall(
    request,
    'clock.write',
    async ({ db, session }) => {
      const move = readInput(moveClockSchema, await readJson(request));
      return advanceClock(db, session.workspace, session.person.id, move);
    },
    202,
  );
}
