import { type Fact, type Statement, sentSql } from './scope.ts';

/*
 * Accounts as they stood at an instant of the past. An import says a balance as of an instant; payments and reversals
 * since then change it, and those before it are undone to look further back: what an account owed at t is
 * base + Σ(what was paid after t and before the import) − Σ(what was paid after the import and up to t), never below 0.
 * A payment takes from the balance and then makes a surplus, a reversal takes from the surplus first, so that balance
 * less surplus is one running sum and no fold is needed. Everything is read by the event's own `at`, so that what comes late
 * stands where it belongs. Queries that follow `scope` (scope.ts), which must have asked for the same facts. Each reads the
 * events once for all periods: what was owed, and until when, is told as spans of time, in which an instant finds its row.
 */

const TYPES: Readonly<Record<Fact, readonly string[]>> = {
  money: ['payment.received', 'payment.reversed'],
  dues: ['due.changed'],
  words: ['status.changed', 'account.cancelled', 'dispute.opened', 'dispute.closed'],
};

/** The types as SQL. */
const listed = (types: readonly string[]) => types.map((type) => `'${type}'`).join(', ');

/** `told`: all that events up to now say of these facts. */
export function toldSql({ shard, workspace, cap }: Statement, facts: readonly Fact[]): string {
  return `told as materialized (
    select e.account_id, e.at, e.arrival, e.type, e.payload from event e
     where e.shard = ${shard} and e.workspace_id = ${workspace} and e.at < ${cap} and e.type in (${listed(facts.flatMap((fact) => TYPES[fact]))}))`;
}

/** `moved`: each payment and reversal, `delta` being what it does to what is owed. */
export function movedSql(): string {
  return `moved as (
    select t.account_id, t.at, t.arrival, case t.type when 'payment.received' then -1 else 1 end * (t.payload ->> 'amount')::bigint as delta,
           t.at < a.as_of_money as is_known, coalesce(a.said_money, 0) as base, a.opened_at
      from told t join scope a on a.id = t.account_id
     where t.type in (${listed(TYPES.money)}))`;
}

/**
 * `money`: each payment and reversal with what is owed before and after it (`net`: below zero it is a surplus), `until`
 * when that holds, and `opening`: what the account owed before the first of them. Follows `moved`.
 */
export function moneySql(): string {
  return `running as (
    select *, coalesce(base - sum(delta) filter (where is_known) over (partition by account_id), base)::bigint as opening,
           (sum(delta) over so_far)::bigint as change, row_number() over so_far = 1 as is_first, lead(at, 1, 'infinity') over so_far as until
      from moved window so_far as (partition by account_id order by at, arrival)),
  money as materialized (
    select account_id, at, arrival, until, is_first, opened_at, delta, opening, opening + change - delta as net_before, opening + change as net from running)`;
}

/**
 * `owed`: what every account owed, after `since` up to and with `until`, from when it exists. Follows `money`.
 */
export function owedSql(): string {
  return `owed as materialized (
    select account_id, greatest(at, opened_at) as since, until, greatest(0, net) as balance from money
    union all
    select a.id, coalesce(a.opened_at, '-infinity'), coalesce(m.at, 'infinity'), greatest(0, coalesce(m.opening, a.said_money, 0))
      from scope a left join (select account_id, at, opening from money where is_first) m on m.account_id = a.id)`;
}

/** `dues`: from when until when (not included) an account had a due date. One row, over all time, for an account whose due date never changed. */
export function duesSql(): string {
  return `changes as (
    select account_id, (payload ->> 'dueDate')::date as due, at as since, arrival from told where type in (${listed(TYPES.dues)})),
  stated as (
    select account_id, due, since, arrival from changes
    union all
    select a.id, a.said_dues, '-infinity', -1 from scope a where a.id in (select account_id from changes)
    union all
    select a.id, a.said_dues, a.as_of_dues, -1 from scope a
     where exists (select from changes c where c.account_id = a.id and c.since < a.as_of_dues)),
  dues as materialized (
    select id as account_id, said_dues as due, '-infinity'::timestamptz as since, 'infinity'::timestamptz as until
      from scope a where not exists (select from changes c where c.account_id = a.id)
    union all
    select account_id, due, since, lead(since, 1, 'infinity') over (partition by account_id order by since, arrival) from stated)`;
}

/** `lines`: the accounts that each contact was about, which of the periods ask for; `is_own` at the one whose step sent it. */
export function linesSql(statement: Statement): string {
  return `lines as materialized (
    select c.channel, c.sent_at, c.status = 'answered' as is_answered, u.account_id,
           u.account_id = c.account_ids[coalesce(array_position(c.enrollment_ids, c.enrollment_id), 1)] as is_own
      from contact c join (select min(since) as since, max(until) as until from periods) p on ${sentSql(statement, 'c', 'p')}
      cross join lateral unnest(c.account_ids) as u(account_id))`;
}

/** `shut`: from when on an account's words are to be weighed: after the first that says paid or cancelled; always where its import says so. */
export function shutSql(): string {
  return `shut as materialized (
    select account_id, min(since) as since from (
      select account_id, at as since from told where type = 'account.cancelled' or type = 'status.changed' and payload ->> 'status' in ${SHUT}
      union all
      select id, '-infinity' from scope where said_words in ${SHUT}) s
     group by account_id)`;
}

/**
 * `standing`: the points whose accounts were neither paid nor cancelled in words just before `at`. `spans` has for each span of
 * an account `shut_since`, as `shut` tells it (null where it tells nothing), and `until`, after which no point of the span lies.
 * `pointsOf` selects the points, with account_id, n and at, of spans called `s`. Words are weighed for the points alone of
 * the few spans that go on after a word that shuts.
 */
export function standingSql(pointsOf: (spans: string) => string): string {
  return `doubtful as materialized (${pointsOf('(select * from spans where shut_since < until)')}),
  words as (
    select p.account_id, p.n, t.at, t.arrival,
           case t.type when 'dispute.opened' then 'disputed' when 'dispute.closed' then 'closed' when 'account.cancelled' then 'cancelled'
             else t.payload ->> 'status' end as word
      from (select distinct account_id, n, at from doubtful) p join scope a on a.id = p.account_id join told t on t.account_id = p.account_id and t.at < p.at
     where t.type in (${listed(TYPES.words)}) and (a.as_of_words is null or t.at >= a.as_of_words or p.at <= a.as_of_words)),
  spoken as (
    select account_id, n, (array_agg(word order by at desc, arrival desc))[1] as last,
           (array_agg(word order by at desc, arrival desc) filter (where word not in ('disputed', 'closed')))[1] as lasting
      from words group by 1, 2),
  standing as (
    ${pointsOf('(select * from spans where (shut_since < until) is not true)')}
    union all
    select p.* from doubtful p join scope a on a.id = p.account_id left join spoken s on s.account_id = p.account_id and s.n = p.n
     where case when s.last = 'disputed' then true else coalesce(s.lasting, a.said_words, '') not in ${SHUT} end)`;
}

const SHUT = `('paid', 'cancelled')`;
