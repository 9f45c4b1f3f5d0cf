import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';
import { ended, startNode } from './child.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cadenza-command-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('cadenza', () => {
  it('lists its commands, and helps with each', async () => {
    const list = await cadenza(['--help']);
    expect(list.code).toBe(0);
    for (const name of ['doctor', 'migrate']) {
      expect(list.output).toContain(`  ${name} `);
      expect(await cadenza([name, '--help'])).toMatchObject({ code: 0, output: expect.stringContaining(`usage: cadenza ${name}`) });
    }
  });

  it('answers 2 to what it cannot read, with a sentence', async () => {
    expect(await cadenza([])).toMatchObject({ code: 2, output: expect.stringContaining('usage:') });
    expect(await cadenza(['dance'])).toEqual({ code: 2, output: 'There is no command dance. `cadenza --help` lists them.\n' });
    expect(await cadenza(['../rooms'])).toMatchObject({ code: 2 });
    expect(await cadenza(['migrate', '--twice'])).toMatchObject({ code: 2, output: expect.stringContaining("'--twice'") });
  });

  it('examines an installation before its first start, and makes nothing', async () => {
    const { code, findings } = await doctor({});
    expect(code).toBe(0);
    expect(findings.database).toMatchObject({ status: 'ok', found: expect.stringContaining('none yet') });
    expect(findings.node).toMatchObject({ status: 'ok' });
    expect(findings.zones).toMatchObject({ status: 'ok' });
    expect(readdirSync(home)).toEqual([]);
  });

  it('migrates, and says who holds the database while it is open', async () => {
    expect(await cadenza(['migrate'])).toMatchObject({ code: 0, output: expect.stringContaining('"migrated":["0000_bones"') });
    const db = await openDatabase({ dir: join(home, 'pglite') });
    const held = await doctor({});
    expect(held.findings.lock).toMatchObject({ found: `held by process ${process.pid} on ${hostname()}` });
    expect(held.findings.database).toMatchObject({ status: 'ok', found: expect.stringContaining('in use') });
    expect(await cadenza(['migrate'])).toMatchObject({ code: 2, output: expect.stringContaining(`in use by process ${process.pid}`) });
    await db.close();
    writeFileSync(join(home, 'pglite.lock'), `999999\n1\n${hostname()}\n`);
    const free = await doctor({});
    expect(free.findings.lock).toMatchObject({ found: expect.stringContaining('left behind by process 999999') });
    expect(free.findings.migrations).toMatchObject({ status: 'ok', found: 'current' });
  });

  it('fails the examination where the server cannot be reached, and tells no password', async () => {
    const { code, findings, output } = await doctor({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/nothing' });
    expect(code).toBe(1);
    expect(findings.database).toMatchObject({ status: 'failed', found: expect.stringContaining('postgres://127.0.0.1:1/nothing') });
    expect(output).not.toContain('secret');
  });
});

describeOnPostgres('cadenza', (freshUrl) => {
  it('finds pending migrations, and runs them', async () => {
    const url = await freshUrl();
    const db = await openDatabase({ url });
    await db.script('drop schema public cascade; create schema public');
    await db.close();
    const before = await doctor({ DATABASE_URL: url });
    expect(before).toMatchObject({ code: 1, findings: { migrations: { status: 'failed', found: expect.stringContaining('0000_bones') } } });
    expect(await cadenza(['migrate', '--check'], { DATABASE_URL: url })).toMatchObject({ code: 1 });
    expect(await cadenza(['migrate'], { DATABASE_URL: url })).toMatchObject({ code: 0 });
    expect(await cadenza(['migrate', '--check'], { DATABASE_URL: url })).toMatchObject({
      code: 0,
      output: expect.stringContaining('"pending":[]'),
    });
    expect(await doctor({ DATABASE_URL: url })).toMatchObject({
      code: 0,
      findings: { database: { found: expect.stringContaining('PostgreSQL') } },
    });
  });
});

interface Examination {
  readonly code: number;
  readonly output: string;
  readonly findings: Readonly<Record<string, { status: string; found: string }>>;
}

async function doctor(env: Readonly<Record<string, string>>): Promise<Examination> {
  const { code, output } = await cadenza(['doctor'], env);
  const lines: { check: string; status: string; found: string }[] = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { code, output, findings: Object.fromEntries(lines.map((line) => [line.check, line])) };
}

/** On an installation of its own in `home`; both outputs together. */
function cadenza(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: number; output: string }> {
  return ended(
    startNode(['scripts/cadenza.ts', ...args], {
      env: { ...process.env, DATABASE_URL: '', CADENZA_DATA: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
