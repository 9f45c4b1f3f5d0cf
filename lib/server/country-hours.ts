import 'server-only';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { debtorCountries, storedPolicy } from '#lib/db/queries/own-policy.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import type { CountryHours } from '#lib/journey/problems/hours.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { contentAsked } from '#lib/policy/content.ts';
import { openHours } from '#lib/policy/open-hours.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { byShard } from './by-shard.ts';
import { ownOf } from './policy.ts';

/** The hours that the policy in force leaves open, by the countries of the debtors; those of the preset where there are none yet. */
export async function countryHours(db: Sql, workspace: WorkspaceStanding, now: Instant): Promise<readonly CountryHours[]> {
  const stored = await storedPolicy(db, workspace.id);
  const counted = await byShard(shardsOf(workspace), (shard) => debtorCountries(db, workspace.id, shard));
  const usual = stored.policyCode ?? workspace.country;
  const found = [...new Set(counted.flat().map(({ country }) => country ?? usual))];
  const presets = countryPresets();
  const book = bookOf(presets, stored.policyCode, ownOf(stored));
  const today = localDateOf(now, workspace.timezone);
  const countries = found.length === 0 ? [usual] : found.sort();
  return countries.map((country) => ({
    country,
    hours: openHours(book(country, null), CHANNELS, today),
    content: contentAsked(presets, stored.policyCode === null ? null : country, book(country, null)),
  }));
}
