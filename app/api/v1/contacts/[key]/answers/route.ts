import { answerSchema } from '#lib/api/answers.ts';
import { answerAsDebtor } from '#lib/server/answers.ts';
import { answerCall, Refused, readInput } from '#lib/server/api-call.ts';
import { readLimitedJson } from '#lib/server/limited-body.ts';

const BODY_BYTES = 8_192;

/** Answers a contact of a test workspace as the debtor would. `Idempotency-Key` names the wish. */
export function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'sandbox.answer', async ({ db, session }) => {
    const wish = request.headers.get('idempotency-key');
    if (!wish || !/^[\w-]{8,100}$/.test(wish)) {
      throw new Refused(400, 'bad-request', [{ path: 'Idempotency-Key', message: 'Name the answer by 8 to 100 letters, digits, _ or -.' }]);
    }
    const answer = readInput(answerSchema, await readLimitedJson(request, BODY_BYTES));
    return answerAsDebtor(db, session.workspace, (await params).key, answer, wish);
  });
}
