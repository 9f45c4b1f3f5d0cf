import type { Sql } from '../client.ts';
import type { WorkspaceStanding } from './standing.ts';

/** Someone who may sign in. `passwordHash` is better-auth's (`hashPassword` of `better-auth/crypto`). */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  /** Kept in lower case: it is how one signs in. */
  readonly email: string;
  readonly language: string;
  readonly passwordHash: string;
  /** False where nobody has shown that the address is theirs: it was typed into an invitation. */
  readonly isVerified?: boolean;
}

/** Adds a person with a password. Two statements: call it in a transaction. A second person with the same e-mail is refused by the database. */
export async function addPerson(tx: Sql, person: NewPerson): Promise<void> {
  await tx.query('insert into person (id, name, email, email_verified, language) values ($1, $2, $3, $5, $4)', [
    person.id,
    person.name,
    person.email.toLowerCase(),
    person.language,
    person.isVerified ?? true,
  ]);
  await tx.query(`insert into credential (id, account_id, provider_id, person_id, password) values ($1, $2, 'credential', $2, $3)`, [
    `password-${person.id}`,
    person.id,
    person.passwordHash,
  ]);
}

/** Gives a person a role in a workspace, in place of the one they had there. */
export async function giveRole(db: Sql, workspaceId: number, personId: string, role: WorkspaceStanding['role']): Promise<void> {
  await db.query(
    `insert into role (workspace_id, person_id, role) values ($1, $2, $3)
     on conflict (workspace_id, person_id) do update set role = excluded.role`,
    [workspaceId, personId, role],
  );
}
