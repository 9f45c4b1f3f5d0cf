import type { Dice } from '#lib/base/dice.ts';

/** What is believed of a share: as after `alpha - 1` successes and `beta - 1` failures, from knowing nothing. Both above 0. */
export interface Beta {
  readonly alpha: number;
  readonly beta: number;
}

/** A draw from a Beta distribution: two draws from Gammas. The dice decide; the same throws give the same draw. */
export function drawBeta({ alpha, beta }: Beta, dice: Dice): number {
  const a = drawGamma(alpha, dice);
  const b = drawGamma(beta, dice);
  return a / (a + b);
}

/** Marsaglia and Tsang (2000), with their boost for shapes below 1. */
function drawGamma(shape: number, dice: Dice): number {
  if (shape < 1) return drawGamma(shape + 1, dice) * (1 - dice.share()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(dice);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - dice.share()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller. */
function drawNormal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice.share())) * Math.cos(2 * Math.PI * dice.share());
}
