import type { Instant } from '#lib/base/instant.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import type { Sql } from '../client.ts';

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** Messages as a version freezes them, in one order, so that two lists can be compared. */
const ordered = (rows: string) =>
  `(select jsonb_agg(jsonb_strip_nulls(m) order by m ->> 'key', m ->> 'channel', m ->> 'language') from (${rows}) r(m))`;

/** True where the draft `j`, or a message that version `v` froze, has changed since; false where there is no version. */
const HAS_CHANGES = `coalesce(j.draft <> v.document or ${ordered('select jsonb_array_elements(v.templates)')} is distinct from ${ordered(
  `select jsonb_build_object('key', t.key, 'channel', t.channel, 'language', t.language, 'subject', t.subject, 'body', t.body, 'extras', t.extras)
     from (select distinct on (key, channel, language) key, channel, language, subject, body, extras from message_template
            where workspace_id = j.workspace_id and key in (select f ->> 'key' from jsonb_array_elements(v.templates) f)
            order by key, channel, language, version desc) t`,
)}, false)`;

/** A journey of a workspace without its drawing. */
export interface JourneyRow {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly status: 'draft' | 'live' | 'paused';
  readonly revision: number;
  readonly updatedAt: Instant;
  /** The name of who saved last; null where no person did. */
  readonly updatedBy: string | null;
  readonly updatedById: string | null;
  readonly liveVersionId: number | null;
  readonly liveVersion: number | null;
  readonly publishedAt: Instant | null;
  readonly publishedBy: string | null;
  /** True where the live version is not what publishing now would freeze. */
  readonly hasChanges: boolean;
}

const COLUMNS = `j.id, j.key, j.name, j.status, j.revision, ${ms('j.updated_at')} as "updatedAt", saver.name as "updatedBy",
  j.updated_by as "updatedById", v.id as "liveVersionId", v.number as "liveVersion", ${ms('v.published_at')} as "publishedAt",
  publisher.name as "publishedBy", ${HAS_CHANGES} as "hasChanges"`;
const TABLES = `journey j left join journey_version v on v.id = j.live_version_id
  left join person saver on saver.id = j.updated_by left join person publisher on publisher.id = v.published_by`;

/** The journeys of a workspace, by name. */
export function journeyRows(db: Sql, workspaceId: number): Promise<JourneyRow[]> {
  return db.query<JourneyRow>(`select ${COLUMNS} from ${TABLES} where j.workspace_id = $1 order by lower(j.name), j.key`, [workspaceId]);
}

/** A journey with its drawing, as it was last saved; null where the workspace has none of this key. */
export async function journeyDraft(
  db: Sql,
  workspaceId: number,
  key: string,
): Promise<(JourneyRow & { readonly document: unknown }) | null> {
  const [row] = await db.query<JourneyRow & { readonly document: unknown }>(
    `select ${COLUMNS}, j.draft as document from ${TABLES} where j.workspace_id = $1 and j.key = $2`,
    [workspaceId, key],
  );
  return row ?? null;
}

/** The journeys of a workspace by key, each with those that its draft hands accounts to. */
export async function handovers(db: Sql, workspaceId: number): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = await db.query<{ key: string; targets: string[] }>(
    `select j.key, array(select distinct n -> 'config' ->> 'journey' from jsonb_array_elements(j.draft -> 'nodes') n
        where n ->> 'type' = 'handover' and n -> 'config' ->> 'journey' is not null) as targets
       from journey j where j.workspace_id = $1`,
    [workspaceId],
  );
  return Object.fromEntries(rows.map(({ key, targets }) => [key, targets]));
}

/** What the journeys of a workspace are called, by key. */
export async function journeyNames(db: Sql, workspaceId: number): Promise<Readonly<Record<string, string>>> {
  const rows = await db.query<{ key: string; name: string }>('select key, name from journey where workspace_id = $1', [workspaceId]);
  return Object.fromEntries(rows.map(({ key, name }) => [key, name]));
}

/** The pools that the drafts of a workspace's other journeys name, with the places a day that each says; by name. */
export function poolsElsewhere(db: Sql, workspaceId: number, key: string): Promise<{ readonly pool: string; readonly perDay: number }[]> {
  return db.query(
    `select distinct n -> 'config' ->> 'pool' as pool, (n -> 'config' -> 'perDay')::float8 as "perDay"
       from journey j, jsonb_array_elements(j.draft -> 'nodes') n
      where j.workspace_id = $1 and j.key <> $2 and n ->> 'type' = 'capacity' and n -> 'config' ->> 'pool' <> '' order by 1, 2`,
    [workspaceId, key],
  );
}

/** Who stored what instead, where a save was made on another revision. */
export interface StoredInstead {
  readonly revision: number;
  readonly updatedAt: Instant;
  readonly updatedBy: string | null;
  readonly updatedById: string | null;
  /** True where exactly this document stands there already. */
  readonly isSame: boolean;
}

/**
 * Stores a draft on top of the revision it was made on, in one statement, so that of two who save at once one does. Null
 * where the stored revision is another, or the workspace has no journey of this key.
 */
export async function saveDraft(
  tx: Sql,
  workspaceId: number,
  save: { readonly key: string; readonly name: string; readonly document: unknown; readonly revision: number; readonly personId: string },
): Promise<{ readonly revision: number; readonly updatedAt: Instant } | null> {
  const [row] = await tx.query<{ revision: number; updatedAt: Instant }>(
    `update journey set draft = $4::jsonb, name = $5, revision = revision + 1, updated_at = now(), updated_by = $6
      where workspace_id = $1 and key = $2 and revision = $3 returning revision, ${ms('updated_at')} as "updatedAt"`,
    [workspaceId, save.key, save.revision, JSON.stringify(save.document), save.name, save.personId],
  );
  return row ?? null;
}

/** What stands where a save could not; null where there is no such journey. */
export async function storedInstead(db: Sql, workspaceId: number, key: string, document: unknown): Promise<StoredInstead | null> {
  const [row] = await db.query<StoredInstead>(
    `select j.revision, ${ms('j.updated_at')} as "updatedAt", p.name as "updatedBy", j.updated_by as "updatedById", j.draft = $3::jsonb as "isSame"
       from journey j left join person p on p.id = j.updated_by where j.workspace_id = $1 and j.key = $2`,
    [workspaceId, key, JSON.stringify(document)],
  );
  return row ?? null;
}

/** Stores a new draft; false where its key, or the wish, is there already. */
export async function insertDraft(
  tx: Sql,
  workspaceId: number,
  draft: {
    readonly key: string;
    readonly name: string;
    readonly document: unknown;
    readonly personId: string;
    readonly requestId: string | null;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into journey (workspace_id, key, name, draft, updated_by, request_id) values ($1, $2, $3, $4::jsonb, $5, $6)
     on conflict do nothing returning id`,
    [workspaceId, draft.key, draft.name, JSON.stringify(draft.document), draft.personId, draft.requestId],
  );
  return rows.length > 0;
}

/** How many accounts are under way in one shard, by journey and version: of the counts that are kept, a few rows whatever the portfolio. */
export function underWay(
  db: Sql,
  workspaceId: number,
  shard: number,
): Promise<{ readonly journeyId: number; readonly version: number; readonly accounts: number }[]> {
  return db.query(
    `select v.journey_id as "journeyId", v.number as version, sum(case c.kind when 'entered' then c.times else -c.times end)::int as accounts
       from journey j join journey_version v on v.journey_id = j.id
       join step_count c on c.shard = $1 and c.version_id = v.id and c.kind in ('entered', 'ended')
      where j.workspace_id = $2 group by v.journey_id, v.number`,
    [shard, workspaceId],
  );
}

/** What was counted in one shard for a version: how often what happened, by node and outcome. */
export interface StepCount {
  readonly kind: 'entered' | 'ended' | 'step' | 'rewarded';
  readonly node: string;
  readonly outcome: string;
  readonly times: number;
}

/** The counts of a version in one shard. */
export function stepCounts(db: Sql, versionId: number, shard: number): Promise<StepCount[]> {
  return db.query<StepCount>('select kind, node, outcome, times from step_count where shard = $1 and version_id = $2', [shard, versionId]);
}

/**
 * How often these nodes were left by each way, and what of it was rewarded, in one shard, over all versions of the version's journey:
 * what was learned outlives a version, and a run may move to another before it is rewarded.
 */
export function armCounts(db: Sql, versionId: number, nodes: readonly string[], shard: number): Promise<StepCount[]> {
  return db.query<StepCount>(
    `select c.kind, c.node, c.outcome, sum(c.times)::bigint as times
       from journey_version live join journey_version v on v.journey_id = live.journey_id
       join step_count c on c.shard = $1 and c.version_id = v.id and c.kind in ('step', 'rewarded') and c.node = any($3::text[])
      where live.id = $2 group by c.kind, c.node, c.outcome`,
    [shard, versionId, nodes],
  );
}

/** The version that accounts enter, with its document, all null before the first publishing; null where there is no such journey. */
export async function liveDocument(
  db: Sql,
  workspaceId: number,
  key: string,
): Promise<{ readonly id: number | null; readonly number: number | null; readonly document: unknown } | null> {
  const [row] = await db.query<{ id: number | null; number: number | null; document: unknown }>(
    `select v.id, v.number, v.document from journey j left join journey_version v on v.id = j.live_version_id
      where j.workspace_id = $1 and j.key = $2`,
    [workspaceId, key],
  );
  return row ?? null;
}

/** Holds a journey's row for the length of the transaction: what is read of it after this is its newest. False where there is none. */
export async function holdJourney(tx: Sql, workspaceId: number, key: string): Promise<boolean> {
  const rows = await tx.query('select id from journey where workspace_id = $1 and key = $2 for update', [workspaceId, key]);
  return rows.length > 0;
}

/** The number that the journey's next version will have. */
export async function nextVersionNumber(db: Sql, journeyId: number): Promise<number> {
  const [row] = await db.query<{ number: number }>(
    'select coalesce(max(number), 0)::int + 1 as number from journey_version where journey_id = $1',
    [journeyId],
  );
  return row?.number ?? 1;
}

/** A published version with what it froze. */
export interface VersionText {
  readonly id: number;
  readonly number: number;
  readonly document: unknown;
  readonly templates: readonly MessageTemplate[];
  readonly publishedAt: Instant;
  readonly publishedBy: string | null;
}

/** These versions of a journey, by their numbers, the oldest first. */
export function versionTexts(db: Sql, journeyId: number, numbers: readonly number[]): Promise<VersionText[]> {
  return db.query<VersionText>(
    `select v.id, v.number, v.document, v.templates, ${ms('v.published_at')} as "publishedAt", p.name as "publishedBy"
       from journey_version v left join person p on p.id = v.published_by
      where v.journey_id = $1 and v.number = any($2::int[]) order by v.number`,
    [journeyId, numbers],
  );
}

/** When and by whom each version of a journey was published, the newest first. */
export function versionLines(db: Sql, journeyId: number): Promise<Pick<VersionText, 'number' | 'publishedAt' | 'publishedBy'>[]> {
  return db.query(
    `select v.number, ${ms('v.published_at')} as "publishedAt", p.name as "publishedBy"
       from journey_version v left join person p on p.id = v.published_by where v.journey_id = $1 order by v.number desc`,
    [journeyId],
  );
}
