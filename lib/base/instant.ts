/** A point in time: milliseconds since 1970-01-01T00:00Z. Civil meaning needs a named zone (civil.ts). */
export type Instant = number;

/** A civil date `YYYY-MM-DD`; which zone it belongs to is said by whoever holds it. */
export type LocalDate = string;

/** A civil time of day `HH:MM`, 24 hours. */
export type LocalTime = string;

export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Reads an RFC 3339 date-time with its offset; null where the text is none (a time without offset is refused). */
export function parseInstant(text: string): Instant | null {
  if (!ISO_INSTANT.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** `2026-03-15T14:00:00.000Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}
