import { changeRoleSchema } from '#lib/api/people.ts';
import { answerCall, readInput } from '#lib/server/api-call.ts';
import { readJson } from '#lib/server/limited-body.ts';
import { changeRole, removeMember } from '#lib/server/people.ts';

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** Gives a person another role. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return answerCall(request, 'workspace.admin', async ({ db, session: { workspace, person } }) => {
    const { role } = readInput(changeRoleSchema, await readJson(request));
    return changeRole(db, { workspace, personId: person.id }, (await params).id, role);
  });
}

/** Takes a person's role away. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return answerCall(request, 'workspace.admin', async ({ db, session: { workspace, person } }) =>
    removeMember(db, { workspace, personId: person.id }, (await params).id),
  );
}
