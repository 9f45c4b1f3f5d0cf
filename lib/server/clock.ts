import 'server-only';
import { type Clock, type ClockAnswer, MAX_MOVE_DAYS, type Moment, type MoveClock } from '#lib/api/clock.ts';
import { atLocal, isLocalDate, plusDays, startOfDay } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Database } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { nextDue } from '#lib/runner/clock.ts';
import { beginMove } from '#lib/runner/clock-job.ts';
import { ClockRefused } from '#lib/runner/clock-mover.ts';
import { askToStop, type ClockReading, readMove } from '#lib/runner/clock-moves.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { Refused } from './api-call.ts';

/** What of a workspace its clock needs. */
type ClockPlace = Pick<WorkspaceStanding, 'id' | 'timezone'>;

/** What the clock of a test workspace shows and how its newest move stands. Throws Refused for a live one. */
export async function readClock(db: Database, workspace: ClockPlace): Promise<Clock> {
  return clockOf(db, workspace, await readingOf(db, workspace));
}

/**
 * Begins to move the clock forward and answers as soon as it is under way; where it is under way already, by whomever,
 * answers with that move. Throws Refused where it may not be moved so.
 */
export async function advanceClock(db: Database, workspace: ClockPlace, personId: string, move: MoveClock): Promise<ClockAnswer> {
  const reading = await readingOf(db, workspace);
  if (reading.move?.state === 'under-way') return { ...(await clockOf(db, workspace, reading)), begun: false };
  const to = await targetOf(db, workspace, reading.now, move);
  if (to < reading.now) throw new Refused(409, 'clock-past');
  if (to > plusDays(reading.now, MAX_MOVE_DAYS, workspace.timezone)) throw new Refused(400, 'clock-too-far');
  const begun = await tryToBegin(db, workspace, to, personId);
  const clock = await readClock(db, workspace);
  if (!begun && clock.move?.state !== 'under-way') throw new Refused(409, 'clock-moving');
  return { ...clock, begun };
}

/** Has the named move stop at its next safe place. One that has ended is left alone: the answer says where it stands. */
export async function stopClock(db: Database, workspace: ClockPlace, move: string): Promise<Clock> {
  await askToStop(db, workspace.id, move);
  return readClock(db, workspace);
}

async function tryToBegin(db: Database, workspace: ClockPlace, to: Instant, personId: string): Promise<boolean> {
  try {
    await beginMove(createRunner(db), { workspaceId: workspace.id, to, personId });
    return true;
  } catch (error) {
    if (error instanceof ClockRefused) return false;
    throw error;
  }
}

async function targetOf(db: Database, { id, timezone }: ClockPlace, now: Instant, move: MoveClock): Promise<Instant> {
  if ('to' in move) return Date.parse(move.to);
  if ('date' in move) return instantOf(move.date, move.time, timezone);
  if (move.advance !== 'next') return plusDays(now, move.advance === 'day' ? 1 : 7, timezone);
  const next = await nextDue(db, id);
  if (next === null) throw new Refused(409, 'clock-nothing-due');
  return Math.max(now, next);
}

function instantOf(date: string, time: string | undefined, zone: string): Instant {
  if (!isLocalDate(date)) throw new Refused(400, 'bad-request', [{ path: '$.date', message: 'This is no calendar date.' }]);
  return time === undefined ? startOfDay(date, zone) : atLocal(date, time, zone);
}

async function readingOf(db: Database, { id }: ClockPlace): Promise<ClockReading> {
  const reading = await readMove(createRunner(db), id);
  if (!reading) throw new Refused(409, 'clock-live');
  return reading;
}

async function clockOf(db: Database, { id, timezone }: ClockPlace, { now, move }: ClockReading): Promise<Clock> {
  const next = await nextDue(db, id);
  const moment = (at: Instant): Moment => ({ at: formatInstant(at), ...localClock(at, timezone) });
  return {
    now: formatInstant(now),
    next: next === null ? null : formatInstant(next),
    local: moment(now),
    localNext: next === null ? null : moment(next),
    move: move && { ...move, from: moment(move.from), to: moment(move.to) },
  };
}
