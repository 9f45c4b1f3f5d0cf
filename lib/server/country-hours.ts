import 'server-only';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type DebtorPlace, debtorPlaces, storedPolicy } from '#lib/db/queries/own-policy.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import type { CountryHours } from '#lib/journey/problems/hours.ts';
import { placeHours } from '#lib/journey/problems/place-hours.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { contentAsked } from '#lib/policy/content.ts';
import type { PresetFile } from '#lib/policy/preset.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { byShard } from './by-shard.ts';
import { ownOf } from './policy.ts';

/**
 * What the policy in force leaves open, by the countries of the debtors and those of their subdivisions that have rules of their
 * own; that of the preset where there are no debtors yet.
 */
export async function countryHours(db: Sql, workspace: WorkspaceStanding, now: Instant): Promise<readonly CountryHours[]> {
  const stored = await storedPolicy(db, workspace.id);
  const counted = await byShard(shardsOf(workspace), (shard) => debtorPlaces(db, workspace.id, shard));
  const usual = stored.policyCode ?? workspace.country;
  const presets = countryPresets();
  const book = bookOf(presets, stored.policyCode, ownOf(stored));
  const today = localDateOf(now, workspace.timezone);
  const told = new Set<string>();
  return placesOf(presets, counted.flat(), usual).map(({ country, subdivision }) => {
    const rules = book(country, subdivision);
    const content = contentAsked(presets, stored.policyCode === null ? null : country, rules);
    const key = `${country} ${JSON.stringify(content)}`;
    const isNew = told.size < told.add(key).size;
    return {
      ...placeHours({ country, ...(subdivision === null ? {} : { subdivision }) }, rules, today),
      // A subdivision asks the words that its country asks: they are said once.
      ...(isNew ? { content } : {}),
    };
  });
}

/** Each place once, a country before its subdivisions; subdivisions without rules of their own are their country. */
function placesOf(presets: PresetFile, debtors: readonly DebtorPlace[], usual: string) {
  const found = new Map<string, { readonly country: string; readonly subdivision: string | null }>();
  for (const { country: said, subdivision: region } of debtors) {
    const country = said ?? usual;
    const regions = presets.countries.find(({ code }) => code === country)?.subdivisions ?? {};
    const subdivision = region !== null && Object.hasOwn(regions, region) ? region : null;
    found.set(`${country} ${subdivision ?? ''}`, { country, subdivision });
  }
  if (found.size === 0) return [{ country: usual, subdivision: null }];
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}
