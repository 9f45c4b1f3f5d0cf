import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** Where an entry stands: newest first; what follows from something of the same instant stands above it. */
export interface TimelinePlace {
  readonly at: Instant;
  readonly key: string;
}

interface TraceOfStep {
  readonly outcome: string;
  readonly reason: string | null;
  readonly detail: string | null;
}

/** A contact about the debtor. */
interface ContactBody {
  readonly enrollmentId: string;
  readonly seq: number;
  readonly versionId: number;
  readonly journey: string;
  readonly node: string;
  readonly channel: string;
  readonly status: 'queued' | 'sent' | 'delivered' | 'read' | 'answered' | 'cancelled' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly topic: string | null;
  readonly accountIds: readonly string[];
  readonly preview: string | null;
  readonly trace: readonly TraceOfStep[] | null;
}

/** A step that made no contact or task. */
interface WithheldBody {
  readonly versionId: number;
  readonly journey: string;
  readonly node: string;
  readonly accountId: string;
  readonly trace: readonly TraceOfStep[];
}

interface EventBody {
  readonly type: string;
  readonly accountId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface TaskBody {
  readonly versionId: number;
  readonly node: string;
  readonly accountId: string;
  readonly kind: string;
  readonly queue: string;
  readonly status: 'open' | 'done' | 'expired' | 'cancelled';
  readonly outcome: string | null;
}

interface CallBody {
  readonly versionId: number;
  readonly node: string;
  readonly accountId: string;
  readonly url: string;
  readonly status: 'waiting' | 'ok' | 'failed' | 'cancelled' | 'noted';
  readonly reason: string | null;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly detail: string | null;
}

/** An arm that an account was shown, and what the step's trace kept of why. */
interface ArmBody {
  readonly versionId: number;
  readonly node: string;
  readonly accountId: string;
  readonly arm: string;
  readonly isRewarded: boolean;
  readonly detail: string | null;
}

/** A place of a pool that an account was given, or went on without; and what the step's trace kept of it. */
interface PlaceBody {
  readonly versionId: number;
  readonly node: string;
  readonly accountId: string;
  readonly detail: string | null;
}

interface RunBody {
  readonly journey: string;
  readonly accountId: string;
  readonly outcome: string | null;
}

/** A run that ended: where it stood, and what its last step left behind. */
interface LeftBody extends RunBody {
  readonly versionId: number;
  readonly node: string;
  readonly trace: readonly TraceOfStep[] | null;
}

/** One entry of a timeline as it is stored. */
export type TimelineRow = TimelinePlace &
  (
    | { readonly kind: 'contact'; readonly body: ContactBody }
    | { readonly kind: 'withheld'; readonly body: WithheldBody }
    | { readonly kind: 'event'; readonly body: EventBody }
    | { readonly kind: 'task'; readonly body: TaskBody }
    | { readonly kind: 'call'; readonly body: CallBody }
    | { readonly kind: 'arm'; readonly body: ArmBody }
    | { readonly kind: 'place'; readonly body: PlaceBody }
    | { readonly kind: 'entered'; readonly body: RunBody }
    | { readonly kind: 'left'; readonly body: LeftBody }
  );

const traces = (enrollment: string, seq: string) =>
  `(select jsonb_agg(jsonb_build_object('outcome', t.outcome, 'reason', t.reason, 'detail', t.detail) order by t.at)
    from step_trace t where t.shard = $1 and t.enrollment_id = ${enrollment} and t.seq = ${seq})`;

/** A uuid and a count as text whose order is theirs. */
const step = (enrollment: string, seq: string) => `${enrollment}::text || lpad(${seq}::text, 10, '0')`;

/*
 * Events, then what they set in motion: the digit that begins a key says which came first within an instant. What a
 * contact's own row says already (sent, delivered) is no entry beside it; one that another system reported has no other.
 */
const ENTRIES = `
  select 'event' as kind, v.at, '1' || lpad(v.arrival::text, 20, '0') as key,
         jsonb_build_object('type', v.type, 'accountId', v.account_id, 'payload', v.payload) as body
    from event v where v.shard = $1 and v.workspace_id = $2 and v.debtor_id = $3 and v.type <> 'contact.delivered'
     and (v.type <> 'contact.sent' or v.payload -> 'node' is null)
     and ($4::uuid is null or v.account_id is null or v.account_id = $4)
  union all
  select 'entered', e.entered_at, '2' || e.id::text, jsonb_build_object('journey', j.name, 'accountId', e.account_id)
    from run e join journey j on j.id = e.journey_id
  union all
  select 'contact', c.queued_at, '3' || ${step('c.enrollment_id', 'c.seq')},
         jsonb_build_object('enrollmentId', c.enrollment_id, 'seq', c.seq, 'versionId', c.version_id, 'journey', j.name, 'node', c.node,
           'channel', c.channel, 'status', c.status, 'reason', c.reason, 'topic', c.topic, 'accountIds', c.account_ids,
           'preview', (select coalesce(m.subject, left(m.body, 160)) from contact_message m
             where m.shard = $1 and m.enrollment_id = c.enrollment_id and m.seq = c.seq),
           'trace', ${traces('c.enrollment_id', 'c.seq')})
    from contact c join journey j on j.id = c.journey_id
   where c.shard = $1 and c.workspace_id = $2 and c.debtor_id = $3 and ($4::uuid is null or $4 = any(c.account_ids))
  union all
  select 'withheld', s.at, '3' || ${step('s.enrollment_id', 's.seq')} || s.outcome,
         jsonb_build_object('versionId', e.version_id, 'journey', j.name, 'node', s.node, 'accountId', e.account_id,
           'trace', ${traces('s.enrollment_id', 's.seq')})
    from run e join journey j on j.id = e.journey_id join step_trace s on s.shard = $1 and s.enrollment_id = e.id
   where s.reason is not null and (s.outcome <> 'cancelled' or not exists (
     select 1 from contact c where c.shard = $1 and c.debtor_id = $3 and c.status = 'cancelled' and e.id = any(c.enrollment_ids) and c.node = s.node))
  union all
  select 'task', k.created_at, '4' || ${step('k.enrollment_id', 'k.seq')},
         jsonb_build_object('versionId', e.version_id, 'node', k.node, 'accountId', k.account_id, 'kind', k.kind, 'queue', k.queue,
           'status', k.status, 'outcome', k.outcome)
    from run e join task k on k.shard = $1 and k.enrollment_id = e.id
  union all
  select 'call', c.created_at, '4' || ${step('c.enrollment_id', 'c.seq')},
         jsonb_build_object('versionId', c.version_id, 'node', c.node, 'accountId', c.account_id, 'url', c.url, 'status', c.status,
           'reason', c.reason, 'httpStatus', c.http_status, 'attempts', c.attempts, 'detail', c.detail)
    from webhook_call c where c.shard = $1 and c.workspace_id = $2 and c.debtor_id = $3 and ($4::uuid is null or c.account_id = $4)
  union all
  select 'call', s.at, '4' || ${step('s.enrollment_id', 's.seq')},
         jsonb_build_object('versionId', e.version_id, 'node', s.node, 'accountId', e.account_id, 'url', s.detail::jsonb ->> 'url',
           'status', 'noted', 'reason', null, 'httpStatus', null, 'attempts', 0, 'detail', null)
    from run e join step_trace s on s.shard = $1 and s.enrollment_id = e.id where s.outcome = 'ok' and s.detail like '%"called":false%'
  union all
  select 'arm', s.at, '3' || ${step('s.enrollment_id', 's.seq')},
         jsonb_build_object('versionId', e.version_id, 'node', s.node, 'accountId', s.account_id, 'arm', s.arm, 'isRewarded', s.rewarded_at is not null,
           'detail', (select t.detail from step_trace t where t.shard = $1 and t.enrollment_id = s.enrollment_id and t.seq = s.seq and t.node = s.node and t.outcome = s.arm limit 1))
    from run e join arm_showing s on s.shard = $1 and s.enrollment_id = e.id
  union all
  select 'place', s.at, '3' || ${step('s.enrollment_id', 's.seq')},
         jsonb_build_object('versionId', e.version_id, 'node', s.node, 'accountId', e.account_id, 'detail', s.detail)
    from run e join step_trace s on s.shard = $1 and s.enrollment_id = e.id where s.outcome in ('granted', 'overflow') and s.detail like '%"pool"%'
  union all
  select 'left', e.ended_at, '5' || e.id::text, jsonb_build_object('journey', j.name, 'accountId', e.account_id, 'outcome', e.outcome,
           'versionId', e.version_id, 'node', e.node, 'trace', ${traces('e.id', 'e.seq')})
    from run e join journey j on j.id = e.journey_id where e.ended_at is not null`;

/**
 * What happened to a debtor up to `now`, newest first, after a place: events, runs that began and ended, contacts, steps
 * that made none, tasks. `accountId` narrows to one account and what concerns the debtor as a whole. Every part is found
 * by an index on the debtor, the account or the run.
 */
export function timelineRows(
  db: Sql,
  debtor: { readonly workspaceId: number; readonly shard: number; readonly id: string },
  accountId: string | null,
  now: Instant,
  after: TimelinePlace | null,
  limit: number,
): Promise<TimelineRow[]> {
  return db.query<TimelineRow>(
    `with run as materialized (
       select e.* from enrollment e where e.shard = $1 and e.account_id = any(array(
         select a.id from account a where a.shard = $1 and a.debtor_id = $3 and ($4::uuid is null or a.id = $4))))
     select kind, (extract(epoch from at) * 1000)::bigint as at, key, body from (${ENTRIES}) as entry
      where at <= to_timestamp($5::float8 / 1000.0)
        and ($6::float8 is null or (at, key collate "C") < (to_timestamp($6 / 1000.0), $7::text collate "C"))
      order by entry.at desc, key collate "C" desc limit $8`,
    [debtor.shard, debtor.workspaceId, debtor.id, accountId, now, after?.at ?? null, after?.key ?? null, limit],
  );
}
