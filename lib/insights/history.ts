import type { Statement } from './scope.ts';

/*
 * Accounts as they stood at an instant of the past. An import says a balance as of an instant; payments and reversals
 * since then change it, and those before it are undone to look further back: what an account owed at t is
 * base + Σ(what was paid after t and before the import) − Σ(what was paid after the import and up to t), never below 0.
 * A payment takes from the balance and then makes a surplus, a reversal takes from the surplus first, so that balance
 * less surplus is one running sum and no fold is needed. Everything is read by the event's own `at`, so that what comes late
 * stands where it belongs. Queries that follow `scope` (scope.ts).
 */

const TYPES = `'payment.received', 'payment.reversed', 'due.changed', 'status.changed', 'account.cancelled', 'dispute.opened', 'dispute.closed'`;

/** `told`: all that events up to now say of the accounts in scope. */
export function toldSql({ shard, workspace, cap }: Statement): string {
  return `told as materialized (
    select e.account_id, e.at, e.arrival, e.type, e.payload
      from event e
      join scope a on a.id = e.account_id
     where e.shard = ${shard} and e.workspace_id = ${workspace} and e.at < ${cap} and e.type in (${TYPES}))`;
}

/**
 * `money`: each payment and reversal with what is owed before and after it (`net`: below zero it is a surplus), and
 * `opening`: what accounts with any of them owed before the first.
 */
export function moneySql(): string {
  return `moved as (
    select t.account_id, t.at, t.arrival, t.at < a.as_of as is_known,
           case t.type when 'payment.received' then -1 else 1 end * (t.payload ->> 'amount')::bigint as delta, a.base
      from told t join scope a on a.id = t.account_id
     where t.type in ('payment.received', 'payment.reversed')),
  running as (
    select account_id, at, arrival, delta,
           base - coalesce(sum(delta) filter (where is_known) over (partition by account_id), 0) as opening,
           sum(delta) over (partition by account_id order by at, arrival) as so_far
      from moved),
  money as materialized (
    select account_id, at, arrival, delta, opening, opening + so_far - delta as net_before, opening + so_far as net from running)`;
}

/** `dues`: from when until when (not included) an account had a due date. One row for an account whose due date never changed. */
export function duesSql(): string {
  return `changes as (
    select account_id, payload ->> 'dueDate' as due, at as since, arrival from told where type = 'due.changed'),
  stated as (
    select a.id as account_id, a.due, '-infinity'::timestamptz as since, -1::bigint as arrival from scope a
    union all
    select account_id, due, since, arrival from changes
    union all
    select a.id, a.due, a.due_as_of, -1 from scope a
     where a.due_as_of is not null and a.id in (select c.account_id from changes c where c.since < a.due_as_of)),
  dues as materialized (
    select account_id, due, since, lead(since, 1, 'infinity') over (partition by account_id order by since, arrival) as until from stated)`;
}

/**
 * `stood`: how the accounts of `points` (account_id, n, at) stood just before `at`: `balance` in minor units, `due`, and
 * `is_open`: neither paid nor cancelled, in words, at that time. Follows `money` and `dues`.
 */
export function thenSql(): string {
  return `paid_then as (
    select p.account_id, p.n, sum(m.delta) as delta
      from points p join money m on m.account_id = p.account_id and m.at < p.at
     group by 1, 2),
  openings as (select distinct account_id, opening from money),
  words as (
    select t.account_id, t.at, t.arrival,
           case t.type when 'dispute.opened' then 'disputed' when 'dispute.closed' then 'closed' when 'account.cancelled' then 'cancelled'
             else t.payload ->> 'status' end as word
      from told t where t.type in ('status.changed', 'account.cancelled', 'dispute.opened', 'dispute.closed')),
  said_then as (
    select p.account_id, p.n, (array_agg(w.word order by w.at desc, w.arrival desc))[1] as last,
           (array_agg(w.word order by w.at desc, w.arrival desc) filter (where w.word not in ('disputed', 'closed')))[1] as lasting
      from points p join scope a on a.id = p.account_id join words w on w.account_id = p.account_id and w.at < p.at
     where a.status_as_of is null or w.at >= a.status_as_of or p.at <= a.status_as_of
     group by 1, 2),
  stood as (
    select p.account_id, p.n, p.at, d.due,
           greatest(0, coalesce(o.opening, a.base) + coalesce(m.delta, 0))::bigint as balance,
           case when s.last = 'disputed' then true
             else coalesce(s.lasting, a.status, '') not in ('paid', 'cancelled') end as is_open
      from points p
      join scope a on a.id = p.account_id
      join dues d on d.account_id = p.account_id and d.since < p.at and d.until >= p.at
      left join openings o on o.account_id = p.account_id
      left join paid_then m on m.account_id = p.account_id and m.n = p.n
      left join said_then s on s.account_id = p.account_id and s.n = p.n
     where a.opened_at is null or a.opened_at < p.at)`;
}
