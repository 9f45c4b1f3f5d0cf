import { startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { SqlParams } from '#lib/db/sql-params.ts';
import type { DebtBucket } from '#lib/kpi/bucket.ts';
import type { Period } from '#lib/kpi/period.ts';

/** Whose figures, as of when: what happens after `now` (a test workspace's clock) does not count. */
export interface Portfolio {
  readonly id: number;
  readonly shards: readonly number[];
  /** The IANA zone whose dates periods are made of. */
  readonly zone: string;
  readonly now: Instant;
}

/** What narrows a figure, with journeys and stages looked up. Null does not narrow. */
export interface Narrowing {
  readonly journeyId: number | null;
  readonly versionId: number | null;
  /** The steps of the stage, as pairs of version and node; empty: a stage that no version has. */
  readonly steps: readonly { readonly versionId: number; readonly node: string }[] | null;
  readonly bucket: DebtBucket | null;
  readonly channel: string | null;
  readonly segment: string | null;
  readonly product: string | null;
  readonly currency: string | null;
}

type ValueName = 'shard' | 'workspace' | 'zone' | 'start' | 'end' | 'cap';

/** A statement for one shard while its text is put together. A value is sent only where the text asks for it. */
export class Statement {
  readonly params = new SqlParams();
  readonly narrowing: Narrowing;
  readonly #values: Readonly<Record<ValueName, number | string>>;
  readonly #places = new Map<string, string>();

  constructor(portfolio: Portfolio, shard: number, period: Period, narrowing: Narrowing) {
    const { start, end } = instantsOf(period, portfolio.zone, portfolio.now);
    this.narrowing = narrowing;
    this.#values = { shard, workspace: portfolio.id, zone: portfolio.zone, start, end, cap: portfolio.now + 1 };
  }

  get shard(): string {
    return this.#place('shard');
  }

  get workspace(): string {
    return this.#place('workspace');
  }

  get zone(): string {
    return `${this.#place('zone')}::text`;
  }

  /** The period's first instant. */
  get start(): string {
    return this.#instant('start');
  }

  /** The instant after the period's last one. */
  get end(): string {
    return this.#instant('end');
  }

  /** The instant after now. */
  get cap(): string {
    return this.#instant('cap');
  }

  #instant(name: 'start' | 'end' | 'cap'): string {
    return `to_timestamp(${this.#place(name)}::float8 / 1000)`;
  }

  #place(name: ValueName): string {
    const known = this.#places.get(name);
    if (known) return known;
    const place = this.params.add(this.#values[name]);
    this.#places.set(name, place);
    return place;
  }
}

/** The instants of a period in a zone, half-open; what lies after `now` is cut off. Empty where it has not begun. */
export function instantsOf(period: Period, zone: string, now: Instant): { readonly start: Instant; readonly end: Instant } {
  return { start: startOfDay(period.from, zone), end: Math.min(startOfDay(period.to, zone), now + 1) };
}

/** What narrows accounts beside their own fields: having been in the journey, and having been told by the channel or in the stage. A figure leaves out what it applies itself. */
type Ways = readonly ('journey' | 'contact')[];

/**
 * The accounts of the shard that exist before the period's end and are not left out, with what their last import says:
 * `base` (minor units) as of `as_of`, due date and status as of their own instants (null where no import spoke).
 */
export function scopeSql(statement: Statement, ways: Ways): string {
  const { params, narrowing, shard, workspace, end } = statement;
  const equals = (column: string, value: string | null) => (value === null ? '' : `and ${column} = ${params.add(value)}`);
  return `scope as materialized (
    select a.id, a.external_id, a.debtor_id, a.currency, a.product, a.segment, a.opened_at,
           coalesce((said.balance)::bigint, 0) as base,
           to_timestamp(said.balance_at / 1000) as as_of,
           said.due, to_timestamp(said.due_at / 1000) as due_as_of,
           said.status, to_timestamp(said.status_at / 1000) as status_as_of
      from account a
     cross join lateral (select a.imported #>> '{said,balance}' as balance, (a.imported #>> '{asOf,balance}')::float8 as balance_at,
             a.imported #>> '{said,dueDate}' as due, (a.imported #>> '{asOf,dueDate}')::float8 as due_at,
             a.imported #>> '{said,status}' as status, (a.imported #>> '{asOf,status}')::float8 as status_at) said
     where a.shard = ${shard} and a.workspace_id = ${workspace} and (a.opened_at is null or a.opened_at < ${end})
       ${equals('a.segment', narrowing.segment)} ${equals('a.product', narrowing.product)} ${equals('a.currency', narrowing.currency)}
       ${ways.includes('journey') ? inJourney(statement, 'a.id') : ''} ${ways.includes('contact') ? wasTold(statement, 'a.id') : ''})`;
}

/** Only accounts that were in the journey, or version, at some instant of the period. */
function inJourney(statement: Statement, account: string): string {
  const { narrowing, shard } = statement;
  if (narrowing.journeyId === null && narrowing.versionId === null) return '';
  return `and exists (select from enrollment n where n.shard = ${shard} and n.account_id = ${account} and ${livedSql(statement, 'n')})`;
}

/** An enrollment of the journey and version asked for that was under way at some instant of the period. */
export function livedSql({ params, narrowing, start, end }: Statement, n: string): string {
  const equals = (column: string, value: number | null) => (value === null ? '' : `and ${n}.${column} = ${params.add(value)}`);
  return `${n}.entered_at < ${end} and (${n}.ended_at is null or ${n}.ended_at >= ${start})
    ${equals('journey_id', narrowing.journeyId)} ${equals('version_id', narrowing.versionId)}`;
}

/** Only accounts that a contact of the period, by the channel or of the stage, was about. */
function wasTold(statement: Statement, account: string): string {
  const { narrowing } = statement;
  if (narrowing.channel === null && narrowing.steps === null) return '';
  return `and ${account} in (select unnest(c.account_ids) from contact c where ${sentSql(statement, 'c')})`;
}

/** A contact that was sent in the period by the journey, version, stage and channel asked for. What failed or is not known to have left is none. */
export function sentSql(statement: Statement, c: string): string {
  const { params, narrowing, shard, workspace, start, end } = statement;
  const equals = (column: string, value: string | number | null) => (value === null ? '' : `and ${c}.${column} = ${params.add(value)}`);
  const steps = narrowing.steps;
  const inStage =
    steps === null
      ? ''
      : `and (${c}.version_id, ${c}.node) in (select * from unnest(${params.add(steps.map((step) => step.versionId))}::int[], ${params.add(steps.map((step) => step.node))}::text[]))`;
  return `${c}.shard = ${shard} and ${c}.workspace_id = ${workspace} and ${c}.status in ('sent', 'delivered', 'read', 'answered')
    and ${c}.sent_at >= ${start} and ${c}.sent_at < ${end}
    ${equals('journey_id', narrowing.journeyId)} ${equals('version_id', narrowing.versionId)} ${equals('channel', narrowing.channel)} ${inStage}`;
}

/** The band of a number of days past due, as SQL; null days are `none`. */
export function bucketSql(days: string): string {
  return `case when ${days} is null then 'none' when ${days} < 0 then 'pre' when ${days} = 0 then 'due' when ${days} <= 30 then '1-30'
    when ${days} <= 60 then '31-60' when ${days} <= 90 then '61-90' else '90+' end`;
}
