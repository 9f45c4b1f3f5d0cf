import { call } from './call.ts';
import type { Clock, ClockAnswer, ClockMove, MoveClock } from './clock.ts';

/** How far one step of the clock goes: a local day or week of the workspace, or until something is due. */
export const CLOCK_STEPS = ['day', 'week', 'next'] as const;

/** Under what the clock of the open workspace is remembered. */
export const CLOCK_KEY = ['clock'] as const;

/** Reads the clock. Throws CallFailed. */
export function readClock(signal?: AbortSignal): Promise<Clock> {
  return call('/api/v1/clock', signal ? { signal } : {});
}

/** Has the clock move, and answers when it has begun. Throws CallFailed. */
export function moveClock(move: MoveClock): Promise<ClockAnswer> {
  return call('/api/v1/clock', post(move));
}

/** Has a move stop at its next safe place. Throws CallFailed. */
export function stopClock(move: string): Promise<Clock> {
  return call('/api/v1/clock/stop', post({ move }));
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** Where the clock stands on the way from here to there, 0 to 1. */
export function wayOf(clock: Pick<Clock, 'now'>, move: Pick<ClockMove, 'from' | 'to'>): number {
  const [from, to, now] = [Date.parse(move.from.at), Date.parse(move.to.at), Date.parse(clock.now)];
  return to <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (to - from)));
}
