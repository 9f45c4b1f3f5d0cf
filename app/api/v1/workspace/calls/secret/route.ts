import { answerCall } from '#lib/server/api-call.ts';
import { makeSecret } from '#lib/server/webhook-calls.ts';

/** Makes a new secret that signs calls; it is told this once. */
export function POST(request: Request): Promise<Response> {
  return answerCall(
    request,
    'workspace.admin',
    ({ db, session: { workspace, person } }) => makeSecret(db, { workspace, personId: person.id }),
    201,
  );
}
