import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { writePolicy } from '#lib/db/queries/own-policy.ts';
import { describeOnOne } from '#lib/db/testing.ts';
import { logOf, type Portfolio, simulate } from '#lib/interpreter/simulate.ts';
import { anyCase, anyLawfulCase, type Case, versionsOf } from '#lib/interpreter/testing/any-case.ts';
import { FROM, TO } from '#lib/interpreter/testing/any-portfolio.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { type ChosenPolicy, policyInForce } from './policy-in-force.ts';
import { publishJourney } from './publish.ts';
import { readLog } from './replay.ts';
import { createRunner, type Runner } from './runner.ts';

const SEED = Number(process.env.CADENZA_SEED ?? 20_260_322);
const RUNS = process.env.CADENZA_LONG ? Number(process.env.CADENZA_RUNS ?? 200) : 8;
const PLACE = { timezone: 'Etc/UTC', openingTime: '08:00' };

/** What is imported and what happens: nothing is late, since a portfolio says when things happened, not when they were heard of. */
function portfolioOf({ debtors }: Case): Portfolio {
  return {
    debtors: debtors.map(({ debtor }) => debtor),
    accounts: debtors.flatMap(({ accounts }) => accounts),
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

function chosenBy({ rules, debtors }: Case): ChosenPolicy {
  const topicDays = debtors[0]?.surroundings.policy.topicDays ?? 3;
  return typeof rules === 'string' ? { policyCode: null, topicDays } : { policyCode: rules.policyCode, topicDays, ownPolicy: rules.own };
}

async function inMemory({ journeys }: Case, portfolio: Portfolio, chosen: ChosenPolicy) {
  const versions = versionsOf(journeys);
  const rules = await policyInForce(
    chosen,
    versions.map(({ program }) => program),
  );
  return logOf(simulate(portfolio, { versions, from: FROM, to: TO, ...PLACE, ...rules }));
}

async function inTables(
  runner: Runner,
  { journeys }: Case,
  portfolio: Portfolio,
  { policyCode, topicDays, ownPolicy }: ChosenPolicy,
  slug: string,
) {
  const workspace = await runner.db.transaction(async (tx) => {
    const made = await createWorkspace(tx, {
      slug,
      name: slug,
      mode: 'test',
      country: 'CO',
      currency: portfolio.accounts[0]?.currency ?? 'COP',
      policyCode,
      topicDays,
      clockAt: FROM,
      ...PLACE,
    });
    if (ownPolicy) await writePolicy(tx, made.id, 0, policyCode, ownPolicy);
    for (const journey of journeys) await publishJourney(tx, made, journey, [STAND_IN_TEMPLATE], FROM);
    const upserted = await upsertPortfolio(tx, made, portfolio, FROM);
    const stored = await storeEvents(tx, made, portfolio.events, FROM);
    expect([...upserted.refused, ...stored.refused]).toEqual([]);
    return made;
  });
  await moveClock(runner, workspace.id, TO);
  return readLog(runner.db, workspace);
}

describeOnOne('any story through the runner comes out as in memory', (fresh) => {
  let runner: Runner;
  let count = 0;
  beforeAll(async () => {
    runner = createRunner(await fresh());
  });

  it.each([
    ['of one journey', anyCase],
    [
      'of two journeys, the first of which hands over to the second, under the laws of several countries and rules of the house',
      anyLawfulCase,
    ],
  ])(
    '%s',
    async (_, stories) => {
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          const [portfolio, chosen] = [portfolioOf(story), chosenBy(story)];
          expect(await inTables(runner, story, portfolio, chosen, `any-${count++}`)).toEqual(await inMemory(story, portfolio, chosen));
        }),
        { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 1_200_000, endOnFailure: true },
      );
    },
    1_800_000,
  );
});
