import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import { createWorkspace, type NewWorkspace } from '#lib/portfolio/workspace.ts';
import { command } from './import.ts';

const FILE = 'fixtures/portfolios/invoices-12.csv';
const MAP = 'fixtures/mappings/invoices.json';
const TEST: NewWorkspace = {
  slug: 'demo',
  name: 'Demo',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'USD',
  clockAt: Date.UTC(2012, 0, 1),
};
const TOTALS = { USD: { accounts: 12, balance: 3_450_00, amount: '3450.00' } };

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cadenza-import-'));
  vi.stubEnv('CADENZA_DATA', home);
  vi.stubEnv('DATABASE_URL', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

async function run(...argv: string[]) {
  const lines: unknown[] = [];
  const errors: string[] = [];
  const code = await command.run(argv, { stdout: (line) => lines.push(JSON.parse(line)), stderr: (line) => errors.push(line) });
  return { code, lines, errors };
}

function written(name: string, content: unknown): string {
  const path = join(home, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const openHere = () => openDatabase({ dir: join(home, 'pglite') });

async function makeWorkspaces(...workspaces: NewWorkspace[]): Promise<void> {
  const dir = join(home, 'pglite');
  if (!existsSync(dir)) cpSync(inject('testDatabases').pgliteDirectory, dir, { recursive: true });
  const db = await openHere();
  for (const workspace of workspaces) await createWorkspace(db, workspace);
  await db.query(`insert into mapping (workspace_id, name, document) select id, 'mine', $1 from workspace`, [
    JSON.stringify({
      format: 'cadenza.mapping/1',
      dates: 'mdy',
      decimal: '.',
      timezone: 'UTC',
      currency: 'USD',
      columns: { id: 'debtor.id' },
    }),
  ]);
  await db.close();
}

describe('cadenza import', () => {
  it('checks without a database, makes none, and everything is new', async () => {
    expect(await run(FILE, '--map', MAP, '--check')).toEqual({
      code: 0,
      errors: [],
      lines: [
        {
          file: FILE,
          workspace: null,
          rows: 12,
          new: 12,
          changed: 0,
          unchanged: 0,
          refused: 0,
          debtors: { created: 7, updated: 0, unchanged: 0 },
          events: { stored: 10, duplicate: 0 },
          totals: TOTALS,
          problem: null,
        },
      ],
    });
    expect(readdirSync(home)).toEqual([]);
  });

  it('imports into the only workspace, as of its clock; the same file again changes nothing', async () => {
    await makeWorkspaces(TEST);
    expect(await run(FILE, '--map', MAP)).toMatchObject({ code: 0, lines: [{ workspace: 'demo', rows: 12, new: 12, totals: TOTALS }] });
    expect(await run(FILE, '--map', MAP, '--check')).toMatchObject({ lines: [{ workspace: 'demo', new: 0, unchanged: 12 }] });
    expect(await run(FILE, '--map', MAP)).toMatchObject({ lines: [{ new: 0, unchanged: 12, events: { stored: 0, duplicate: 10 } }] });
    const db = await openHere();
    expect(await db.query('select count(*)::int n, sum(balance)::int owed from account')).toEqual([{ n: 12, owed: 3_450_00 }]);
    await db.close();
  });

  it('prints each refused row as it is found, and answers 1 where none was taken', async () => {
    const some = written(
      'some.csv',
      'customer,name,invoice,issued,due,amount,disputed,settled\nC,N,1,1/1/2013,,-5,,\nC,N,2,1/1/2013,,5,,\n',
    );
    const answer = await run(some, '--map', MAP, '--check');
    expect(answer).toMatchObject({
      code: 0,
      lines: [
        { row: 2, reason: 'column "amount": "-5" is negative; amounts are 0 or more' },
        { refused: 1, new: 1 },
      ],
    });
    const none = written('none.csv', 'customer,name,invoice,issued,due,amount,disputed,settled\nC,N,1,1/1/2013,,-5,,\n');
    expect((await run(none, '--map', MAP, '--check')).code).toBe(1);
  });

  it('answers 2 to a file or a mapping that cannot be read, with the sentence', async () => {
    const file = written('x.csv', 'a,b\n1,2\n');
    expect(await run(file, '--map', MAP, '--check')).toMatchObject({
      code: 2,
      lines: [{ problem: expect.stringMatching(/^column "customer" is missing; the file has "a", "b"/), new: 0 }],
      errors: [expect.stringMatching(/x\.csv: column "customer" is missing/)],
    });
    const map = written('m.json', {
      format: 'cadenza.mapping/1',
      decimal: '.',
      timezone: 'UTC',
      currency: 'USD',
      columns: { a: 'account.id' },
    });
    expect(await run(file, '--map', map, '--check')).toMatchObject({
      code: 2,
      lines: [],
      errors: [`${map}: $.dates: must say the order of dates: "dmy", "mdy" or "ymd"; it is never guessed`],
    });
    await expect(run(file, '--map', written('n.json', '{'), '--check')).rejects.toThrow('n.json is not JSON');
    await expect(run(file, '--map', 'nobody', '--check')).rejects.toThrow('there is no file nobody, nor a mapping saved under that name');
    await expect(run(join(home, 'none.csv'), '--map', MAP)).rejects.toThrow(/there is no file .*none\.csv/);
    await expect(run('--map', MAP)).rejects.toThrow('import needs one file');
    await expect(run(FILE)).rejects.toThrow('import needs a mapping');
  });

  it('asks which workspace where there are none or several, and names them', async () => {
    const none = 'there is no workspace yet; `cadenza seed` makes one';
    await expect(run(FILE, '--map', MAP)).rejects.toThrow(none);
    expect(await run(FILE, '--map', MAP, '--check')).toMatchObject({ code: 0, lines: [{ workspace: null, new: 12 }] });
    await makeWorkspaces(TEST, { ...TEST, slug: 'acme' });
    await expect(run(FILE, '--map', MAP)).rejects.toThrow('there are several workspaces; name one with --workspace: acme, demo');
    await expect(run(FILE, '--map', MAP, '--workspace', 'x')).rejects.toThrow('there is no workspace x; there are acme, demo');
    expect(await run(FILE, '--map', MAP, '--workspace', 'acme', '--check')).toMatchObject({ lines: [{ workspace: 'acme', new: 12 }] });
    const debtors = written('d.csv', 'id\nd1\nd2\n');
    expect(await run(debtors, '--map', 'mine', '--workspace', 'acme')).toMatchObject({
      lines: [{ new: 2, debtors: { created: 2 }, totals: {} }],
    });
  });

  it('checks the file alone while another process holds the database, and says so; it does not import then', async () => {
    mkdirSync(join(home, 'pglite'));
    written('pglite.lock', `${process.ppid}\n\n${hostname()}\n`);
    const checked = await run(FILE, '--map', MAP, '--check');
    expect(checked).toMatchObject({ code: 0, lines: [{ workspace: null, new: 12 }] });
    expect(checked.errors[0]).toMatch(/in use by process \d+.* Compared with nothing: every row counts as new\.$/);
    await expect(run(FILE, '--map', MAP)).rejects.toThrow(/in use by process/);
  });
});
