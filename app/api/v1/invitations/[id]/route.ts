import { answerCall } from '#lib/server/api-call.ts';
import { revoke } from '#lib/server/invitations.ts';

/** Makes a link worthless. */
export function DELETE(request: Request, { params }: { readonly params: Promise<{ readonly id: string }> }): Promise<Response> {
  return answerCall(request, 'workspace.admin', async ({ db, session: { workspace, person } }) =>
    revoke(db, { workspace, personId: person.id }, (await params).id),
  );
}
