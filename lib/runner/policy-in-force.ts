import type { Program } from '#lib/interpreter/compile.ts';
import { governor } from '#lib/policy/governor.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { presetBook } from '#lib/policy/rules-of.ts';
import { type ContactPolicy, openPolicy } from '#lib/policy/verdict.ts';
import { holidaysFor, publicHolidays } from './holidays.ts';

/** What every step of a workspace is judged by. */
export interface InForce {
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
}

/**
 * The contact policy by its code (`CO`; null: none) with the holidays it asks for; without one, those that a program counts.
 * Throws where there is no preset of this code: nothing is sent under a policy that nobody can judge.
 */
export async function policyInForce(
  { policyCode, topicDays }: { readonly policyCode: string | null; readonly topicDays: number },
  programs: readonly Pick<Program, 'usesHolidays'>[],
): Promise<InForce> {
  if (policyCode === null) return { policy: openPolicy(topicDays), holidays: await holidaysFor(programs) };
  const presets = countryPresets();
  const codes = presets.countries.map(({ code }) => code);
  if (!codes.includes(policyCode)) throw new Error(`There is no contact policy ${policyCode}; there are ${codes.join(', ')}.`);
  const holidays = await publicHolidays();
  const bookOf = (country: string | null, subdivision: string | null) => presetBook(presets, country, subdivision);
  return { policy: governor({ country: policyCode, topicDays, bookOf, holidays }), holidays };
}
