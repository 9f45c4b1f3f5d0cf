import type { Heat } from '#components/ui/day-chip.tsx';
import { bucketOf } from '#lib/facts/catalogue.ts';
import type { Stage } from '#lib/journey/document.ts';

/** The heat of a day relative to the due date. */
export function heatOfDay(day: number): Heat {
  return bucketOf(day);
}

/** The heat of a stage: that of its first day after the due date, of its last before it; none off the due axis. */
export function heatOfStage({ fromDay, toDay }: Stage): Heat {
  if (fromDay === null && toDay === null) return 'none';
  if (toDay !== null && toDay < 0) return 'pre';
  if (fromDay !== null && fromDay > 0) return bucketOf(fromDay);
  return fromDay === 0 && toDay !== null && toDay > 0 ? '1-30' : 'due';
}
