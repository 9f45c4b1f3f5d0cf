import type { Problem } from '#lib/base/problem.ts';
import type { Difference } from '#lib/interpreter/scenario-check.ts';
import { JOURNEYS_URL } from './journeys-route.ts';

/** Test cases that one journey may carry. */
export const MOST_SCENARIOS = 50;
/** The largest test case, in bytes of JSON. */
export const SCENARIO_BYTES = 262_144;

/** How a test case of the saved draft came out: it holds, something came otherwise, or it cannot be run. */
export interface ScenarioOutcome {
  readonly id: string;
  readonly name: string;
  /** In which its times are told; null where it cannot be run. */
  readonly timezone: string | null;
  readonly holds: boolean;
  readonly differences: readonly Difference[];
  readonly problems: readonly Problem[];
}

/** What `GET /journeys/{key}/scenarios` answers: each test case with how it comes out on the saved draft now. */
export interface ScenarioList {
  readonly revision: number;
  readonly scenarios: readonly ScenarioOutcome[];
}

/** What `PUT /journeys/{key}/scenarios/{id}` answers. */
export interface SavedScenario {
  readonly id: string;
}

/** The codes of refusals that belong to test cases. */
export type ScenarioRefusal = 'bad-scenario' | 'too-many-scenarios' | 'scenarios-failed';

/** The address of a journey's test cases, or of one. */
export function scenariosUrl(key: string, id?: string): string {
  return `${JOURNEYS_URL}/${encodeURIComponent(key)}/scenarios${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

/** Under which a journey's test cases are remembered. */
export function scenariosKey(key: string) {
  return ['journey-scenarios', key] as const;
}
