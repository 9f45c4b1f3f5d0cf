/** A value with its 95 % interval, all in the same unit. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of 97.5 %. */
const Z = 1.959963984540054;

/**
 * A share with its Wilson 95 % interval (Wilson 1927, without continuity correction), within 0 and 1; null without
 * trials: that is no share at all. Throws RangeError where there are more successes than trials.
 */
export function wilson(successes: number, trials: number): Estimate | null {
  if (trials === 0) return null;
  if (successes < 0 || successes > trials) throw new RangeError(`${successes} of ${trials} is no share`);
  const value = successes / trials;
  const z2 = Z * Z;
  const middle = (value + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (Z / (1 + z2 / trials)) * Math.sqrt((value * (1 - value)) / trials + z2 / (4 * trials * trials));
  return { value, low: successes === 0 ? 0 : Math.max(0, middle - half), high: successes === trials ? 1 : Math.min(1, middle + half) };
}

/** Sums over units (accounts) of what stands above (y) and below (x) the line of a ratio; they add up over shards. */
export interface RatioSums {
  readonly units: number;
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xy: number;
  readonly xx: number;
}

/**
 * Σy ÷ Σx with a 95 % interval by linearisation (Cochran 1977, ch. 6: the variance of y − Rx between units), never below
 * zero. Null where nothing stands below the line. A single unit says nothing of its own spread: its interval is the value.
 */
export function ratio(sums: RatioSums): Estimate | null {
  if (sums.x === 0) return null;
  const value = sums.y / sums.x;
  if (sums.units < 2) return { value, low: value, high: value };
  const spread = Math.max(0, sums.yy - 2 * value * sums.xy + value * value * sums.xx);
  const half = (Z * Math.sqrt((spread * sums.units) / (sums.units - 1))) / sums.x;
  return { value, low: Math.max(0, value - half), high: value + half };
}

/** The sums of two disjoint sets of units. */
export function addRatioSums(a: RatioSums, b: RatioSums): RatioSums {
  return { units: a.units + b.units, y: a.y + b.y, x: a.x + b.x, yy: a.yy + b.yy, xy: a.xy + b.xy, xx: a.xx + b.xx };
}

/** The change of a value, and whether it is good, given which way is better; `same` where nothing moved. */
export function changeOf(
  now: number,
  before: number,
  better: 'up' | 'down' | null,
): { readonly by: number; readonly is: 'good' | 'bad' | 'same' | 'neither' } {
  const by = now - before;
  if (by === 0) return { by, is: 'same' };
  if (better === null) return { by, is: 'neither' };
  return { by, is: by > 0 === (better === 'up') ? 'good' : 'bad' };
}
