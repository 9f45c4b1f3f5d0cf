import { debtorsQuerySchema } from '#lib/api/debtors.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { debtorPage } from '#lib/server/debtors.ts';

/** A page of the workspace's debtors, the most overdue first. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'portfolio.read', ({ db, session }) => {
    const query = readInput(debtorsQuerySchema, Object.fromEntries(new URL(request.url).searchParams));
    return debtorPage(db, session.workspace, query);
  });
}
