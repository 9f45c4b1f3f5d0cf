import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { mutants } from './mutants.ts';

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly errors: readonly string[];
}

/** One run of the interpreter's tests for all mutants takes some 15 s of one core. */
const PATIENCE = 300_000;
let outcomes: ReadonlyMap<string, Outcome> = new Map();

beforeAll(async () => {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = promisify(execFile)(process.execPath, [vitest, 'run', '--config', join(root, 'scripts/mutants/vitest.config.ts')], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, VITEST_POOL_ID: undefined, NODE_OPTIONS: undefined },
  });
  // It exits with 1, since tests fail: that is what it is for.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  outcomes = new Map(lines.map((line): [string, Outcome] => [JSON.parse(line).name, JSON.parse(line)]));
}, PATIENCE);

describe('the interpreter’s tests', () => {
  it('pass on the interpreter as it is', () => {
    expect(outcomes.get('unchanged')).toMatchObject({ failed: [], errors: [] });
    expect(outcomes.get('unchanged')?.passed).toBeGreaterThan(150);
  });

  it.each(mutants)('kill $name: $breaks', ({ name }) => {
    expect(outcomes.get(name)).toMatchObject({ errors: [] });
    expect(outcomes.get(name)?.failed).not.toEqual([]);
    expect(outcomes.get(name)?.passed).toBeGreaterThan(0);
  });
});
