import { localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { RunningVersion } from '#lib/interpreter/enter.ts';
import { type ArmModel, type ArmModels, KNOWS_NOTHING, type Trials } from '#lib/learning/arm-model.ts';
import { modelsOf, type TrialCount, trialsOf } from '#lib/learning/count-trials.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import type { Runner } from './runner.ts';
import { runningVersions, type VersionRow } from './running-versions.ts';

/** What was known at the start of one day of a workspace. */
export interface DayModels {
  readonly day: LocalDate;
  readonly models: ArmModels;
}

/** True where some step of a journey learns. */
export function learns(versions: readonly RunningVersion[]): boolean {
  return versions.some(({ program }) => program.learns.length > 0);
}

/** The keys of all steps that learn, in order. */
export function keysOf(versions: readonly RunningVersion[]): readonly string[] {
  return [...new Set(versions.flatMap(({ program }) => program.learns.map(({ model }) => model)))].sort();
}

const NO_MODELS: ArmModels = new Map();

/**
 * What was known of the arms of these versions' steps at the start of the workspace's day of `now`; null where it has not been summed up
 * for all of them (`beginDay`). Once read, a day is kept: its models never change.
 */
export async function modelsOfDay(
  tx: Sql,
  runner: Runner,
  workspace: Pick<PortfolioWorkspace, 'id' | 'timezone'>,
  versions: readonly RunningVersion[],
  now: Instant,
): Promise<ArmModels | null> {
  const keys = keysOf(versions);
  if (keys.length === 0) return NO_MODELS;
  const day = localDateOf(now, workspace.timezone);
  const kept = runner.models.get(workspace.id);
  if (kept?.day === day && keys.every((key) => kept.models.has(key))) return kept.models;
  const models = await readModels(tx, workspace.id, day);
  if (!keys.every((key) => models.has(key))) return null;
  runner.models.set(workspace.id, { day, models });
  return models;
}

interface ModelRow {
  readonly model: string;
  readonly version: number;
  readonly trials: readonly (Trials & { readonly context: string; readonly arm: string })[];
}

async function readModels(tx: Sql, workspaceId: number, day: LocalDate): Promise<ArmModels> {
  const rows = await tx.query<ModelRow>(
    'select model, version, trials from arm_model where workspace_id = $1 and day = $2',
    [workspaceId, day],
    { keep: true },
  );
  return new Map(rows.map(({ model, version, trials }): [string, ArmModel] => [model, { version, day, trials: trialsOf(trials) }]));
}

/**
 * Sums up what is known of arms at the start of the workspace's day, once a day and key: everything that was shown and heard of before
 * it, in all shards, which are held meanwhile, so that no turn of an earlier instant is under way. Whoever comes second finds it
 * done; killed half-way, nothing has happened. `systemNow` counts in a live workspace.
 */
export async function beginDay(runner: Runner, workspaceId: number, systemNow: Instant): Promise<void> {
  await runner.db.transaction(async (tx) => {
    const workspace = await readWorkspace(tx, workspaceId);
    const shards = shardsOf(workspace);
    await holdShards(tx, workspaceId, shards);
    const { now, versions } = await readStanding(tx, workspaceId, systemNow);
    const keys = keysOf(await runningVersions(tx, versions, runner.compiled));
    const day = localDateOf(now, workspace.timezone);
    const known = await readModels(tx, workspaceId, day);
    const missing = keys.filter((key) => !known.has(key));
    if (missing.length === 0) return;
    const from = startOfDay(day, workspace.timezone);
    const counts: TrialCount[] = [];
    for (const shard of shards) counts.push(...(await countShard(tx, workspaceId, shard, missing, from, null)));
    const models = modelsOf(counts, from, workspace.timezone);
    await writeModels(
      tx,
      workspaceId,
      day,
      missing.map((key) => [key, models.get(key) ?? KNOWS_NOTHING]),
    );
    runner.at('day-written');
  });
  runner.at('day-begun');
}

/** Read once the shards are held: before, the clock may have moved on, or a journey been published. */
async function readStanding(
  tx: Sql,
  workspaceId: number,
  systemNow: Instant,
): Promise<{ readonly now: Instant; readonly versions: readonly VersionRow[] }> {
  const [row] = await tx.query<{ now: Instant; versions: readonly VersionRow[] }>(
    `select (extract(epoch from coalesce(clock_at, to_timestamp($2::float8 / 1000.0))) * 1000)::bigint as now,
       (select coalesce(json_agg(json_build_object('id', v.id, 'journeyId', v.journey_id, 'liveVersionId', j.live_version_id, 'status', j.status)), '[]')
        from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $1 and j.live_version_id is not null) as versions
     from workspace where id = $1`,
    [workspaceId, systemNow],
  );
  if (!row) throw new Error(`there is no workspace ${workspaceId}`);
  return row;
}

/** The same as `countTrials`, of one shard; `over`: only showings whose time was over before that instant. */
export function countShard(
  tx: Sql,
  workspaceId: number,
  shard: number,
  models: readonly string[],
  day: Instant,
  over: Instant | null,
): Promise<readonly TrialCount[]> {
  return tx.query<TrialCount>(
    `select model, context, arm, (extract(epoch from min(at)) * 1000)::bigint as since,
       count(*) filter (where rewarded_at < to_timestamp($4 / 1000.0)) as successes,
       count(*) filter (where (rewarded_at is null or rewarded_at >= to_timestamp($4 / 1000.0)) and until < to_timestamp($4 / 1000.0)) as failures
     from arm_showing where shard = $1 and workspace_id = $2 and model = any($3::text[]) and at < to_timestamp($4 / 1000.0)
       and ($5::float8 is null or until < to_timestamp($5::float8 / 1000.0))
     group by model, context, arm`,
    [shard, workspaceId, models, day, over],
    { keep: true },
  );
}

/** Writes what was known of these keys at the start of one day of the workspace; what is written is never changed. */
export async function writeModels(
  tx: Sql,
  workspaceId: number,
  day: LocalDate,
  models: readonly (readonly [string, ArmModel])[],
): Promise<void> {
  const rows = models.map(([model, { version, trials }]) => ({
    model,
    version,
    trials: [...trials].flatMap(([context, arms]) => [...arms].map(([arm, counted]) => ({ context, arm, ...counted }))),
  }));
  await tx.query(
    `insert into arm_model (workspace_id, model, day, version, trials)
     select $1, model, $2, version, trials from jsonb_to_recordset($3::jsonb) as r(model text, version int, trials jsonb) on conflict do nothing`,
    [workspaceId, day, JSON.stringify(rows)],
  );
}
