import { BUCKET_DAYS, type DebtBucket } from '#lib/kpi/bucket.ts';
import { bucketSql, livedSql, type Statement } from './scope.ts';
import { type FigureSql, sumsOf } from './shared.ts';

/**
 * `found`: the accounts that were in a journey in the period, one row each. `contacts`: those sent in the period by the
 * account's own steps; `told_with`: those of other accounts' steps that spoke of it too, so that a contact about three
 * accounts is counted once. With a band: contacts of days in that band, and accounts that were in a journey on such a day.
 * Channel and stage narrow the contacts, not the accounts.
 */
function foundSql(statement: Statement): string {
  const { narrowing } = statement;
  return `runs as materialized (
    select p.n, p.since, p.until, e.account_id, e.entered_at, coalesce(e.ended_at, 'infinity') as ended_at
      from enrollment e join periods p on ${livedSql(statement, 'e', 'p')}),
  counted as materialized (
    select p.n, l.account_id, count(*) filter (where l.is_own) as contacts, count(*) filter (where not l.is_own) as told_with,
           min(l.sent_at) as first_at, max(l.sent_at) as last_at
      from lines l join periods p on l.sent_at >= p.since and l.sent_at < p.until ${narrowing.bucket === null ? '' : contactInBand(statement, narrowing.bucket)}
     group by 1, 2),
  engaged as (
    select r.n, r.account_id from runs r ${narrowing.bucket === null ? '' : runInBand(statement, narrowing.bucket)}
    union select n, account_id from counted where contacts > 0),
  found as (
    select w.n, a.external_id, a.debtor_id, a.currency, a.product, coalesce(c.contacts, 0) as contacts, coalesce(c.told_with, 0) as told_with, c.first_at, c.last_at
      from engaged w join scope a on a.id = w.account_id left join counted c on c.account_id = a.id and c.n = w.n)`;
}

export const CONTACTS_PER_ACCOUNT: FigureSql = {
  needs: ({ bucket }) => (bucket === null ? { facts: [], shared: ['lines'] } : { facts: ['dues'], shared: ['dues', 'lines'] }),
  isWithin: false,
  found: foundSql,
  sums: `select n, 'all' as key, ${sumsOf('contacts', '1')} from found group by n`,
};

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
