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

describeOnBoth('conformance cases through the runner', (fresh) => {
  let runner: Runner;
  beforeAll(async () => {
    runner = createRunner(await fresh());
  });

  it.each(files)('%s', async (name) => {
    const scenario = readScenario(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
    const { policy: policyCode, topicDays } = scenario.value;
    const inMemory = simulateScenario(scenario.value, await policyInForce({ policyCode, topicDays }, []));
    expect(await replayScenario(runner, scenario.value, name)).toEqual(inMemory);
  });
});
