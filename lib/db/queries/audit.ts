import type { Sql } from '../client.ts';

/** What someone changed: `action` is a word such as `role.change`, `subject` the thing it was done to. */
export interface Deed {
  readonly workspaceId: number;
  readonly personId: string;
  readonly action: string;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes down who changed what, in the transaction of the change itself. */
export async function noteDeed(tx: Sql, { workspaceId, personId, action, subject, detail }: Deed): Promise<void> {
  await tx.query('insert into audit (workspace_id, person_id, action, subject, detail) values ($1, $2, $3, $4, $5::jsonb)', [
    workspaceId,
    personId,
    action,
    subject,
    detail ? JSON.stringify(detail) : null,
  ]);
}
