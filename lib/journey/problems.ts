import type { JourneyDocument } from './document.ts';
import { type Finding, finding } from './finding.ts';
import { apartProblems } from './problems/apart.ts';
import { contentProblems } from './problems/content.ts';
import { cycleProblems } from './problems/cycles.ts';
import { dayProblems } from './problems/days.ts';
import { handoverProblems, type KnownJourneys } from './problems/handovers.ts';
import { type CountryHours, hourProblems } from './problems/hours.ts';
import { idProblems } from './problems/ids.ts';
import { type JourneyMap, mapJourney } from './problems/map.ts';
import { messageProblems, type Sending } from './problems/messages.ts';
import { reachProblems } from './problems/reach.ts';
import { settingProblems } from './problems/settings.ts';
import { wiringProblems } from './problems/wiring.ts';

/** What a journey is judged against besides itself. Null: not to be asked. */
export interface ProblemContext extends Sending {
  /** How many accounts each segment entry would take today, by node id. */
  readonly segmentSizes: ReadonlyMap<string, number> | null;
  readonly journeys: KnownJourneys;
  /** What the contact policy leaves open, by country and subdivision; absent or null: not to be asked. */
  readonly openHours?: readonly CountryHours[] | null;
}

/** Judges a document by itself: every template exists in every channel and language, every channel sends. */
export const NOTHING_KNOWN: ProblemContext = { templates: null, languages: null, channels: null, segmentSizes: null, journeys: null };

/**
 * Everything wrong with a journey that was read (journey.md section 10): errors first, then warnings, each group in the order of
 * its checks and of the document. Pure and linear in the document's size, so that it can run at each keystroke.
 */
export function findProblems(document: JourneyDocument, context: ProblemContext): readonly Finding[] {
  const map = mapJourney(document);
  const findings = [
    ...idProblems(map),
    ...wiringProblems(map),
    ...reachProblems(map),
    ...cycleProblems(map),
    ...settingProblems(map),
    ...dayProblems(map),
    ...messageProblems(map, context),
    ...hourProblems(map, context.openHours),
    ...apartProblems(map, context.openHours),
    ...contentProblems(map, context, context.openHours),
    ...handoverProblems(map, context.journeys),
    ...emptySegments(map, context.segmentSizes),
  ];
  return [...findings.filter(isError), ...findings.filter((one) => !isError(one))];
}

/** True where a finding blocks publishing. */
export function isError(one: Pick<Finding, 'severity'>): boolean {
  return one.severity === 'error';
}

function emptySegments({ nodes }: JourneyMap, sizes: ProblemContext['segmentSizes']): readonly Finding[] {
  const empty = nodes.filter(({ node }) => node.type === 'entry' && sizes?.get(node.id) === 0);
  return empty.map(({ node, name }) => finding('empty-segment', 'segment', { node: node.id }, { node: name }));
}
