import type { Program } from '#lib/interpreter/compile.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { governor } from '#lib/policy/governor.ts';
import { type HolidayTable, NO_HOLIDAYS, withOwnHolidays } from '#lib/policy/holidays.ts';
import { hasRules, NO_OWN_POLICY, type OwnPolicy, readOwnPolicy } from '#lib/policy/own-policy.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { type ContactPolicy, openPolicy } from '#lib/policy/verdict.ts';
import { holidaysFor, publicHolidays } from './holidays.ts';

/** What every step of a workspace is judged by. */
export interface InForce {
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
}

/** What a workspace chose: a preset (null: none), how long a topic is not told twice, and its own rules as they are stored. */
export interface ChosenPolicy {
  readonly policyCode: string | null;
  readonly topicDays: number;
  readonly ownPolicy?: unknown;
}

/**
 * The contact policy by its code (`CO`; null: no country's) with the workspace's own rules beside it, and the holidays it asks
 * for; without either, those that a program counts. Throws where there is no preset of this code, and where the own rules
 * cannot be read: nothing is sent under a policy that nobody can judge.
 */
export async function policyInForce(chosen: ChosenPolicy, programs: readonly Pick<Program, 'usesHolidays'>[]): Promise<InForce> {
  const { policyCode, topicDays } = chosen;
  const own = ownPolicyOf(chosen.ownPolicy);
  if (policyCode === null && !hasRules(own)) {
    const holidays = await holidaysFor(programs);
    return { policy: openPolicy(topicDays), holidays: holidays === NO_HOLIDAYS ? holidays : withOwnHolidays(holidays, own.holidays) };
  }
  const presets = countryPresets();
  const codes = presets.countries.map(({ code }) => code);
  if (policyCode !== null && !codes.includes(policyCode))
    throw new Error(`There is no contact policy ${policyCode}; there are ${codes.join(', ')}.`);
  const holidays = withOwnHolidays(await publicHolidays(), own.holidays);
  return { policy: governor({ country: policyCode, topicDays, bookOf: bookOf(presets, policyCode, own), holidays }), holidays };
}

/** The own rules as they are stored. Throws where they cannot be read. */
function ownPolicyOf(stored: unknown): OwnPolicy {
  if (stored === null || stored === undefined) return NO_OWN_POLICY;
  const read = readOwnPolicy(stored);
  if (read.ok) return read.value;
  throw new Error(
    `The workspace’s own contact policy cannot be read: ${read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
  );
}
