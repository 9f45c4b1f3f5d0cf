import { BUCKET_DAYS, type DebtBucket } from '#lib/kpi/bucket.ts';
import { duesSql, toldSql } from './history.ts';
import { bucketSql, type Fact, livedSql, type Statement, scopeSql, sentSql } from './scope.ts';

/**
 * `found`: the accounts that were in a journey in the period, one row each. `contacts`: those sent in the period by the
 * account's own steps; `told_with`: those of other accounts' steps that spoke of it too, so that a contact about three
 * accounts is counted once. With a band: contacts of days in that band, and accounts that were in a journey on such a day.
 * Channel and stage narrow the contacts, not the accounts.
 */
export function contactsRowsSql(statement: Statement): string {
  const { narrowing } = statement;
  const facts: readonly Fact[] = narrowing.bucket === null ? [] : ['dues'];
  return `with ${scopeSql(statement, facts, false)}, ${narrowing.bucket === null ? '' : `${toldSql(statement, facts)}, ${duesSql()},`}
  runs as materialized (
    select p.n, p.since, p.until, e.account_id, e.entered_at, coalesce(e.ended_at, 'infinity') as ended_at
      from enrollment e join periods p on ${livedSql(statement, 'e', 'p')}),
  sent as materialized (
    select p.n, c.account_ids[coalesce(array_position(c.enrollment_ids, c.enrollment_id), 1)] as own, c.account_ids, c.sent_at
      from contact c join periods p on ${sentSql(statement, 'c', 'p')}),
  lines as (
    select s.n, u.account_id, s.sent_at, u.account_id = s.own as is_own from sent s cross join lateral unnest(s.account_ids) as u(account_id)),
  counted as materialized (
    select l.n, l.account_id, count(*) filter (where l.is_own) as contacts, count(*) filter (where not l.is_own) as told_with,
           min(l.sent_at) as first_at, max(l.sent_at) as last_at
      from lines l ${narrowing.bucket === null ? '' : contactInBand(statement, narrowing.bucket)}
     group by 1, 2),
  engaged as (
    select r.n, r.account_id from runs r ${narrowing.bucket === null ? '' : runInBand(statement, narrowing.bucket)}
    union select n, account_id from counted where contacts > 0),
  found as (
    select w.n, a.external_id, a.debtor_id, a.currency, a.product, coalesce(c.contacts, 0) as contacts, coalesce(c.told_with, 0) as told_with, c.first_at, c.last_at
      from engaged w join scope a on a.id = w.account_id left join counted c on c.account_id = a.id and c.n = w.n)`;
}

function contactInBand({ params, zone }: Statement, bucket: DebtBucket): string {
  return `join dues d on d.account_id = l.account_id and d.since <= l.sent_at and d.until > l.sent_at
    and ${bucketSql(`((l.sent_at at time zone ${zone})::date - d.due)`)} = ${params.add(bucket)}`;
}

/** Runs that were under way on a day on which the account stood in the band. */
function runInBand(statement: Statement, bucket: DebtBucket): string {
  const { params } = statement;
  const [from, to] = BUCKET_DAYS[bucket];
  const midnight = (days: number) => `(d.due + ${params.add(days)}::int)::timestamp at time zone ${statement.zone}`;
  const since = from === null ? `'-infinity'` : midnight(from);
  const until = to === null ? `'infinity'` : midnight(to + 1);
  return `join dues d on d.account_id = r.account_id and d.due is ${bucket === 'none' ? '' : 'not'} null
    and greatest(d.since, r.entered_at, r.since, ${since}) < least(d.until, r.ended_at, r.until, ${until})`;
}
