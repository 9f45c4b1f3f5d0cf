import 'server-only';
import type { People } from '#lib/api/people.ts';
import type { Role } from '#lib/api/permissions.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { openInvitations } from '#lib/db/queries/invitations.ts';
import { holdAdmins, membersOf, roleOf, takeRole } from '#lib/db/queries/members.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { Refused } from './api-call.ts';

/** In which workspace something is done, and by whom. */
export interface Doing {
  readonly workspace: Pick<WorkspaceStanding, 'id' | 'timezone'>;
  readonly personId: string;
}

/** Everyone with a role in the workspace, and its open links. */
export async function readPeople(db: Sql, { id, timezone }: Doing['workspace']): Promise<People> {
  const [members, invitations] = await Promise.all([membersOf(db, id), openInvitations(db, id)]);
  const now = Date.now();
  return {
    members: members.map(({ joinedAt, ...member }) => ({ ...member, joinedAt: formatInstant(joinedAt) })),
    invitations: invitations.map(({ createdAt, expiresAt, ...invitation }) => ({
      ...invitation,
      madeOn: localDateOf(createdAt, timezone),
      expiresOn: localDateOf(expiresAt, timezone),
      isExpired: expiresAt <= now,
    })),
  };
}

/** Gives a member another role. Throws Refused for someone who is no member, and where nobody would be left to administer. */
export async function changeRole(db: Database, doing: Doing, memberId: string, role: Role): Promise<People> {
  await db.transaction(async (tx) => {
    const before = await mayLose(tx, doing, memberId, role === 'admin');
    if (before === role) return;
    await giveRole(tx, doing.workspace.id, memberId, role);
    await note(tx, doing, 'role.change', memberId, { from: before, to: role });
  });
  return readPeople(db, doing.workspace);
}

/** Takes a member's role away; what they did stays. Throws Refused as `changeRole` does. */
export async function removeMember(db: Database, doing: Doing, memberId: string): Promise<People> {
  await db.transaction(async (tx) => {
    const before = await mayLose(tx, doing, memberId, false);
    await takeRole(tx, doing.workspace.id, memberId);
    await note(tx, doing, 'role.remove', memberId, { from: before });
  });
  return readPeople(db, doing.workspace);
}

/** The member's role by now, once it is sure that an admin is left after the change. */
async function mayLose(tx: Sql, { workspace }: Doing, memberId: string, staysAdmin: boolean): Promise<Role> {
  const admins = await holdAdmins(tx, workspace.id);
  const role = await roleOf(tx, workspace.id, memberId);
  if (!role) throw new Refused(404, 'not-found');
  if (!staysAdmin && admins.every((id) => id === memberId)) throw new Refused(409, 'last-admin');
  return role;
}

function note(tx: Sql, { workspace, personId }: Doing, action: string, subject: string, detail: Record<string, unknown>): Promise<void> {
  return noteDeed(tx, { workspaceId: workspace.id, personId, action, subject, detail });
}
