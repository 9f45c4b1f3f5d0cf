import { inviteSchema } from '#lib/api/people.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { invite } from '#lib/server/invitations.ts';
import { readJson } from '#lib/server/limited-body.ts';

/** Makes a link by which one person joins in a role; it is told this once. */
export function POST(request: Request): Promise<Response> {
  return answerCall(
    request,
    'workspace.admin',
    async ({ db, session: { workspace, person } }) =>
      invite(db, { workspace, personId: person.id }, readInput(inviteSchema, await readJson(request))),
    201,
  );
}
