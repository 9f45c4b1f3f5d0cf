import { answerCall } from '#lib/server/api-call.ts';
import { debtorDetail } from '#lib/server/debtor.ts';

/** One debtor: who they are, how they are reached, what they owe. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.read', async ({ db, session }) => debtorDetail(db, session.workspace, (await params).id));
}
