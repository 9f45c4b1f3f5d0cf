import { MS_PER_DAY } from '#lib/base/instant.ts';
import type { Problem, Read } from '#lib/base/problem.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { RunLog } from '#lib/interpreter/run-log.ts';
import { readScenario, type Scenario } from '#lib/interpreter/scenario.ts';
import { type Difference, differences, readExpectation } from '#lib/interpreter/scenario-check.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { policyInForce } from './policy-in-force.ts';

/** What became of a test case of a journey: it holds, it came otherwise, or it cannot be read (problems with paths from the case's root). */
export interface ScenarioResult {
  readonly name: string;
  /** In which its people read their clocks; null where it cannot be read. */
  readonly timezone: string | null;
  readonly holds: boolean;
  readonly differences: readonly Difference[];
  readonly problems: readonly Problem[];
}

/** A case is a story of a few people, told in a moment: what is larger is a simulation. */
const MOST_DAYS = 800;
const MOST_ACCOUNTS = 50;
const MOST_EVENTS = 1_000;

/**
 * Runs a case in the form of the conformance files against a journey, whatever journey stands in the case, with the interpreter
 * that runs in production (journey.md section 11). Throws nothing for what a person can write.
 */
export async function runScenario(value: unknown, journey: JourneyDocument): Promise<ScenarioResult> {
  const stated: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  const name = typeof stated.name === 'string' ? stated.name : '';
  const expected = readExpectation(stated.expect);
  const played = await playScenario(stated, journey);
  const problems = [...(played.ok ? [] : played.problems), ...(expected.ok ? [] : expected.problems)];
  if (!played.ok || !expected.ok) return { name, timezone: null, holds: false, differences: [], problems };
  const { timezone, log } = played.value;
  const found = differences(log, expected.value);
  return { name, timezone, holds: found.length === 0, differences: found, problems: [] };
}

/** What comes of a case, whatever it expects: its log, and the zone in which its people read their clocks. */
export async function playScenario(
  stated: Readonly<Record<string, unknown>>,
  journey: JourneyDocument,
): Promise<Read<{ readonly timezone: string; readonly log: RunLog }>> {
  const scenario = readScenario({ ...stated, journey });
  const problems = scenario.ok ? tooLarge(scenario.value) : scenario.problems;
  if (!scenario.ok || problems.length > 0) return { ok: false, problems: [...problems] };
  try {
    const { policy: policyCode, topicDays, timezone } = scenario.value;
    const inForce = await policyInForce({ policyCode, topicDays }, [compile(journey)]);
    return { ok: true, value: { timezone, log: simulateScenario(scenario.value, inForce) } };
  } catch (error) {
    return { ok: false, problems: [{ path: '$', message: error instanceof Error ? error.message : String(error) }] };
  }
}

function tooLarge({ from, to, debtors, accounts, events }: Scenario): readonly Problem[] {
  return [
    ...(to - from > MOST_DAYS * MS_PER_DAY ? [{ path: '$.to', message: `A case runs over ${MOST_DAYS} days at most.` }] : []),
    ...(debtors.length > MOST_ACCOUNTS ? [{ path: '$.debtors', message: `A case has ${MOST_ACCOUNTS} debtors at most.` }] : []),
    ...(accounts.length > MOST_ACCOUNTS ? [{ path: '$.accounts', message: `A case has ${MOST_ACCOUNTS} accounts at most.` }] : []),
    ...(events.length > MOST_EVENTS ? [{ path: '$.events', message: `A case has ${MOST_EVENTS} events at most.` }] : []),
  ];
}
