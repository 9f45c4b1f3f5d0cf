import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { InvitationMade, Invite, People } from '#lib/api/people.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { addInvitation, type FoundInvitation, findInvitation, revokeInvitation } from '#lib/db/queries/invitations.ts';
import { roleOf } from '#lib/db/queries/members.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { Refused } from './api-call.ts';
import { type Doing, readPeople } from './people.ts';

/** For so long a link is good. */
const INVITATION_DAYS = 7;

/** Makes a link by which one person joins in a role. Its token is told here and kept nowhere: the table holds its hash. */
export async function invite(db: Database, { workspace, personId }: Doing, { role, note }: Invite): Promise<InvitationMade> {
  const [id, token] = [uuid7(), randomBytes(32).toString('base64url')];
  await db.transaction(async (tx) => {
    await addInvitation(tx, {
      id,
      role,
      note: note || null,
      workspaceId: workspace.id,
      tokenHash: hashOf(token),
      createdBy: personId,
      expiresAt: Date.now() + INVITATION_DAYS * MS_PER_DAY,
    });
    await noteDeed(tx, {
      workspaceId: workspace.id,
      personId,
      action: 'invitation.make',
      subject: id,
      detail: { role, note: note ?? null },
    });
  });
  return { id, path: `/invite/${token}` };
}

/** Makes a link worthless. Throws Refused where there is none open of this id. */
export async function revoke(db: Database, { workspace, personId }: Doing, id: string): Promise<People> {
  await db.transaction(async (tx) => {
    if (!(await revokeInvitation(tx, workspace.id, id))) throw new Refused(404, 'not-found');
    await noteDeed(tx, { workspaceId: workspace.id, personId, action: 'invitation.revoke', subject: id });
  });
  return readPeople(db, workspace);
}

/** A link as whoever holds it meets it: `member` where that person belongs to the workspace already. */
export type MetInvitation = Omit<FoundInvitation, 'state'> & { readonly state: FoundInvitation['state'] | 'member' };

/** What a token is worth to a person, or to someone who is not signed in; null where it is none of ours. Changes nothing. */
export async function meetInvitation(sql: Sql, token: string, personId: string | null): Promise<MetInvitation | null> {
  const found = await findInvitation(sql, hashOf(token));
  if (!found) return null;
  const isMember = personId !== null && (await roleOf(sql, found.workspaceId, personId)) !== null;
  return isMember ? { ...found, state: 'member' } : found;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
