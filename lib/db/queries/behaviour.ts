import type { Instant } from '#lib/base/instant.ts';
import type { BehaviourCounts } from '#lib/simulation/measured-behaviour.ts';
import { ANSWER_DAYS } from '#lib/simulation/usual-behaviour.ts';
import type { Sql } from '../client.ts';

/** `d` is a number of days past due. */
const bucketOf = (d: string) =>
  `case when ${d} < 0 then 'pre' when ${d} = 0 then 'due' when ${d} <= 30 then '1-30' when ${d} <= 60 then '31-60' when ${d} <= 90 then '61-90' else '90+' end`;

/*
 * `lived`: accounts with a due date, when they were paid in full (null: they were not), and the local days on which they owed. Those
 * that were closed without a payment are left out. `told`: each account once for every contact about it and every task for it.
 * Parameters: 1 shard, 2 workspace, 3 its zone, 4 now.
 */
const PAST = `
  now_is as (select to_timestamp($4::float8 / 1000.0) as at, (to_timestamp($4::float8 / 1000.0) at time zone $3)::date as today),
  lived as materialized (
    select a.id, a.debtor_id, a.due_date::date as due, s.settled_at, (s.settled_at at time zone $3)::date as settled,
           daterange(b.born + 1, greatest(b.born, coalesce((s.settled_at at time zone $3)::date, n.today)) + 1) as days
      from account a cross join now_is n
      cross join lateral (select case when a.balance = 0 then a.last_payment_at end as settled_at) s
      cross join lateral (select (coalesce(a.opened_at, to_timestamp((a.imported #>> '{asOf,balance}')::float8 / 1000.0)) at time zone $3)::date as born) b
     where a.shard = $1 and a.workspace_id = $2 and a.due_date is not null and (a.balance > 0 or a.last_payment_at is not null)
       and (a.opened_at is null or a.opened_at <= n.at)),
  told as materialized (
    select account_id, way, at, (at at time zone $3)::date as day from (
      select u.account_id, c.channel as way, c.sent_at as at from contact c cross join lateral unnest(c.account_ids) u(account_id)
       where c.shard = $1 and c.workspace_id = $2 and c.sent_at is not null and c.status in ('sent', 'delivered', 'read', 'answered')
      union all
      select t.account_id, t.kind, t.created_at from task t where t.shard = $1 and t.workspace_id = $2 and t.status in ('done', 'expired')) both_kinds)`;

const UNTOLD = `with ${PAST},
  hushed as (select account_id, range_agg(daterange(day, day + ${ANSWER_DAYS} + 1)) as days from told group by 1),
  alone as (
    select l.due, l.settled, datemultirange(l.days) - coalesce(h.days, datemultirange()) as days
      from lived l left join hushed h on h.account_id = l.id where not isempty(l.days)),
  bands(bucket, low, high) as (values ('pre', null, -1), ('due', 0, 0), ('1-30', 1, 30), ('31-60', 31, 60), ('61-90', 61, 90), ('90+', 91, null))
  select b.bucket, sum(x.days)::int as days, count(*) filter (where r.band @> a.settled and a.days @> a.settled)::int as paid
    from alone a cross join bands b
    cross join lateral (select daterange(a.due + b.low, a.due + b.high + 1) as band) r
    cross join lateral (select coalesce(sum(upper(one) - lower(one)), 0) as days from unnest(a.days * datemultirange(r.band)) u(one)) x
   group by 1`;

const ANSWERS = `with ${PAST},
  cases as materialized (
    select t.account_id, t.way, t.at, l.debtor_id, l.settled_at, ${bucketOf('(t.day - l.due)')} as bucket,
           least(t.at + interval '${ANSWER_DAYS} days', lead(t.at, 1, 'infinity') over (partition by t.account_id order by t.at)) as until
      from told t join lived l on l.id = t.account_id cross join now_is n
     where t.at + interval '${ANSWER_DAYS} days' <= n.at and (l.settled_at is null or l.settled_at > t.at)),
  promised as (
    select c.account_id, c.at, min(p.made_at) as first from cases c join promise p on p.shard = $1 and p.account_id = c.account_id
       and p.made_at > c.at and p.made_at <= c.until group by 1, 2),
  replied as (
    select c.account_id, c.at, min(e.at) as first from cases c join event e on e.shard = $1 and e.debtor_id = c.debtor_id and e.type = 'contact.replied'
       and (e.account_id is null or e.account_id = c.account_id) and e.at > c.at and e.at <= c.until group by 1, 2),
  came as (
    select c.way, c.bucket,
           case when c.settled_at <= c.until and c.settled_at <= coalesce(p.first, 'infinity') then 'paid' when p.first is not null then 'promised'
                when r.first is not null then 'replied' end as what
      from cases c left join promised p on p.account_id = c.account_id and p.at = c.at left join replied r on r.account_id = c.account_id and r.at = c.at)
  select way, bucket, count(*)::int as contacts, count(*) filter (where what = 'paid')::int as paid,
         count(*) filter (where what = 'promised')::int as promised, count(*) filter (where what = 'replied')::int as replied
    from came group by 1, 2`;

/**
 * What people of one shard did in the past, up to now: who paid without being told, what came of contacts within three days, which
 * promises were kept, how tasks ended. The band is by today's due date. Set by set, whatever the portfolio.
 */
export async function behaviourCounts(
  tx: Sql,
  { workspaceId, shard, zone, now }: { readonly workspaceId: number; readonly shard: number; readonly zone: string; readonly now: Instant },
): Promise<BehaviourCounts> {
  const place = [shard, workspaceId, zone, now];
  const [promises] = await tx.query<BehaviourCounts['promises']>(
    `select count(*) filter (where status = 'kept')::int as kept, count(*) filter (where status = 'broken')::int as broken,
            avg(date::date - (made_at at time zone $3)::date)::float8 as "daysAhead"
       from promise where shard = $1 and workspace_id = $2 and status in ('kept', 'broken')`,
    place.slice(0, 3),
  );
  return {
    untold: await tx.query<BehaviourCounts['untold'][number]>(UNTOLD, place),
    answers: await tx.query<BehaviourCounts['answers'][number]>(ANSWERS, place),
    promises: promises ?? { kept: 0, broken: 0, daysAhead: null },
    work: await tx.query<BehaviourCounts['work'][number]>(
      `select kind, case status when 'expired' then 'expired' else coalesce(outcome, 'done') end as outcome, count(*)::int as tasks
         from task where shard = $1 and workspace_id = $2 and status in ('done', 'expired') group by 1, 2`,
      place.slice(0, 2),
    ),
  };
}

/** The counts of several shards as one. */
export function sumOfCounts(all: readonly BehaviourCounts[]): BehaviourCounts {
  const total = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const ended = all.map(({ promises }) => promises);
  const [kept, broken] = [total(ended, (one) => one.kept), total(ended, (one) => one.broken)];
  const ahead = total(ended, (one) => (one.daysAhead ?? 0) * (one.kept + one.broken));
  return {
    untold: [
      ...Map.groupBy(
        all.flatMap(({ untold }) => untold),
        ({ bucket }) => bucket,
      ),
    ].map(([bucket, rows]) => ({
      bucket,
      days: total(rows, (row) => row.days),
      paid: total(rows, (row) => row.paid),
    })),
    answers: [
      ...Map.groupBy(
        all.flatMap(({ answers }) => answers),
        ({ way, bucket }) => `${way} ${bucket}`,
      ).values(),
    ].flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const { way, bucket } = first;
      const sum = (of: 'contacts' | 'paid' | 'promised' | 'replied') => total(rows, (row) => row[of]);
      return [{ way, bucket, contacts: sum('contacts'), paid: sum('paid'), promised: sum('promised'), replied: sum('replied') }];
    }),
    promises: { kept, broken, daysAhead: kept + broken === 0 ? null : ahead / (kept + broken) },
    work: all.flatMap(({ work }) => work),
  };
}
