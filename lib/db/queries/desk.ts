import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** An open task as the worklist shows it. */
export interface TaskRow {
  readonly shard: number;
  readonly enrollmentId: string;
  readonly seq: number;
  readonly kind: 'call' | 'visit' | 'letter' | 'review';
  readonly queue: string;
  readonly priority: number | null;
  readonly node: string;
  readonly versionId: number;
  readonly journey: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly takenBy: string | null;
  readonly takenName: string | null;
  readonly begunAt: Instant | null;
  readonly accountId: string;
  readonly account: string;
  readonly balance: number;
  readonly currency: string;
  readonly dueDate: string | null;
  readonly debtorId: string;
  readonly debtor: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly zone: string;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const SELECT = `
  select t.shard, t.enrollment_id as "enrollmentId", t.seq, t.kind, t.queue, t.priority, t.node, e.version_id as "versionId", j.name as journey,
         t.status, t.outcome, ${ms('t.created_at')} as "createdAt", ${ms('t.expires_at')} as "expiresAt", t.taken_by as "takenBy", p.name as "takenName",
         ${ms('c.queued_at')} as "begunAt", a.id as "accountId", a.external_id as account, a.balance::float8 as balance, a.currency,
         a.due_date::text as "dueDate", d.id as "debtorId", d.external_id as debtor, d.name, d.phone, d.zone
    from task t
    join enrollment e on e.shard = t.shard and e.id = t.enrollment_id
    join journey j on j.id = e.journey_id
    join account a on a.shard = t.shard and a.id = t.account_id
    join debtor d on d.shard = t.shard and d.id = t.debtor_id
    left join person p on p.id = t.taken_by
    left join contact c on c.shard = t.shard and c.enrollment_id = t.enrollment_id and c.seq = t.seq and c.status <> 'cancelled'
   where t.shard = $1 and t.workspace_id = $2`;

/** The first open tasks of a shard: by queue, then the greatest priority, then the oldest. What somebody logged is no longer open here. */
export function openTasks(db: Sql, workspaceId: number, shard: number, limit: number): Promise<TaskRow[]> {
  return db.query<TaskRow>(
    `${SELECT} and t.status = 'open' and t.outcome is null order by t.queue, t.priority desc nulls last, t.created_at, t.id limit $3`,
    [shard, workspaceId, limit],
  );
}

/** One task by the key of its step; null where there is none. */
export async function taskAt(db: Sql, workspaceId: number, shard: number, enrollmentId: string, seq: number): Promise<TaskRow | null> {
  const [row] = await db.query<TaskRow>(`${SELECT} and t.enrollment_id = $3 and t.seq = $4`, [shard, workspaceId, enrollmentId, seq]);
  return row ?? null;
}

/** Takes an open task for a person: of two at once exactly one gets it. True where it is theirs. */
export async function takeTask(db: Sql, shard: number, enrollmentId: string, seq: number, personId: string, at: Instant): Promise<boolean> {
  const rows = await db.query(
    `update task set taken_by = $4, taken_at = to_timestamp($5 / 1000.0)
      where shard = $1 and enrollment_id = $2 and seq = $3 and status = 'open' and outcome is null and (taken_by is null or taken_by = $4) returning 1`,
    [shard, enrollmentId, seq, personId, at],
  );
  return rows.length > 0;
}

/** Notes what this person logged; the journey closes the task when it hears of it. False where it was logged before, closed, or is another's. */
export async function noteOutcome(
  tx: Sql,
  shard: number,
  enrollmentId: string,
  seq: number,
  personId: string,
  outcome: string,
  answered: boolean,
): Promise<boolean> {
  const rows = await tx.query(
    `update task set outcome = $4 where shard = $1 and enrollment_id = $2 and seq = $3 and status = 'open' and outcome is null and taken_by = $5 returning 1`,
    [shard, enrollmentId, seq, outcome, personId],
  );
  if (rows.length > 0 && answered) {
    await tx.query(
      `update contact set status = 'answered' where shard = $1 and enrollment_id = $2 and seq = $3 and status = 'sent' and template = ''`,
      [shard, enrollmentId, seq],
    );
  }
  return rows.length > 0;
}
