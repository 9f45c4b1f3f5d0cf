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

/** The facts of a debtor or an account in a case, as its file writes them. */
export type CaseFacts = Readonly<Record<string, unknown>> & { readonly id: string };

/** Something that happens in a case. */
export interface CaseEvent {
  readonly at: string;
  readonly type: string;
  readonly account?: string;
  readonly debtor?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** What a case expects: of each list that it names every row, of each row the facts that it names. */
export type CaseExpectation = Readonly<
  Partial<Record<'contacts' | 'notSent' | 'enrollments', readonly Readonly<Record<string, unknown>>[]>>
>;

/** A test case in the form of the conformance files, without its journey. Instants RFC 3339. */
export interface ScenarioCase {
  readonly name: string;
  readonly workspace: Readonly<Record<string, unknown>> & { readonly timezone: string };
  readonly from: string;
  readonly to: string;
  readonly debtors: readonly CaseFacts[];
  readonly accounts: readonly (CaseFacts & { readonly debtor: string })[];
  readonly events: readonly CaseEvent[];
  readonly expect: CaseExpectation;
}

/** What `POST /journeys/{key}/scenario-drafts` answers: what comes of a case on the saved draft now. */
export type ScenarioAnswer = Required<CaseExpectation>;

/**
 * Where a case begins that nobody has written yet (`?debtor=` of that debtor's story, else of one made-up account), and where one is tried.
 */
export function scenarioDraftsUrl(key: string, debtor?: string): string {
  return `${JOURNEYS_URL}/${encodeURIComponent(key)}/scenario-drafts${debtor === undefined ? '' : `?debtor=${encodeURIComponent(debtor)}`}`;
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
