import { diceFrom } from '#lib/base/dice.ts';
import { shareOf } from '#lib/base/share-of.ts';
import { type ArmModel, beliefOf } from './arm-model.ts';
import { drawBeta } from './beta.ts';

/** The arm for a unit, and how it came to it: by lot for the sake of learning, or by what is known. */
export interface Chosen<Arm> {
  readonly arm: Arm;
  readonly explored: boolean;
  /** The version of the model that was asked. */
  readonly version: number;
}

/**
 * The arm of a unit (journey.md section 7): a share `explore` of units, fixed by the hash of `key + "/explore"`, is spread evenly
 * over the arms, the same for ever; the others have Thompson sampling by dice that the unit and the model's version begin, so that the
 * same question has the same answer. `context`: the value of the context fields, as text. Null where there is no arm. Pure.
 */
export function chooseArm<Arm extends { readonly id: string }>(
  { key, arms, explore }: { readonly key: string; readonly arms: readonly Arm[]; readonly explore: number },
  unit: string,
  context: string,
  model: ArmModel,
): Chosen<Arm> | null {
  const { version } = model;
  const share = shareOf(`${key}/explore`, unit);
  if (share < explore) {
    const arm = arms[Math.floor((share / explore) * arms.length)] ?? arms.at(-1);
    return arm ? { arm, explored: true, version } : null;
  }
  const dice = diceFrom(`${key}:${unit}:${version}`);
  let best: { readonly arm: Arm; readonly drawn: number } | null = null;
  for (const arm of arms) {
    const drawn = drawBeta(beliefOf(model, context, arm.id), dice);
    if (!best || drawn > best.drawn) best = { arm, drawn };
  }
  return best && { arm: best.arm, explored: false, version };
}
