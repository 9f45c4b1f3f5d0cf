import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBoth } from '#lib/db/testing.ts';
import { readScenario } from '#lib/interpreter/scenario.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { policyInForce } from './policy-in-force.ts';
import { replayScenario } from './replay.ts';
import { createRunner, type Runner } from './runner.ts';

const folder = new URL('../../conformance/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('validate-'));

/** Of our own cases one of each kind that the given ones do not have; all of them run in memory (`scripts/house-cases.test.ts`). */
const OWN = [
  'capacity-order',
  'exit-before-step-same-instant',
  'handover-start',
  'offer-accepted',
  'policy-chile',
  'promise-broken-event',
  'reentry-after-days',
  'reported-conversation',
  'suspend-act',
  'task-outcomes',
  'topic-joined',
  'topic-of-forty-days',
  'update-then-split',
];
const own = OWN.map((name) => `../fixtures/conformance/${name}.json`);

describeOnBoth('conformance cases through the runner', (fresh) => {
  let runner: Runner;
  beforeAll(async () => {
    runner = createRunner(await fresh());
  });

  it.each([...files, ...own])('%s', async (name) => {
    const scenario = readScenario(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
    const { policy: policyCode, topicDays } = scenario.value;
    const inMemory = simulateScenario(scenario.value, await policyInForce({ policyCode, topicDays }, []));
    expect(await replayScenario(runner, scenario.value, name)).toEqual(inMemory);
  });
});
