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

type ValueName = 'shard' | 'workspace' | 'zone' | 'cap' | 'starts' | 'ends';

/** A statement for one shard and some periods while its text is put together. A value is sent only where the text asks for it. */
export class Statement {
  readonly params = new SqlParams();
  readonly narrowing: Narrowing;
  readonly #values: Readonly<Record<ValueName, number | string | readonly number[]>>;
  readonly #places = new Map<string, string>();

  constructor({ id, zone, now }: Portfolio, shard: number, periods: readonly Period[], narrowing: Narrowing) {
    const cap = now + 1;
    const starts = periods.map(({ from }) => startOfDay(from, zone));
    const ends = periods.map(({ to }) => Math.min(startOfDay(to, zone), cap));
    this.narrowing = narrowing;
    this.#values = { shard, workspace: id, zone, cap, starts, ends };
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

  /** The instant after now. */
  get cap(): string {
    return `to_timestamp(${this.#place('cap')}::float8 / 1000)`;
  }

  /** The first instant of each period, as an array of milliseconds. */
  get starts(): string {
    return `${this.#place('starts')}::float8[]`;
  }

  /** The instant after each period's last one, or after now where that comes first. */
  get ends(): string {
    return `${this.#place('ends')}::float8[]`;
  }

  #place(name: ValueName): string {
    const known = this.#places.get(name);
    if (known) return known;
    const place = this.params.add(this.#values[name]);
    this.#places.set(name, place);
    return place;
  }
}

/** What a figure reads of accounts beside their own fields: what they owed (`money`), until when (`dues`), and in what words they stood. */
export type Fact = 'money' | 'dues' | 'words';

/** Under which name an import says it, and as what it is read. */
const SAID = { money: ['balance', 'bigint'], dues: ['dueDate', 'date'], words: ['status', 'text'] } as const;

/**
 * `periods`: those asked for that have begun (n counts from 0 over all that are asked for). `scope`: the accounts of the
 * shard that exist before the last one's end and are not left out, and for each fact what their last import says of it,
 * `said_money` (minor units), `said_dues`, `said_words`, with the instant as of which it says so, `as_of_money` and so on;
 * null where no import spoke. `within` (n, account_id) is there for `withinSql` unless none is asked for; where it narrows,
 * only accounts that stood within the narrowing in some period are in scope.
 */
export function scopeSql(statement: Statement, facts: readonly Fact[], use: 'narrows' | 'beside' | 'none'): string {
  const { params, narrowing, shard, workspace } = statement;
  const equals = (column: string, value: string | null) => (value === null ? '' : `and ${column} = ${params.add(value)}`);
  const within = use !== 'none' && isNarrowedWithin(statement) ? withinQuery(statement) : '';
  const said = facts.map((fact) => {
    const [name, type] = SAID[fact];
    return `, (a.imported #>> '{said,${name}}')::${type} as said_${fact}, to_timestamp((a.imported #>> '{asOf,${name}}')::float8 / 1000) as as_of_${fact}`;
  });
  return `periods as materialized (
    select (n - 1)::int as n, to_timestamp(since / 1000) as since, to_timestamp(until / 1000) as until
      from unnest(${statement.starts}, ${statement.ends}) with ordinality as u(since, until, n) where since < until),
  ${within && `within as materialized (${within}),`}
  scope as materialized (
    select a.id, a.external_id, a.debtor_id, a.currency, a.product, a.opened_at ${said.join('')}
      from account a
     where a.shard = ${shard} and a.workspace_id = ${workspace} and (a.opened_at is null or a.opened_at < (select max(until) from periods))
       ${equals('a.segment', narrowing.segment)} ${equals('a.product', narrowing.product)} ${equals('a.currency', narrowing.currency)}
       ${within && use === 'narrows' ? 'and a.id in (select account_id from within)' : ''})`;
}

/** Leaves only accounts that stood within the narrowing in that very period; nothing where it leaves all. */
export function withinSql(statement: Statement, n: string, account: string): string {
  return isNarrowedWithin(statement) ? `and (${n}, ${account}) in (select n, account_id from within)` : '';
}

function isNarrowedWithin({ narrowing: { journeyId, versionId, channel, steps } }: Statement): boolean {
  return [journeyId, versionId, channel, steps].some((one) => one !== null);
}

/** The accounts that were in the journey, or version, at some instant of a period, and that a contact of it, by the channel or of the stage, was about. */
function withinQuery(statement: Statement): string {
  const { journeyId, versionId, channel, steps } = statement.narrowing;
  const queries: string[] = [];
  if (journeyId !== null || versionId !== null)
    queries.push(`select p.n, e.account_id from enrollment e join periods p on ${livedSql(statement, 'e', 'p')}`);
  if (channel !== null || steps !== null)
    queries.push(
      `select p.n, u.account_id from contact c join periods p on ${sentSql(statement, 'c', 'p')} cross join lateral unnest(c.account_ids) as u(account_id)`,
    );
  return queries.join(' intersect ');
}

/** An enrollment of the journey and version asked for that was under way at some instant of the period. */
export function livedSql({ params, narrowing, shard, workspace }: Statement, e: string, p: string): string {
  const equals = (column: string, value: number | null) => (value === null ? '' : `and ${e}.${column} = ${params.add(value)}`);
  return `${e}.shard = ${shard} and ${e}.workspace_id = ${workspace} and ${e}.entered_at < ${p}.until and (${e}.ended_at is null or ${e}.ended_at >= ${p}.since)
    ${equals('journey_id', narrowing.journeyId)} ${equals('version_id', narrowing.versionId)}`;
}

/** A contact that was sent in the period by the journey, version, stage and channel asked for. What failed or is not known to have left is none. */
export function sentSql(statement: Statement, c: string, p: string): string {
  const { params, narrowing, shard, workspace } = statement;
  const equals = (column: string, value: string | number | null) => (value === null ? '' : `and ${c}.${column} = ${params.add(value)}`);
  const steps = narrowing.steps;
  const inStage =
    steps === null
      ? ''
      : `and (${c}.version_id, ${c}.node) in (select * from unnest(${params.add(steps.map((step) => step.versionId))}::int[], ${params.add(steps.map((step) => step.node))}::text[]))`;
  return `${c}.shard = ${shard} and ${c}.workspace_id = ${workspace} and ${c}.status in ('sent', 'delivered', 'read', 'answered')
    and ${c}.sent_at >= ${p}.since and ${c}.sent_at < ${p}.until
    ${equals('journey_id', narrowing.journeyId)} ${equals('version_id', narrowing.versionId)} ${equals('channel', narrowing.channel)} ${inStage}`;
}

/** The band of a number of days past due, as SQL; null days are `none`. */
export function bucketSql(days: string): string {
  return `case when ${days} is null then 'none' when ${days} < 0 then 'pre' when ${days} = 0 then 'due' when ${days} <= 30 then '1-30'
    when ${days} <= 60 then '31-60' when ${days} <= 90 then '61-90' else '90+' end`;
}
