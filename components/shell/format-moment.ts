import { civilDate, type DateWords } from '#messages/civil-date.ts';

/** A moment of the workspace's calendar in words: “vie 20 nov 2026, 10:00”. */
export function formatMoment(
  dates: DateWords,
  moment: { readonly date: string; readonly time: string },
  pattern: 'short' | 'long',
): string {
  return `${civilDate(dates, moment.date, pattern)}, ${moment.time}`;
}
