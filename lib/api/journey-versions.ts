import type { Change } from '#lib/journey/diff.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { journeyUrl } from './journeys-route.ts';

/** A published version of a journey. */
export interface VersionLine {
  readonly number: number;
  readonly publishedAt: string;
  /** The name of who published it; null where no person did. */
  readonly publishedBy: string | null;
  /** True for the one that accounts enter. */
  readonly isLive: boolean;
  /** Accounts under way on it. */
  readonly inside: number;
}

/** What `GET /journeys/{key}/versions` answers: the newest first; empty before the first publishing. */
export interface VersionList {
  readonly versions: readonly VersionLine[];
}

/** What `GET /journeys/{key}/versions/{n}` answers: the version as it was frozen, and what going back to it would change in the draft. */
export interface VersionDetail extends Omit<VersionLine, 'inside'> {
  readonly document: JourneyDocument;
  readonly changes: readonly Change[];
}

/** What `POST /journeys/{key}/versions/{n}/messages` answers: how many messages have the words of that version again. */
export interface RestoredMessages {
  readonly restored: number;
}

/** The address of a journey's versions, of one of them, or of its messages. */
export function journeyVersionsUrl(key: string, number?: number, about?: 'messages'): string {
  return `${journeyUrl(key)}/versions${number === undefined ? '' : `/${number}`}${about ? `/${about}` : ''}`;
}

/** Under which a journey's versions are remembered. */
export function journeyVersionsKey(key: string) {
  return ['journey-versions', key] as const;
}
