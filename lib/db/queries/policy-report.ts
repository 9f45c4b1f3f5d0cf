import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** Which shard of which workspace, from when (included) until when. */
export interface ReportPlace {
  readonly workspaceId: number;
  readonly shard: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** A contact that was queued in the period. */
export interface ReportedContact {
  readonly enrollmentId: string;
  readonly seq: number;
  readonly queuedAt: Instant;
  readonly sentAt: Instant | null;
  readonly debtor: string;
  readonly channel: string;
  readonly node: string;
  readonly status: string;
  /** Why it was cancelled or failed: where the last look withheld it, the rule. */
  readonly reason: string | null;
  /** It was sent when an account of it had been paid in full and has owed nothing since. */
  readonly isAfterPayment: boolean;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** The next contacts of a shard, oldest first, after the one that is named; null: from the first. */
export function reportedContacts(
  db: Sql,
  { shard, workspaceId, from, to }: ReportPlace,
  after: ReportedContact | null,
  limit: number,
): Promise<ReportedContact[]> {
  return db.query(
    `select c.enrollment_id as "enrollmentId", c.seq, ${ms('c.queued_at')} as "queuedAt", ${ms('c.sent_at')} as "sentAt",
            d.external_id as debtor, c.channel, c.node, c.status, c.reason,
            c.sent_at is not null and exists (
              select from account a where a.shard = $1 and a.id = any(c.account_ids) and a.balance <= 0 and a.last_payment_at <= c.sent_at
            ) as "isAfterPayment"
       from contact c join debtor d on d.shard = c.shard and d.id = c.debtor_id
      where c.shard = $1 and c.workspace_id = $2
        and c.queued_at >= to_timestamp($3::float8 / 1000.0) and c.queued_at < to_timestamp($4::float8 / 1000.0)
        and ($5::float8 is null or (c.queued_at, c.enrollment_id, c.seq) > (to_timestamp($5 / 1000.0), $6::uuid, $7::int))
      order by c.queued_at, c.enrollment_id, c.seq limit $8`,
    [shard, workspaceId, from, to, after?.queuedAt ?? null, after?.enrollmentId ?? null, after?.seq ?? null, limit],
  );
}

/** How often a rule held a contact back or denied it in the period: at its step, and at the last look. */
export interface ReportedBlocks {
  readonly rule: string;
  readonly times: number;
}

/** The blocks of a shard by rule. */
export function reportedBlocks(db: Sql, { shard, workspaceId, from, to }: ReportPlace): Promise<ReportedBlocks[]> {
  return db.query(
    `select rule, count(*)::int as times from (
       select split_part(reason, ':', 2) as rule from step_trace
        where shard = $1 and workspace_id = $2 and at >= to_timestamp($3::float8 / 1000.0) and at < to_timestamp($4::float8 / 1000.0)
          and (reason like 'deferred:%' or reason like 'denied:%')
       union all
       select reason from contact
        where shard = $1 and workspace_id = $2 and status = 'cancelled' and reason ~ '^[A-Z0-9-]+$'
          and queued_at >= to_timestamp($3::float8 / 1000.0) and queued_at < to_timestamp($4::float8 / 1000.0)) blocked
      group by rule order by rule`,
    [shard, workspaceId, from, to],
  );
}

/** A person refused a channel; `lastSentAt`: the last contact by it that still left before they allowed it again, null where none did. */
export interface ReportedOptOut {
  readonly arrival: number;
  readonly at: Instant;
  readonly debtor: string;
  readonly channel: string;
  readonly lastSentAt: Instant | null;
}

/** The next opt-outs of a shard in the order of their arrival, after that number. */
export function reportedOptOuts(
  db: Sql,
  { shard, workspaceId, from, to }: ReportPlace,
  after: number,
  limit: number,
): Promise<ReportedOptOut[]> {
  return db.query(
    `select e.arrival::float8 as arrival, ${ms('e.at')} as at, d.external_id as debtor, e.payload ->> 'channel' as channel, ${ms('late.at')} as "lastSentAt"
       from event e join debtor d on d.shard = e.shard and d.id = e.debtor_id
       left join lateral (
         select min(g.at) as at from event g where g.shard = $1 and g.debtor_id = e.debtor_id and g.type = 'consent.granted'
            and g.payload ->> 'channel' = e.payload ->> 'channel' and g.at > e.at) again on true
       left join lateral (
         select max(c.sent_at) as at from contact c where c.shard = $1 and c.debtor_id = e.debtor_id and c.channel = e.payload ->> 'channel'
            and c.sent_at > e.at and c.sent_at < coalesce(again.at, 'infinity')) late on true
      where e.shard = $1 and e.workspace_id = $2 and e.type = 'consent.denied' and e.arrival > $5
        and e.at >= to_timestamp($3::float8 / 1000.0) and e.at < to_timestamp($4::float8 / 1000.0)
      order by e.arrival limit $6`,
    [shard, workspaceId, from, to, after, limit],
  );
}
