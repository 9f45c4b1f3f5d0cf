import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { diceFrom } from '#lib/base/dice.ts';
import type { ArmModel, Trials } from '#lib/learning/arm-model.ts';
import { chooseArm } from '#lib/learning/choose-arm.ts';
import { root } from '../scripts/root.ts';
import type { Bench } from './bench.ts';

const CONTACTS = 2_000;
const RUNS = 300;
const FILE = 'fixtures/public/results/reminder-experiments.json';

/**
 * Thompson sampling from Beta(1, 1) on the five published arms of a text message before the bailiff (Haynes and others, 2013), beside an even
 * split: regret is how many more would have answered had everyone been shown the best arm, in expectation.
 */
export const bench: Bench = {
  async run(print) {
    const arms = publishedArms();
    const best = Math.max(...arms.map(({ rate }) => rate));
    const runs = Array.from({ length: RUNS }, (_, run) => learned(arms, best, `haynes/${run}`));
    const evenly = (CONTACTS * arms.reduce((sum, { rate }) => sum + best - rate, 0)) / arms.length;
    const { mean, error } = spreadOf(runs.map(({ regret }) => regret));
    print(`arms: ${arms.map(({ id, rate }) => `${id} ${(rate * 100).toFixed(0)} %`).join(', ')}; ${CONTACTS} contacts, ${RUNS} runs`);
    print(`even split         regret ${evenly.toFixed(1)}`);
    print(
      `Thompson sampling  regret ${mean.toFixed(1)}, standard error ${error.toFixed(2)}; ${(mean / evenly).toFixed(2)} of the even split`,
    );
    const bestShare = spreadOf(runs.map(({ shownBest }) => shownBest / CONTACTS));
    print(`shown the best arm ${(bestShare.mean * 100).toFixed(1)} % of contacts, standard error ${(bestShare.error * 100).toFixed(2)}`);
  },
};

interface PublishedArm {
  readonly id: string;
  readonly rate: number;
}

const fileSchema = z.looseObject({
  experiments: z.array(z.looseObject({ id: z.string(), arms_percent_responding: z.record(z.string(), z.number()).optional() })),
});

function publishedArms(): readonly PublishedArm[] {
  const { experiments } = fileSchema.parse(JSON.parse(readFileSync(join(root, FILE), 'utf8')));
  const haynes = experiments.find(({ id }) => id === 'haynes2013')?.arms_percent_responding ?? {};
  return Object.entries(haynes).map(([id, percent]) => ({ id, rate: percent / 100 }));
}

/** One run: each contact is decided by what the earlier ones came to, as `bestAction` does, and answers by dice of its own. */
function learned(arms: readonly PublishedArm[], best: number, label: string): { regret: number; shownBest: number } {
  const trials = new Map<string, Trials>();
  const dice = diceFrom(`${label}/answers`);
  let [regret, shownBest] = [0, 0];
  for (let contact = 0; contact < CONTACTS; contact += 1) {
    const model: ArmModel = { version: contact, day: null, trials: new Map([['all', trials]]) };
    const arm = chooseArm({ key: label, arms, explore: 0 }, String(contact), 'all', model)?.arm;
    if (!arm) throw new Error('there is no arm');
    const { successes, failures } = trials.get(arm.id) ?? { successes: 0, failures: 0 };
    trials.set(arm.id, dice.chance(arm.rate) ? { successes: successes + 1, failures } : { successes, failures: failures + 1 });
    regret += best - arm.rate;
    if (arm.rate === best) shownBest += 1;
  }
  return { regret, shownBest };
}

function spreadOf(figures: readonly number[]): { mean: number; error: number } {
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const variance = figures.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (figures.length - 1);
  return { mean, error: Math.sqrt(variance / figures.length) };
}
