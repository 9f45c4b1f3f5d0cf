import { addDays, atLocal, localDateOf } from '#lib/base/civil.ts';
import type { Instant, LocalDate, LocalTime } from '#lib/base/instant.ts';

/** By what the places of a pool go: one word of the order. */
export interface PlacePriority {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** What a node says of the pool whose places it asks for: the pool's name, its places a day, the order in which they go. */
export interface PoolSettings {
  readonly pool: string;
  readonly perDay: number;
  readonly priority: readonly PlacePriority[];
}

/** A place that was given: on which day of the workspace, at which rank of how many requests, and how many places that day had. */
export interface GivenPlace {
  readonly day: LocalDate;
  /** Counted from 1. */
  readonly rank: number;
  readonly requests: number;
  readonly places: number;
}

/** When a workspace opens: a time of day in its zone. */
export interface OpeningHour {
  readonly time: LocalTime;
  readonly zone: string;
}

/** The opening hour of a workspace that has said none (journey.md section 8). */
export const OPENING_TIME: LocalTime = '08:00';

/** When the workspace opens on this local day: an hour that a clock change skips is moved forward, one that occurs twice is the first. */
export function openingOn(date: LocalDate, { time, zone }: OpeningHour): Instant {
  return atLocal(date, time, zone);
}

/** The first opening at `at` or after it. */
export function openingFrom(at: Instant, hour: OpeningHour): Instant {
  const today = localDateOf(at, hour.zone);
  const opening = openingOn(today, hour);
  return opening >= at ? opening : openingOn(addDays(today, 1), hour);
}
