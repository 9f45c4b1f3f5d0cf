import { shareOf } from '#lib/base/share-of.ts';

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
