import 'server-only';
import { hashPassword } from 'better-auth/crypto';
import { type NewAccount, wrongAccountFields } from '#lib/api/new-account.ts';
import type { Join } from '#lib/api/people.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { type FoundInvitation, spendInvitation } from '#lib/db/queries/invitations.ts';
import { addPerson, giveRole } from '#lib/db/queries/people.ts';
import { countAttempt } from '#lib/db/queries/sign-in-attempts.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { Refused } from './api-call.ts';
import { HOLD_SECONDS } from './auth.ts';
import { type MetInvitation, meetInvitation } from './invitations.ts';

/** So often in a row a link may be tried with an account that cannot be made. */
const MOST_ATTEMPTS = 10;

/** Uses a link up for someone who is signed in. A member keeps their role and the link. Answers the workspace's slug. */
export async function joinAsMember(db: Database, personId: string, { token }: Join): Promise<string> {
  const met = await meetInvitation(db, token, personId);
  if (met?.state === 'member') return met.slug;
  const open = refuseClosed(met);
  await db.transaction((tx) => join(tx, open, personId));
  return open.slug;
}

/**
 * Uses a link up for someone who has no account: makes it, all at once or not at all. Answers the workspace's slug.
 * Throws Refused with the fields at fault, for an address that has an account, and after ten attempts in a row.
 */
export async function joinAsNewcomer(db: Database, { token }: Join, account: NewAccount, language: string): Promise<string> {
  const open = refuseClosed(await meetInvitation(db, token, null));
  await countJoin(db, open.id);
  refuseWrongFields(account);
  const email = account.email.trim().toLowerCase();
  const passwordHash = await hashPassword(account.password);
  await db.transaction(async (tx) => {
    const [taken] = await tx.query('select 1 from person where email = $1', [email]);
    if (taken) throw new Refused(409, 'email-taken');
    const id = uuid7();
    await addPerson(tx, { id, email, language, passwordHash, name: account.name.trim().replace(/\s+/g, ' '), isVerified: false });
    await join(tx, open, id);
  });
  return open.slug;
}

async function join(
  tx: Sql,
  { id, workspaceId, role }: Pick<FoundInvitation, 'id' | 'workspaceId' | 'role'>,
  personId: string,
): Promise<void> {
  if (!(await spendInvitation(tx, id, personId))) throw new Refused(409, 'invitation-closed');
  await giveRole(tx, workspaceId, personId, role);
  await noteDeed(tx, { workspaceId, personId, action: 'invitation.use', subject: id, detail: { role } });
}

function refuseClosed(met: MetInvitation | null): MetInvitation {
  if (!met) throw new Refused(404, 'not-found');
  if (met.state !== 'open') throw new Refused(409, 'invitation-closed');
  return met;
}

async function countJoin(db: Database, invitationId: string): Promise<void> {
  const attempts = await countAttempt(db, `join:${invitationId}`, Date.now(), HOLD_SECONDS * 1000, MOST_ATTEMPTS);
  if (attempts.count > MOST_ATTEMPTS) throw new Refused(429, 'too-many-joins');
}

function refuseWrongFields(account: NewAccount): void {
  const wrong = wrongAccountFields(account);
  if (wrong.length === 0) return;
  throw new Refused(
    400,
    'bad-request',
    wrong.map((field) => ({ path: `$.account.${field}`, message: MENDS[field] })),
  );
}

const MENDS = {
  name: 'Give a name of up to 80 signs, with a letter.',
  email: 'This is no e-mail address.',
  password: 'Give a password of 10 to 128 signs.',
} as const;
