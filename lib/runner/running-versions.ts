import type { Sql } from '#lib/db/client.ts';
import { compile, type Program } from '#lib/interpreter/compile.ts';
import type { RunningVersion } from '#lib/interpreter/enter.ts';
import { readJourney } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';

/** A frozen version made ready to run, with the messages that were frozen with it. */
export interface CompiledVersion {
  readonly program: Program;
  readonly templates: readonly MessageTemplate[];
}

/** A version of a workspace's journey as it takes part now. */
export type LiveVersion = RunningVersion & CompiledVersion;

/** A published version of a workspace's journey, as the claim reads it. */
export interface VersionRow {
  readonly id: number;
  readonly journeyId: number;
  /** The version that accounts enter. */
  readonly liveVersionId: number;
  readonly status: string;
}

/** Every published version of a workspace's journeys, those of a journey together, by its key. */
export async function readVersionRows(sql: Sql, workspaceId: number): Promise<readonly VersionRow[]> {
  return sql.query<VersionRow>(
    `select v.id, v.journey_id as "journeyId", j.live_version_id as "liveVersionId", j.status
     from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $1 and j.live_version_id is not null
     order by j.key collate "C", v.number`,
    [workspaceId],
  );
}

/** The versions ready to run, in the order given; those not met before are read and compiled. The live one of each journey admits. */
export async function runningVersions(
  sql: Sql,
  rows: readonly VersionRow[],
  compiled: Map<number, CompiledVersion>,
): Promise<readonly LiveVersion[]> {
  const missing = rows.map((row) => row.id).filter((id) => !compiled.has(id));
  await compileMissing(sql, missing, compiled);
  return rows.flatMap(({ id, journeyId, liveVersionId, status }) => {
    const version = compiled.get(id);
    return version ? [{ journeyId, versionId: id, ...version, admits: id === liveVersionId, paused: status === 'paused' }] : [];
  });
}

async function compileMissing(sql: Sql, ids: readonly number[], compiled: Map<number, CompiledVersion>): Promise<void> {
  if (ids.length === 0) return;
  const rows = await sql.query<{ id: number; document: unknown; templates: readonly MessageTemplate[] }>(
    'select id, document, templates from journey_version where id = any($1::int[])',
    [ids],
  );
  for (const row of rows) {
    const read = readJourney(row.document);
    if (!read.ok)
      throw new Error(
        `journey version ${row.id} cannot be read: ${read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
      );
    compiled.set(row.id, { program: compile(read.value, row.templates), templates: row.templates });
  }
}
