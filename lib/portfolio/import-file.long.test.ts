import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./testing-large-file.ts', import.meta.url));

it('reads a file of 300 MB, made on the fly, in under 512 MB of memory, every row of it', () => {
  const args = ['--max-old-space-size=256', PROGRAM, '300'];
  const answer: Record<string, number> = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  console.log(`300 MB: ${answer.rows} rows in ${answer.seconds} s, at most ${answer.peakMegabytes} MB of memory`);
  expect(answer.bytes).toBeGreaterThan(300_000_000);
  expect(answer.rows).toBeGreaterThan(2_500_000);
  expect(answer.new).toBe(answer.rows);
  expect(answer.peakMegabytes).toBeLessThan(512);
}, 1_200_000);
