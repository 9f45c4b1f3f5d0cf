import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBoth } from '#lib/db/testing.ts';
import { readScenario } from '#lib/interpreter/scenario.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { replayScenario } from './replay.ts';
import { createRunner, type Runner } from './runner.ts';

const folder = new URL('../../conformance/', import.meta.url);
/** Cases that need a country policy or node types of a later issue. */
const LATER = ['colombia-grace-0.json', 'colombia-grace-1.json', 'experiment.json'];
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('validate-') && !LATER.includes(name));

describeOnBoth('conformance cases through the runner', (fresh) => {
  let runner: Runner;
  beforeAll(async () => {
    runner = createRunner(await fresh());
  });

  it.each(files)('%s', async (name) => {
    const scenario = readScenario(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
    const log = await replayScenario(runner, scenario.value, name);
    expect(log).toEqual(simulateScenario(scenario.value, NO_HOLIDAYS));
  });
});
