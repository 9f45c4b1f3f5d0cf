import type { Instant } from '#lib/base/instant.ts';
import type { Opening } from '../asked.ts';

/** A stretch of time, half-open, in which a contact may not lie. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The first instant from `at` on that lies in none of the spans. */
export function clearOf(spans: readonly Span[], at: Instant): Opening {
  let opens = at;
  for (let hit = spanAt(spans, opens); hit; hit = spanAt(spans, opens)) opens = hit.to;
  return opens;
}

function spanAt(spans: readonly Span[], at: Instant): Span | undefined {
  return spans.find(({ from, to }) => from <= at && at < to);
}
