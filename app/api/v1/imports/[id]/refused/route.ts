import { answerCall } from '#lib/server/api-call.ts';
import { refusedRows } from '#lib/server/refused-rows.ts';

/** The refused rows with their reasons, as a CSV file. */
export function GET(request: Request, { params }: { readonly params: Promise<{ id: string }> }): Promise<Response> {
  return answerCall(request, 'portfolio.import', async ({ db, session }) => refusedRows(db, session.workspace, Number((await params).id)));
}
