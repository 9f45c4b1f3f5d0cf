import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { moverOf, nobodyMoves } from './clock-mover.ts';
import type { Runner } from './runner.ts';

/** How a move ended that was not cut off. */
export type ClockOutcome = 'arrived' | 'stopped' | 'failed';

/** The newest move that a person asked for. */
interface ClockMoveRow {
  readonly id: string;
  /** The person's name; null where they are gone. */
  readonly by: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly contacts: number;
  readonly isStopping: boolean;
  /** `interrupted`: it was under way when its server ended. */
  readonly state: 'under-way' | 'interrupted' | ClockOutcome;
}

/** A test workspace's clock: what it shows, and the newest move. */
export interface ClockReading {
  readonly now: Instant;
  readonly move: ClockMoveRow | null;
}

/** What the clock shows and how its newest move stands, read in one statement; null for a live workspace. */
export async function readMove(runner: Runner, workspaceId: number): Promise<ClockReading | null> {
  const [row] = await runner.db.query<{ at: Instant | null; stopAsked: boolean } & { [K in keyof ClockMoveRow]: ClockMoveRow[K] | null }>(
    `select (extract(epoch from w.clock_at) * 1000)::bigint as at, m.id, p.name as by, m.contacts,
            (extract(epoch from m.from_at) * 1000)::bigint as from, (extract(epoch from m.to_at) * 1000)::bigint as to,
            m.stop_asked_at is not null as "isStopping",
            case when m.id is null then null when m.outcome is not null then m.outcome
                 when w.clock_mover = m.id and not ${nobodyMoves(2)} then 'under-way' else 'interrupted' end as state
       from workspace w left join clock_move m on m.workspace_id = w.id left join person p on p.id = m.person_id
      where w.id = $1`,
    [workspaceId, ...moverOf(runner)],
  );
  if (!row || row.at === null) return null;
  const { at, id, by, from, to, contacts, isStopping, state } = row;
  const isMove = id !== null && from !== null && to !== null && contacts !== null && isStopping !== null && state !== null;
  return { now: at, move: isMove ? { id, by, from, to, contacts, isStopping, state } : null };
}

/** Writes a move that begins in place of the one before. */
export async function writeMove(
  tx: Sql,
  move: { readonly id: string; readonly workspaceId: number; readonly personId: string; readonly from: Instant; readonly to: Instant },
): Promise<void> {
  await tx.query(
    `insert into clock_move (workspace_id, id, person_id, from_at, to_at)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000.0), to_timestamp($5::float8 / 1000.0))
     on conflict (workspace_id) do update set id = excluded.id, person_id = excluded.person_id, from_at = excluded.from_at,
       to_at = excluded.to_at, contacts = 0, stop_asked_at = null, started_at = now(), ended_at = null, outcome = null`,
    [move.workspaceId, move.id, move.personId, move.from, move.to],
  );
}

/** Writes how many contacts left the queue so far; true where the move is to stop. */
export async function noteProgress(sql: Sql, workspaceId: number, id: string, contacts: number): Promise<boolean> {
  const [row] = await sql.query<{ isToStop: boolean }>(
    `update clock_move set contacts = $3 where workspace_id = $1 and id = $2 returning stop_asked_at is not null as "isToStop"`,
    [workspaceId, id, contacts],
  );
  return row?.isToStop ?? false;
}

/** Asks a move to stop at its next safe place; one that has ended, or another, is left alone. */
export async function askToStop(sql: Sql, workspaceId: number, id: string): Promise<void> {
  await sql.query(
    `update clock_move set stop_asked_at = coalesce(stop_asked_at, now()) where workspace_id = $1 and id = $2 and ended_at is null`,
    [workspaceId, id],
  );
}

/** Writes the end of a move and gives the clock free, at once: nobody sees a clock that is held by a move that has ended. */
export async function endMove(
  sql: Sql,
  move: { readonly workspaceId: number; readonly id: string; readonly contacts: number; readonly outcome: ClockOutcome | null },
): Promise<void> {
  await sql.query(
    `with ended as (
       update clock_move set contacts = $3::int, outcome = $4::text, ended_at = case when $4::text is null then null else now() end
       where workspace_id = $1 and id = $2)
     update workspace set clock_mover = null where id = $1 and clock_mover = $2`,
    [move.workspaceId, move.id, move.contacts, move.outcome],
  );
}
