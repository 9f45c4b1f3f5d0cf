/** The address of the journeys. */
export const JOURNEYS_URL = '/api/v1/journeys';

/** Under which the list of journeys is remembered, on the server and in the browser alike. */
export const JOURNEYS_KEY = ['journeys'] as const;

/** What can be asked of one journey beside its draft. */
export type JourneyCall = 'context' | 'validate' | 'publish' | 'pause' | 'resume' | 'counts';

/** The address of one journey's draft, or of a call about it. */
export function journeyUrl(key: string, about?: JourneyCall): string {
  return `${JOURNEYS_URL}/${encodeURIComponent(key)}${about ? `/${about}` : ''}`;
}

/** The page on which a journey is drawn. */
export function journeyPage(key: string): string {
  return `/journeys/${encodeURIComponent(key)}`;
}

/** Under which one journey's draft is remembered. */
export function journeyKey(key: string) {
  return ['journey', key] as const;
}

/** Under which its context is remembered. */
export function journeyContextKey(key: string) {
  return ['journey-context', key] as const;
}

/** Under which its live counts are remembered. */
export function journeyCountsKey(key: string) {
  return ['journey-counts', key] as const;
}

/** Under which what its publishing would do is remembered. */
export function publishPlanKey(key: string) {
  return ['publish-plan', key] as const;
}

/** The address at which a segment's size is asked. */
export const SEGMENT_SIZE_URL = '/api/v1/segments/size';
