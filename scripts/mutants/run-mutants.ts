import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.ts';

/** What became of the tests under one mutant, or under none (`unchanged`). */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  /** The names of the tests that failed. */
  readonly failed: readonly string[];
  /** Of those, the ones that were broken, and not only left unshown since another one was. */
  readonly broken: readonly string[];
  readonly errors: readonly string[];
}

/** Runs the tests under every mutant, by its name; `by` sentences, or random stories, `runs` of each. */
export async function runMutants(by: 'sentences' | 'stories', runs = 300): Promise<ReadonlyMap<string, Outcome>> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const plain = {
    VITEST: undefined,
    VITEST_WORKER_ID: undefined,
    VITEST_POOL_ID: undefined,
    NODE_OPTIONS: undefined,
    CADENZA_LONG: undefined,
  };
  const run = promisify(execFile)(process.execPath, [vitest, 'run', '--config', join(root, 'scripts/mutants/vitest.config.ts')], {
    cwd: root,
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, ...plain, CADENZA_MUTANTS: by, CADENZA_RUNS: String(runs) },
  });
  // It exits with 1, since tests fail: that is what it is for.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"name"'));
  return new Map(lines.map((line): [string, Outcome] => [JSON.parse(line).name, JSON.parse(line)]));
}
