import { timelineQuerySchema } from '#lib/api/debtors.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { debtorTimeline } from '#lib/server/debtor.ts';

/** A part of what happened to a debtor, newest first. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.read', async ({ db, session }) => {
    const query = readInput(timelineQuerySchema, Object.fromEntries(new URL(request.url).searchParams));
    return debtorTimeline(db, session.workspace, (await params).id, query);
  });
}
