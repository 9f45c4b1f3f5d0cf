import 'server-only';
import type { Clock, MoveClock } from '#lib/api/clock.ts';
import { plusDays } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { moveClock, nextDue } from '#lib/runner/clock.ts';
import { ClockRefused } from '#lib/runner/clock-mover.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { Refused } from './api-call.ts';

/** What the clock of a test workspace shows. Throws Refused for a live one. */
export async function readClock(db: Sql, workspace: WorkspaceStanding): Promise<Clock> {
  return clockOf(db, workspace.id, shownBy(workspace));
}

/** Moves the clock forward; everything due happens in order before this answers. Throws Refused where it may not be moved so. */
export async function advanceClock(db: Database, workspace: WorkspaceStanding, move: MoveClock): Promise<Clock> {
  const now = shownBy(workspace);
  const to =
    'to' in move
      ? Date.parse(move.to)
      : move.advance === 'day'
        ? plusDays(now, 1, workspace.timezone)
        : await nextFrom(db, workspace.id, now);
  if (to < now) throw new Refused(409, 'clock-past');
  try {
    return await clockOf(db, workspace.id, await moveClock(createRunner(db), workspace.id, to));
  } catch (error) {
    if (error instanceof ClockRefused) throw new Refused(409, 'clock-moving');
    throw error;
  }
}

function shownBy({ clockAt }: WorkspaceStanding): Instant {
  if (clockAt === null) throw new Refused(409, 'clock-live');
  return clockAt;
}

async function nextFrom(db: Sql, workspaceId: number, now: Instant): Promise<Instant> {
  const next = await nextDue(db, workspaceId);
  if (next === null) throw new Refused(409, 'clock-nothing-due');
  return Math.max(now, next);
}

async function clockOf(db: Sql, workspaceId: number, now: Instant): Promise<Clock> {
  const next = await nextDue(db, workspaceId);
  return { now: formatInstant(now), next: next === null ? null : formatInstant(next) };
}
