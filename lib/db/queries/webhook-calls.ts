import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** A call that was tried and not taken so far. */
export interface StuckCall {
  readonly url: string;
  readonly reason: string | null;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly detail: string | null;
  readonly debtor: string;
  readonly journey: string;
  readonly since: Instant;
  readonly next: Instant;
}

const IS_STUCK = `status = 'waiting' and attempts > 0 and reason is not null`;

/** The calls of a workspace that are stuck, the longest first, at most `limit`, and how many there are in all. */
export async function stuckCalls(sql: Sql, workspaceId: number, limit: number): Promise<{ count: number; oldest: StuckCall[] }> {
  const oldest = await sql.query<StuckCall>(
    `select c.url, c.reason, c.http_status as "httpStatus", c.attempts, c.detail, d.external_id as debtor, j.name as journey,
       (extract(epoch from c.created_at) * 1000)::bigint as since, (extract(epoch from c.next_at) * 1000)::bigint as next
     from webhook_call c join debtor d on d.shard = c.shard and d.id = c.debtor_id
       join journey_version v on v.id = c.version_id join journey j on j.id = v.journey_id
     where c.workspace_id = $1 and ${IS_STUCK.replace(/status|attempts|reason/g, 'c.$&')} order by c.created_at, c.enrollment_id limit $2`,
    [workspaceId, limit],
  );
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from webhook_call where workspace_id = $1 and ${IS_STUCK}`,
    [workspaceId],
  );
  return { count: row?.count ?? 0, oldest };
}

/** How many calls of the installation are stuck, and since when. */
export async function stuckInAll(sql: Sql): Promise<{ readonly count: number; readonly since: Instant | null }> {
  const [row] = await sql.query<{ count: number; since: Instant | null }>(
    `select count(*)::int as count, (extract(epoch from min(created_at)) * 1000)::bigint as since from webhook_call where ${IS_STUCK}`,
  );
  return row ?? { count: 0, since: null };
}
