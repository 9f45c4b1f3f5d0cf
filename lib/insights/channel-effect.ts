import { MS_PER_DAY } from '#lib/base/instant.ts';
import { EFFECT_DAYS } from '#lib/kpi/definition.ts';
import { duesSql, movedSql, toldSql } from './history.ts';
import { bucketSql, type Fact, type Statement, scopeSql, sentSql } from './scope.ts';

/**
 * `found`: each account that contacts of the period were about, once for each channel. `has_paid`: payments less reversals
 * from some contact's instant to 7 × 24 hours after it are above zero; `has_promised`, `has_replied` likewise, a reply
 * being the debtor's, by that channel where it names one; `is_waiting`: it has not paid and the seven days of its last
 * contact are not over. The band is the one on the day of each contact.
 */
export function channelRowsSql(statement: Statement): string {
  const { params, narrowing, shard, workspace, cap } = statement;
  const facts: readonly Fact[] = narrowing.bucket === null ? ['money'] : ['money', 'dues'];
  const days = params.add(EFFECT_DAYS * MS_PER_DAY);
  const within = (at: string) => `${at} >= t.sent_at and ${at} <= t.until`;
  const inBand =
    narrowing.bucket === null
      ? ''
      : `join dues d on d.account_id = t.account_id and d.since <= t.sent_at and d.until > t.sent_at
         and ${bucketSql(`((t.sent_at at time zone ${statement.zone})::date - d.due)`)} = ${params.add(narrowing.bucket)}`;
  return `with ${scopeSql(statement, facts, false)}, ${toldSql(statement, facts)}, ${movedSql()}, ${narrowing.bucket === null ? '' : `${duesSql()},`}
  sent as materialized (
    select p.n, c.account_ids, c.channel, c.sent_at, c.status = 'answered' as is_answered from contact c join periods p on ${sentSql(statement, 'c', 'p')}),
  reached as materialized (
    select row_number() over () as id, s.n, u.account_id, a.debtor_id, s.channel, s.sent_at, s.sent_at + ${days}::float8 * interval '1 millisecond' as until, s.is_answered
      from sent s cross join lateral unnest(s.account_ids) as u(account_id) join scope a on a.id = u.account_id),
  touched as materialized (select t.* from reached t ${inBand}),
  paid as (
    select t.id, -sum(m.delta) as amount from touched t join moved m on m.account_id = t.account_id and ${within('m.at')}
     group by t.id having sum(m.delta) < 0),
  answers as materialized (
    select e.debtor_id, e.account_id, e.type, e.at, e.payload ->> 'channel' as channel from event e
     where e.shard = ${shard} and e.workspace_id = ${workspace} and e.at < ${cap} and e.type in ('promise.made', 'contact.replied')
       and e.debtor_id in (select debtor_id from touched)),
  answered as (
    select t.id, bool_or(e.type = 'promise.made') as has_promised,
           bool_or(e.type = 'contact.replied' and (e.channel is null or e.channel = t.channel)) as has_replied
      from touched t join answers e on e.debtor_id = t.debtor_id and (e.account_id is null or e.account_id = t.account_id) and ${within('e.at')}
     group by t.id),
  found as (
    select t.n, a.external_id, a.debtor_id, a.currency, a.product, t.channel, count(*) as contacts, min(t.sent_at) as first_at, max(t.sent_at) as last_at,
           bool_or(p.id is not null) as has_paid, coalesce(max(p.amount), 0)::bigint as amount,
           bool_or(coalesce(r.has_promised, false)) as has_promised, bool_or(coalesce(r.has_replied, false) or t.is_answered) as has_replied,
           bool_or(p.id is not null) is false and max(t.until) >= ${cap} as is_waiting
      from touched t join scope a on a.id = t.account_id left join paid p on p.id = t.id left join answered r on r.id = t.id
     group by 1, 2, 3, 4, 5, 6)`;
}
