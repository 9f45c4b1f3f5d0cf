import { MS_PER_DAY } from '#lib/base/instant.ts';
import { EFFECT_DAYS } from '#lib/kpi/definition.ts';
import { bucketSql, type Statement } from './scope.ts';
import type { FigureSql } from './shared.ts';

/**
 * `found`: each account that contacts of the period were about, once for each channel. `has_paid`: payments less reversals
 * from some contact's instant to 7 × 24 hours after it are above zero; `has_promised`, `has_replied` likewise, a reply
 * being the debtor's, by that channel where it names one; `is_waiting`: it has not paid and the seven days of its last
 * contact are not over. The band is the one on the day of each contact.
 */
function foundSql(statement: Statement): string {
  const { params, narrowing, shard, workspace, cap } = statement;
  const days = params.add(EFFECT_DAYS * MS_PER_DAY);
  const within = (at: string) => `${at} >= t.sent_at and ${at} <= t.until`;
  const inBand =
    narrowing.bucket === null
      ? ''
      : `join dues d on d.account_id = t.account_id and d.since <= t.sent_at and d.until > t.sent_at
         and ${bucketSql(`((t.sent_at at time zone ${statement.zone})::date - d.due)`)} = ${params.add(narrowing.bucket)}`;
  return `reached as materialized (
    select row_number() over () as id, p.n, l.account_id, a.debtor_id, l.channel, l.sent_at, l.sent_at + ${days}::float8 * interval '1 millisecond' as until, l.is_answered
      from lines l join periods p on l.sent_at >= p.since and l.sent_at < p.until join scope a on a.id = l.account_id),
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
  effects as (
    select t.n, t.account_id, t.channel, count(*) as contacts, min(t.sent_at) as first_at, max(t.sent_at) as last_at,
           bool_or(p.id is not null) as has_paid, coalesce(max(p.amount), 0)::bigint as amount,
           bool_or(coalesce(r.has_promised, false)) as has_promised, bool_or(coalesce(r.has_replied, false) or t.is_answered) as has_replied,
           bool_or(p.id is not null) is false and max(t.until) >= ${cap} as is_waiting
      from touched t left join paid p on p.id = t.id left join answered r on r.id = t.id
     group by 1, 2, 3),
  found as (
    select t.n, a.external_id, a.debtor_id, a.currency, a.product, t.channel, t.contacts, t.first_at, t.last_at, t.has_paid, t.amount,
           t.has_promised, t.has_replied, t.is_waiting
      from effects t join scope a on a.id = t.account_id)`;
}

export const CHANNEL_EFFECT: FigureSql = {
  needs: ({ bucket }) =>
    bucket === null ? { facts: ['money'], shared: ['moved', 'lines'] } : { facts: ['money', 'dues'], shared: ['moved', 'dues', 'lines'] },
  isWithin: false,
  found: foundSql,
  sums: `select n, channel as key, count(*) as accounts, count(*) filter (where has_paid) as paid, count(*) filter (where has_promised) as promised,
      count(*) filter (where has_replied) as replied, count(*) filter (where is_waiting) as waiting
    from found group by n, channel`,
};
