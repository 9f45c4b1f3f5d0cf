import type { Parent } from '#lib/templates/parent.ts';
import { journeyUrl } from './journeys-route.ts';

/** What `GET /journeys/{key}/parent` answers: what the journey was cloned from, as it was then; null where it was drawn from nothing. */
export interface JourneyParent {
  readonly parent: Parent | null;
}

/** The address of a journey's parent. */
export function journeyParentUrl(key: string): string {
  return `${journeyUrl(key)}/parent`;
}

/** The page that shows what changed in a journey since it was cloned. */
export function journeyChangesPage(key: string): string {
  return `/journeys/${encodeURIComponent(key)}/changes`;
}

/** Under which a journey's parent is remembered. */
export function journeyParentKey(key: string) {
  return ['journey-parent', key] as const;
}
