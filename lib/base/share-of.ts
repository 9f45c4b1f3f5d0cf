import { murmur3 } from './hash.ts';

/** A number in [0, 1) that is the same for the same key and unit for ever (journey.md section 7). */
export function shareOf(key: string, unitId: string): number {
  return murmur3(`${key}:${unitId}`) / 2 ** 32;
}
