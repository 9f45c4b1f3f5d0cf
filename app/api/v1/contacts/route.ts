import { contactsQuerySchema } from '#lib/api/contacts.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { contactPage } from '#lib/server/contacts.ts';

/** A page of the workspace's contacts. */
export function GET(request: Request): Promise<Response> {
  return answerCall(request, 'inbox.read', ({ db, session }) => {
    const query = readInput(contactsQuerySchema, Object.fromEntries(new URL(request.url).searchParams));
    return contactPage(db, session.workspace, query);
  });
}
