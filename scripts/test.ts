// `npm test`: everything, in order of how soon it tells. `--quick` (npm run check): types, lint and unit tests. `--long`: also the long tests.
// The last line stands alone: `N passed, N failed`.
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEED } from '#lib/testing/thorough.ts';
import { runNode } from './child.ts';
import { ensureChromium } from './chromium.ts';
import { root } from './root.ts';
import { broken, countByDatabase, type Tally, tallyPlaywright, tallyVitest } from './test-report.ts';

const options = process.argv.slice(2);
const unknown = options.find((option) => option !== '--quick' && option !== '--long');
if (unknown) {
  console.error(`${unknown} is not known: --quick (types, lint, unit tests) and --long (also the long tests) are.`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'cadenza-test-'));
const env: NodeJS.ProcessEnv = {
  ...process.env,
  ...(options.includes('--long') ? { CADENZA_LONG: '1' } : {}),
  // Hundreds of processes read the same modules: compiled once for all of them, which saves each a third of a second.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/cadenza/compiled'),
};
const NOTHING: Tally = { passed: 0, failed: 0, notRun: 0, notes: [] };

const quick: [string, () => Promise<Tally>][] = [
  ['types', types],
  ['lint', lint],
  ['unit', () => vitest('unit', 'unit-alone')],
];
const rest: [string, () => Promise<Tally>][] = [
  ['conformance', () => vitest('conformance')],
  ['database', database],
  ['e2e', stories],
];

console.log(`properties: seed ${SEED}; another with CADENZA_SEED=n`);
const tallies = new Map<string, Tally>();
for (const [name, run] of options.includes('--quick') ? quick : [...quick, ...rest]) {
  console.log(`\n── ${name} ──`);
  const began = performance.now();
  tallies.set(name, await run());
  console.log(`── ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
rmSync(reports, { recursive: true, force: true });
summarise();

async function types(): Promise<Tally> {
  const next = 'node_modules/next/dist/bin/next';
  const generated = await runNode([next, 'typegen'], { ...env, NEXT_TELEMETRY_DISABLED: '1' });
  if (generated.code !== 0) return broken('next typegen failed');
  const { code } = await runNode(['node_modules/typescript/bin/tsc', '--noEmit', '--project', '.'], env);
  return code === 0 ? NOTHING : broken('the types do not hold');
}

async function lint(): Promise<Tally> {
  const { code } = await runNode(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'], env);
  return code === 0 ? NOTHING : broken('lint or format: npx biome check --write . mends most');
}

async function vitest(...projects: readonly string[]): Promise<Tally> {
  const { report, code } = await runVitest(projects);
  return tallyVitest(report, code);
}

async function database(): Promise<Tally> {
  // Many of these tests wait, for a lease or another process: one more than there are cores keeps the cores busy.
  const { report, code } = await runVitest(['database', 'database-alone'], [`--maxWorkers=${availableParallelism() + 1}`]);
  const tally = tallyVitest(report, code);
  return { ...tally, notes: [countByDatabase(report), ...tally.notes] };
}

async function runVitest(projects: readonly string[], options: readonly string[] = []): Promise<{ report: string; code: number }> {
  const report = join(reports, `${projects[0]}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const program = ['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...options];
  const { code } = await runNode(program, { ...env, CADENZA_TEST_REPORT: report });
  return { report, code };
}

async function stories(): Promise<Tally> {
  if (globSync('e2e/**/*.spec.ts', { cwd: root }).length === 0) return broken('there are no stories in e2e/');
  if (!ensureChromium()) return broken('no browser for the stories: install Chromium and start again');
  const report = join(reports, 'e2e.json');
  const { code } = await runNode(['node_modules/@playwright/test/cli.js', 'test'], { ...env, CADENZA_TEST_REPORT: report });
  return tallyPlaywright(report, code);
}

function summarise(): void {
  console.log('');
  for (const [name, { passed, failed, notRun, notes }] of tallies) {
    const counts =
      passed + failed + notRun === 0 ? 'in order' : `${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`;
    console.log([`${name}: ${counts}`, ...notes].join(' · '));
  }
  const sum = (part: 'passed' | 'failed'): number => [...tallies.values()].reduce((total, tally) => total + tally[part], 0);
  process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}
