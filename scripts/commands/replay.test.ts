import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { command } from './replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PAID = join(root, 'conformance/cadence-paid.json');

async function replay(...argv: string[]) {
  const out: unknown[] = [];
  const code = await command.run(argv, { stdout: (line) => out.push(JSON.parse(line)), stderr: () => undefined });
  return { code, out };
}

function changed(name: string, change: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(PAID, 'utf8')), ...change }));
  return path;
}

describe('cadenza replay --check', () => {
  it('says yes where a case holds, and no with what came otherwise', async () => {
    expect(await replay('--check', PAID)).toMatchObject({ code: 0, out: [{ holds: true, differences: [] }] });
    const wrong = changed('wrong.json', { expect: { enrollments: [{ account: 'nobody' }] } });
    const { code, out } = await replay('--check', PAID, wrong);
    expect([code, out]).toMatchObject([1, [{ holds: true }, { holds: false }]]);
    expect(out[1]).toMatchObject({
      differences: expect.arrayContaining([{ part: 'enrollments', kind: 'missing', row: { account: 'nobody' } }]),
    });
  });

  it('cannot check a case that expects nothing', async () => {
    expect(await replay('--check', changed('none.json', { expect: {} }))).toMatchObject({
      code: 2,
      out: [{ error: expect.stringContaining('$.expect') }],
    });
  });
});
