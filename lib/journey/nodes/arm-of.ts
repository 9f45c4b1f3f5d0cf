import { murmur3 } from '#lib/base/hash.ts';

/** A number in [0, 1) that is the same for the same key and unit for ever (journey.md section 7). */
export function shareOf(key: string, unitId: string): number {
  return murmur3(`${key}:${unitId}`) / 2 ** 32;
}

/** The arm of a unit: its number against the cumulative weights, in document order. Null where there is no arm. */
export function armOf<Arm extends { readonly weight: number }>(key: string, unitId: string, arms: readonly Arm[]): Arm | null {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = shareOf(key, unitId) * total;
  let reached = 0;
  for (const arm of arms) {
    reached += arm.weight;
    if (drawn < reached) return arm;
  }
  return arms.at(-1) ?? null;
}
