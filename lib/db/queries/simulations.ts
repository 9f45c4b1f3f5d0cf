import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** How many simulations of one journey are kept; the older ones go when another begins. */
const KEPT = 5;
/** One that was not seen for so long has lost its server. */
const SILENT_SECONDS = 15;

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** How a simulation ended. */
export type SimulationOutcome = 'finished' | 'stopped' | 'failed' | 'interrupted';

/** A simulation as it is stored. `outcome` is null where it has no end; `isSilent`: nobody has said for a while that it runs. */
export interface SimulationRow {
  readonly id: string;
  readonly journey: string;
  readonly by: string | null;
  readonly runner: string;
  readonly order: unknown;
  readonly done: number;
  readonly whole: number;
  readonly isStopping: boolean;
  readonly isSilent: boolean;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly outcome: SimulationOutcome | null;
  readonly problem: string | null;
  readonly result: unknown;
}

const COLUMNS = `s.id, j.key as journey, p.name as by, s.runner, s."order", s.done, s.whole, s.stop_asked_at is not null as "isStopping",
  s.seen_at < now() - interval '${SILENT_SECONDS} seconds' as "isSilent", ${ms('s.started_at')} as "startedAt", ${ms('s.ended_at')} as "endedAt",
  s.outcome, s.problem, s.result
  from simulation s join journey j on j.id = s.journey_id left join person p on p.id = s.person_id`;

/** One simulation of a workspace; null where it has none of this id. */
export async function simulationRow(db: Sql, workspaceId: number, id: string): Promise<SimulationRow | null> {
  const [row] = await db.query<SimulationRow>(`select ${COLUMNS} where s.workspace_id = $1 and s.id = $2`, [workspaceId, id]);
  return row ?? null;
}

/** The newest simulation of a journey; null where there was none. */
export async function latestSimulation(db: Sql, journeyId: number): Promise<SimulationRow | null> {
  const [row] = await db.query<SimulationRow>(`select ${COLUMNS} where s.journey_id = $1 order by s.started_at desc, s.id desc limit 1`, [
    journeyId,
  ]);
  return row ?? null;
}

/** A simulation that begins. `running`: those that this process has in hand; `isAlone`: no other process uses this database. */
export interface NewSimulation {
  readonly id: string;
  readonly workspaceId: number;
  readonly journeyId: number;
  readonly personId: string;
  readonly runner: string;
  readonly order: object;
  readonly running: readonly string[];
  readonly isAlone: boolean;
}

/**
 * Writes a simulation that begins, once what was cut off in the workspace has its end; false where another is under way.
 * In the caller's transaction.
 */
export async function insertSimulation(tx: Sql, one: NewSimulation): Promise<boolean> {
  await tx.query(
    `update simulation set ended_at = now(), outcome = 'interrupted'
      where workspace_id = $1 and ended_at is null and not id = any($2::uuid[])
        and ($3 or runner = $4 or seen_at < now() - interval '${SILENT_SECONDS} seconds')`,
    [one.workspaceId, one.running, one.isAlone, one.runner],
  );
  const made = await tx.query(
    `insert into simulation (id, workspace_id, journey_id, person_id, runner, "order") values ($1, $2, $3, $4, $5, $6::jsonb)
     on conflict (workspace_id) where ended_at is null do nothing returning id`,
    [one.id, one.workspaceId, one.journeyId, one.personId, one.runner, JSON.stringify(one.order)],
  );
  if (made.length === 0) return false;
  await tx.query(
    `delete from simulation where journey_id = $1 and id not in (
       select id from simulation where journey_id = $1 order by started_at desc, id desc limit ${KEPT})`,
    [one.journeyId],
  );
  return true;
}

/** Writes how far a simulation is; true where it is to stop, or is there no more. */
export async function beatSimulation(db: Sql, id: string, done: number, whole: number): Promise<boolean> {
  const [row] = await db.query<{ isToStop: boolean }>(
    `update simulation set done = $2, whole = $3, seen_at = now() where id = $1 and ended_at is null
     returning stop_asked_at is not null as "isToStop"`,
    [id, done, whole],
  );
  return row?.isToStop ?? true;
}

/** How a simulation came to its end. */
export interface SimulationEnd {
  readonly outcome: SimulationOutcome;
  readonly done: number;
  readonly whole: number;
  readonly problem: string | null;
  readonly result: object | null;
}

/** Writes the end of a simulation; one that has an end already keeps it. */
export async function endSimulation(db: Sql, id: string, { outcome, done, whole, problem, result }: SimulationEnd): Promise<void> {
  await db.query(
    `update simulation set ended_at = now(), seen_at = now(), outcome = $2, done = $3, whole = $4, problem = $5, result = $6::jsonb
      where id = $1 and ended_at is null`,
    [id, outcome, done, whole, problem, result === null ? null : JSON.stringify(result)],
  );
}

/** Asks a simulation to stop; one that has ended is left alone. */
export async function askSimulationToStop(db: Sql, workspaceId: number, id: string): Promise<void> {
  await db.query(
    'update simulation set stop_asked_at = coalesce(stop_asked_at, now()) where workspace_id = $1 and id = $2 and ended_at is null',
    [workspaceId, id],
  );
}

/** The numbers of a journey's versions, the newest first. */
export async function versionNumbers(
  db: Sql,
  journeyId: number,
): Promise<readonly { readonly number: number; readonly publishedAt: Instant; readonly isLive: boolean }[]> {
  return db.query(
    `select v.number, ${ms('v.published_at')} as "publishedAt", v.id = j.live_version_id as "isLive"
       from journey_version v join journey j on j.id = v.journey_id where v.journey_id = $1 order by v.number desc`,
    [journeyId],
  );
}
