import { answerCall } from '#lib/server/api-call.ts';
import { contactDetail } from '#lib/server/contacts.ts';

/** One contact, with its words, accounts and why. */
export function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerCall(request, 'inbox.read', async ({ db, session }) => contactDetail(db, session.workspace, (await params).key));
}
