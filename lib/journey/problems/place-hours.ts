import type { LocalDate } from '#lib/base/instant.ts';
import { CHANNELS, CONSENT_CHANNELS } from '#lib/facts/debtor.ts';
import { apartRules } from '#lib/policy/apart.ts';
import { openHours } from '#lib/policy/open-hours.ts';
import type { RuleBook } from '#lib/policy/rule.ts';
import type { CountryHours } from './hours.ts';

/** What the rules of one place leave open by every channel and kind of task, as of `today`: for what is drawn, without a debtor at hand. */
export function placeHours(
  place: { readonly country: string; readonly subdivision?: string },
  rules: RuleBook,
  today: LocalDate,
): CountryHours {
  return { ...place, hours: openHours(rules, CONSENT_CHANNELS, today), apart: apartRules(rules, CHANNELS, today) };
}
