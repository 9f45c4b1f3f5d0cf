import { addDays, localDateOf } from '#lib/base/civil.ts';
import { type Instant, type LocalDate, MS_PER_MINUTE } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { givePlaces, type PoolDay, type PoolRequest, poolTerms, requestsOf } from '#lib/interpreter/places.ts';
import { type GivenPlace, type OpeningHour, openingOn } from '#lib/journey/pools.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { update } from './bulk.ts';
import { moverOf, nobodyMoves } from './clock-mover.ts';
import { needsWholeHistory, readWorlds } from './read-worlds.ts';
import type { Runner } from './runner.ts';
import { type LiveVersion, readVersionRows, runningVersions } from './running-versions.ts';

/** So long after the opening the places wait for a shard in which something older is still to happen. */
const PATIENCE_MS = 10 * MS_PER_MINUTE;

/** Workspaces in which somebody may wait for a place and the opening hour has come; one whose clock is being moved is left to the mover. */
export async function daysDue(runner: Runner, systemNow: Instant): Promise<readonly number[]> {
  const rows = await runner.db.query<{ id: number }>(
    `select id from workspace where opens_at <= coalesce(clock_at, to_timestamp($1::float8 / 1000.0)) and ${nobodyMoves(2)}
       and exists (select 1 from agenda where workspace_id = id and has_requests) order by id`,
    [systemNow, ...moverOf(runner)],
  );
  return rows.map(({ id }) => id);
}

/** A workspace at its opening. */
interface Opening {
  readonly workspace: PortfolioWorkspace;
  readonly now: Instant;
  readonly day: LocalDate;
  readonly at: Instant;
  readonly versions: readonly LiveVersion[];
}

/**
 * Gives the places of all pools of the workspace for its local day, once: to requests that stood by the opening hour, in the order of
 * `allocate`, over all shards and journeys (journey.md section 8). One transaction that holds every shard writes the day and the
 * places, so that a crash leaves both or neither, and of two workers the second finds the day given. Who got a place goes on with it
 * in the next tick. False where there was nothing to do yet: it is not the hour, or something older is still to happen.
 */
export async function giveDay(runner: Runner, workspaceId: number, systemNow: Instant): Promise<boolean> {
  const done = await runner.db.transaction(async (tx) => {
    await holdShards(tx, workspaceId, shardsOf(await readWorkspace(tx, workspaceId)));
    const standing = await readStanding(tx, workspaceId, systemNow);
    if (!standing || standing.opensAt > standing.now) return false;
    const { now, nextAt } = standing;
    const workspace = await readWorkspace(tx, workspaceId);
    const hour: OpeningHour = { time: workspace.openingTime, zone: workspace.timezone };
    const day = localDateOf(now, hour.zone);
    const at = openingOn(day, hour);
    if (at > now) {
      // Nobody had asked for days.
      await opensNext(tx, workspaceId, at);
      return true;
    }
    if (nextAt !== null && nextAt <= at && now - at < PATIENCE_MS) return false;
    const versions = await runningVersions(tx, await readVersionRows(tx, workspaceId), runner.compiled);
    await give(tx, runner, { workspace, now, day, at, versions });
    await opensNext(tx, workspaceId, openingOn(addDays(day, 1), hour));
    runner.at('places-written');
    return true;
  });
  if (done) runner.at('places-given');
  return done;
}

/** What is read once the shards are held: before, another worker might have been at it. */
async function readStanding(
  tx: Sql,
  workspaceId: number,
  systemNow: Instant,
): Promise<{ readonly now: Instant; readonly opensAt: Instant; readonly nextAt: Instant | null } | null> {
  const [row] = await tx.query<{ now: Instant; opensAt: Instant; nextAt: Instant | null }>(
    `select (extract(epoch from coalesce(w.clock_at, to_timestamp($2::float8 / 1000.0))) * 1000)::bigint as now,
       (extract(epoch from w.opens_at) * 1000)::bigint as "opensAt", (extract(epoch from min(a.next_at)) * 1000)::bigint as "nextAt"
     from workspace w join agenda a on a.workspace_id = w.id where w.id = $1 group by w.id having bool_or(a.has_requests)`,
    [workspaceId, systemNow],
  );
  return row ?? null;
}

async function opensNext(tx: Sql, workspaceId: number, at: Instant): Promise<void> {
  await tx.query('update workspace set opens_at = to_timestamp($2::float8 / 1000.0) where id = $1', [workspaceId, at]);
}

async function give(tx: Sql, runner: Runner, opening: Opening): Promise<void> {
  const { workspace, day, now } = opening;
  const terms = poolTerms(opening.versions);
  const over = new Set(
    (await tx.query<{ pool: string }>('select pool from pool_day where workspace_id = $1 and day = $2', [workspace.id, day])).map(
      ({ pool }) => pool,
    ),
  );
  const asked = new Map<number, readonly PoolRequest[]>();
  for (const shard of shardsOf(workspace)) {
    const requests = await readRequests(tx, runner, opening, shard, terms);
    asked.set(
      shard,
      requests.filter(({ pool }) => !over.has(pool)),
    );
  }
  const { given, days } = givePlaces([...asked.values()].flat(), terms, day);
  await writePoolDays(tx, workspace.id, [{ day, at: now, days }]);
  for (const [shard, requests] of asked) await writePlaces(tx, now, shard, requests, given);
  // Those who got a place are due, and so is what was kept from being sent until now.
  await tx.query('update agenda set next_at = least(next_at, to_timestamp($2 / 1000.0)) where workspace_id = $1 and has_requests', [
    workspace.id,
    now,
  ]);
}

/** The requests that stand in a shard, batch by batch: of the debtors nothing is kept but what the pools' orders read. */
async function readRequests(
  tx: Sql,
  runner: Runner,
  { workspace, now, at, versions }: Opening,
  shard: number,
  terms: ReturnType<typeof poolTerms>,
): Promise<readonly PoolRequest[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct debtor_id as id from enrollment
      where shard = $1 and workspace_id = $2 and status = 'live' and pool is not null and place is null and arrived_at <= to_timestamp($3 / 1000.0)`,
    [shard, workspace.id, at],
    { keep: true },
  );
  const programs = versions.map(({ program }) => program);
  const wholeHistory = needsWholeHistory(programs, workspace.topicDays);
  const requests: PoolRequest[] = [];
  for (let from = 0; from < rows.length; from += runner.batchSize) {
    const ids = rows.slice(from, from + runner.batchSize).map(({ id }) => id);
    const worlds = await readWorlds(tx, shard, ids, { now, wholeHistory, mayHaveEvents: false });
    for (const { world } of worlds) requests.push(...requestsOf(world, terms, at, { now, versions }));
  }
  return requests;
}

async function writePlaces(
  tx: Sql,
  now: Instant,
  shard: number,
  requests: readonly PoolRequest[],
  given: ReadonlyMap<string, GivenPlace>,
): Promise<void> {
  const placed = requests.flatMap(({ id }) => {
    const place = given.get(id);
    return place ? [{ id, place }] : [];
  });
  if (placed.length === 0) return;
  await update(
    tx,
    'enrollment',
    shard,
    { id: 'uuid', place: 'json', wake_at: 'instant' },
    { id: placed.map(({ id }) => id), place: placed.map(({ place }) => place), wake_at: placed.map(() => now) },
  );
}

/** A local day of the workspace on which places were given, by its clock at `at`. */
export interface GivenDay {
  readonly day: LocalDate;
  readonly at: Instant;
  readonly days: readonly PoolDay[];
}

/** Writes how the pools' days went: each day of a pool once. */
export async function writePoolDays(tx: Sql, workspaceId: number, given: readonly GivenDay[]): Promise<void> {
  const rows = given.flatMap(({ day, at, days }) => days.map((one) => ({ ...one, day, at })));
  if (rows.length === 0) return;
  await tx.query(
    `insert into pool_day (workspace_id, pool, day, places, requests, granted, given_at)
     select $1, pool, day, places, requests, granted, to_timestamp(at / 1000.0)
     from jsonb_to_recordset($2::jsonb) as r(pool text, day text, places int, requests int, granted int, at float8)`,
    [workspaceId, JSON.stringify(rows)],
  );
}
