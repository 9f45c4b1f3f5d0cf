import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ended, startNode } from './child.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

it('runs TypeScript with the arguments as they are, keeps standard output clean and passes the exit code on', async () => {
  const path = program('echo.ts', 'const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args)); process.exit(3);');
  const { code, output } = await ended(startNode(['scripts/run.mjs', path, '--engine', 'a b', ''], { stdio: ['ignore', 'pipe', 'pipe'] }));
  expect(output).toBe('["--engine","a b",""]\n');
  expect(code).toBe(3);
});

it('passes a signal on and ends by the one that ended the program', async () => {
  const path = program(
    'wait.ts',
    "process.on('SIGTERM', () => { console.log('asked to end'); process.exit(5); }); console.log('ready'); setInterval(() => 0, 1000);",
  );
  const child = startNode(['scripts/run.mjs', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = ended(child);
  if (child.stdout) await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await end).toEqual({ code: 5, output: 'ready\nasked to end\n' });
});

it('says how it is used when no file is named', async () => {
  expect(await ended(startNode(['scripts/run.mjs'], { stdio: ['ignore', 'pipe', 'pipe'] }))).toEqual({
    code: 2,
    output: 'usage: node scripts/run.mjs FILE [argument…]\n',
  });
});
