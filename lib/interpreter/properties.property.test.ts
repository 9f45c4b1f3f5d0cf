import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { readJourney } from '#lib/journey/document.ts';
import { findProblems, isError, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { PATIENCE, RUNS, SEED, thorough } from '#lib/testing/thorough.ts';
import { anyStory, runCase } from './testing/any-case.ts';
import { Census } from './testing/census.ts';
import { lawsOfContacts } from './testing/laws-of-contacts.ts';
import { anyChance, type Law, lawsOfRuns } from './testing/laws-of-runs.ts';

/*
 * Laws that hold of every story. Each story is drawn and run once and held against all of them: that is what takes time. The first
 * story that breaks a law ends the search; what is told is the smallest such story.
 */

const lets: Law = ({ journeys }) => {
  for (const document of journeys) expect(findProblems(document, NOTHING_KNOWN).filter(isError)).toEqual([]);
};
/** Written as text and read again it is the same: nothing of a document is lost on the way. */
const isKept: Law = ({ journeys }) => {
  for (const document of journeys) {
    const read = readJourney(JSON.parse(JSON.stringify(document)));
    expect(read.ok && canonicalJson(read.value)).toBe(canonicalJson(document));
  }
};
const laws: readonly (readonly [string, Law])[] = Object.entries({
  'is one that validation lets through': lets,
  'is the same once it was written as text and read again': isKept,
  ...lawsOfRuns,
  ...lawsOfContacts,
});

class LawBroken extends Error {
  readonly law: string;
  constructor(law: string, cause: unknown) {
    super(`it ${law}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.law = law;
  }
}

const census = new Census();
let broken: { readonly law: string; readonly error: Error } | null = null;
/** True from the first story that breaks a law on: smaller ones are no share of anything. */
let isShrinking = false;
afterAll(() => console.log(`seed ${SEED}, ${census}`));

beforeAll(async () => {
  let count = 0;
  const holds = fc.asyncProperty(anyStory, anyChance, async (story, chance) => {
    const logs = runCase(story);
    if (!isShrinking) census.add(story, logs);
    for (const [name, law] of laws) {
      try {
        law(story, logs, chance);
      } catch (cause) {
        isShrinking = true;
        throw new LawBroken(name, cause);
      }
    }
    // The test's own process is to be heard of now and then.
    if (++count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  });
  await fc.assert(holds, thorough).catch((error: Error) => {
    broken = { law: error.cause instanceof LawBroken ? error.cause.law : '', error };
  });
}, PATIENCE);

describe('any story', () => {
  it.each(laws.map(([name]) => name))('%s', (name) => {
    if (broken?.law === name) throw broken.error;
    if (broken !== null) throw new Error(`not shown: a story broke another law: ${broken.law}`);
  });

  it('has its share of every kind of step and of what happens on the way', () => {
    // A few stories say nothing of shares.
    if (RUNS < 1_000) return;
    for (const [sight, percent] of census.shares())
      expect(percent, `${sight}: ${percent} % of stories`).toBeGreaterThanOrEqual(floorOf(sight));
  });
});

/** In percent of stories. What is asked of all is 3; what stories are most about is to be seen in more of them. */
function floorOf(sight: string): number {
  if (['rule of a subdivision', 'handed over'].includes(sight)) return 2;
  const often = [
    'entry',
    'message',
    'offer',
    'task',
    'wait',
    'waitEvent',
    'split',
    'exit',
    'payment at a step’s instant',
    'missed step',
    'late event',
  ];
  return often.includes(sight) ? 10 : 3;
}
