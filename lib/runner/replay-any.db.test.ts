import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBoth } from '#lib/db/testing.ts';
import type { Scenario } from '#lib/interpreter/scenario.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { anyCase, type Case } from '#lib/interpreter/testing/any-case.ts';
import { FROM, TO } from '#lib/interpreter/testing/any-portfolio.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { publicHolidays } from './holidays.ts';
import { replayScenario } from './replay.ts';
import { createRunner, type Runner } from './runner.ts';

const SEED = Number(process.env.CADENZA_SEED ?? 20_260_322);
const RUNS = process.env.CADENZA_LONG ? 200 : 6;

/** The story as a case: nothing is late, since a case says when things happened, not when they were heard of. */
function scenarioOf({ journeys: [document], debtors }: Case, name: string): Scenario {
  if (!document) throw new Error('no journey');
  return {
    name,
    timezone: 'Etc/UTC',
    openingTime: '08:00',
    country: null,
    policy: null,
    topicDays: debtors[0]?.surroundings.policy.topicDays ?? 3,
    debtors: debtors.map(({ debtor }) => debtor),
    accounts: debtors.flatMap(({ accounts }) => accounts),
    journey: document,
    from: FROM,
    to: TO,
    events: debtors.flatMap(({ debtor, arrivals }) =>
      arrivals.map(({ event: { at, type, payload, accountId } }) => ({
        at,
        type,
        payload,
        account: accountId,
        debtor: accountId === null ? debtor.externalId : null,
        externalId: null,
      })),
    ),
  };
}

describeOnBoth('any story through the runner', (fresh) => {
  let runner: Runner;
  beforeAll(async () => {
    runner = createRunner(await fresh());
  });

  it('comes out as in memory', async () => {
    const holidays = await publicHolidays();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyCase, async (story) => {
        const scenario = scenarioOf(story, `any-${count++}`);
        expect(await replayScenario(runner, scenario, scenario.name)).toEqual(
          simulateScenario(scenario, { policy: openPolicy(scenario.topicDays), holidays }),
        );
      }),
      { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 1_200_000 },
    );
  }, 1_800_000);
});
