import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { invoiceFile } from '#lib/testing/invoice-file.ts';
import { checkFile, type ImportOptions, importFile } from './import-file.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { agingAt, bytesOf, historiesIn, testMapping, windows1252 } from './testing.ts';
import { createWorkspace, type NewWorkspace, type PortfolioWorkspace } from './workspace.ts';

const at = (text: string) => parseInstant(`${text}-05:00`) ?? Number.NaN;
const CLOCK = at('2012-01-01T00:00:00');
const TEST: NewWorkspace = {
  slug: 'test',
  name: 'Test',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'USD',
  clockAt: CLOCK,
};
const ZONE = 'America/Bogota';
const HEAD = 'customer,invoice,due,amount,paid\n';

function savedMapping(name: string): Mapping {
  const read = readMapping(JSON.parse(readFileSync(`fixtures/mappings/${name}.json`, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** Everything that an import can write, with the transaction that wrote each row. */
async function everything(db: Database): Promise<unknown> {
  const tables = ['debtor', 'account', 'event', 'promise', 'look', 'agenda'];
  return Promise.all(tables.map((table) => db.query(`select xmin::text as written, t.* from ${table} t order by t::text`)));
}

const rowsOf = async (db: Database, table: string) => (await db.query<{ n: number }>(`select count(*)::int n from ${table}`))[0]?.n;

describeOnBoth('importing a file', (fresh) => {
  const start = async (workspace: NewWorkspace = TEST) => {
    const db = await fresh();
    const made = await createWorkspace(db, workspace);
    const take = (file: string | Uint8Array, options: Partial<ImportOptions> = {}, mapping = testMapping()) =>
      importFile(db, made, { fileName: 'x.csv', bytes: bytesOf(file) }, mapping, { at: made.clockAt ?? CLOCK, ...options });
    return { db, workspace: made, take };
  };

  it('counts what a check foretold, and the same file again changes nothing', async () => {
    const { db, take } = await start();
    const mapping = savedMapping('invoices');
    const file = invoiceFile(5);
    const before = await everything(db);
    const checked = await take(file, { check: true }, mapping);
    expect(await everything(db)).toEqual(before);
    expect(await rowsOf(db, 'import')).toBe(0);
    const taken = await take(file, {}, mapping);
    expect(taken).toEqual(checked);
    expect(taken).toEqual(await checkFile({ fileName: 'x.csv', bytes: bytesOf(file) }, mapping));
    expect(taken).toEqual({
      rows: 240,
      new: 240,
      changed: 0,
      unchanged: 0,
      refused: 0,
      debtors: { created: 60, updated: 0, unchanged: 0 },
      events: { stored: 210, duplicate: 0 },
      totals: { USD: { accounts: 240, balance: 2_686_80 } },
      problem: null,
    });
    const stands = await everything(db);
    const expected = {
      ...taken,
      new: 0,
      unchanged: 240,
      debtors: { created: 0, updated: 0, unchanged: 60 },
      events: { stored: 0, duplicate: 210 },
    };
    expect(await take(file, { check: true }, mapping)).toEqual(expected);
    expect(await take(file, { at: at('2013-03-01T00:00:00') }, mapping)).toEqual(expected);
    expect(await everything(db)).toEqual(stands);
  });

  it('changes only the rows that changed', async () => {
    const { db, take } = await start();
    await take(`${HEAD}C-1,1,3/15/2013,5,\nC-2,2,3/15/2013,6,\nC-3,3,3/15/2013,7,\n`);
    const second = `${HEAD}C-1,1,3/15/2013,5,\nC-2,2,3/16/2013,6,\nC-3,3,3/15/2013,7,3/1/2013\nC-4,4,,8,\n`;
    const foretold = await take(second, { check: true });
    const taken = await take(second);
    expect(taken).toEqual(foretold);
    expect(taken).toMatchObject({ rows: 4, new: 1, changed: 2, unchanged: 1, refused: 0, events: { stored: 1, duplicate: 0 } });
    expect(await db.query(`select due_date from account where external_id = '2'`)).toEqual([{ due_date: '2013-03-16' }]);
  });

  it('gives back the refused rows with reasons and keeps them, and takes the rest', async () => {
    const { db, take } = await start();
    const told: number[] = [];
    const summary = await take(`${HEAD}C-1,1,3/15/2013,-5,\nC-2,2,,6,\nC-2,2,,7,\nC-2\n`, { onRefused: ({ row }) => told.push(row) });
    expect(summary).toMatchObject({ rows: 4, new: 1, refused: 3, problem: null });
    expect(told).toEqual([2, 4, 5]);
    expect(await db.query('select row, reason, cells from import_refusal order by row')).toEqual([
      { row: 2, reason: 'column "amount": "-5" is negative; amounts are 0 or more', cells: ['C-1', '1', '3/15/2013', '-5', ''] },
      {
        row: 4,
        reason: 'account 2 stands on an earlier row, which says something else about it; keep one of the two',
        cells: ['C-2', '2', '', '7', ''],
      },
      { row: 5, reason: 'the row has 1 cells and the heading 5; the row seems to be cut off', cells: ['C-2'] },
    ]);
    expect(await db.query('select file_name, status, counts from import')).toEqual([
      { file_name: 'x.csv', status: 'done', counts: JSON.parse(JSON.stringify(summary)) },
    ]);
  });

  it('leaves nothing of a file that proves wrong far below, but the record of the try', async () => {
    const { db, take } = await start();
    const before = await everything(db);
    const rows = Array.from({ length: 4_500 }, (_, i) => `C-${i},${i},3/1/2013,5,\n`).join('');
    const summary = await take(windows1252(`${HEAD}${rows}Peña,x,,5,\n`), {}, testMapping({ encoding: 'utf-8' }));
    expect(summary).toMatchObject({ new: 0, problem: expect.stringMatching(/^line 4502 holds bytes that are not UTF-8/) });
    expect(await everything(db)).toEqual(before);
    expect(await db.query('select status from import')).toEqual([{ status: 'failed' }]);
  });

  it('leaves nothing when it is cancelled', async () => {
    const { db, take } = await start();
    const before = await everything(db);
    const stop = new AbortController();
    const rows = Array.from({ length: 6_000 }, (_, i) => `C-${i},${i},3/1/2013,5,\n`).join('');
    const seen: number[] = [];
    const onProgress = (count: number) => {
      seen.push(count);
      stop.abort();
    };
    const summary = await take(HEAD + rows, { signal: stop.signal, onProgress });
    expect(summary.problem).toBe('the import was cancelled; nothing was taken');
    expect(seen).toEqual([2_000]);
    expect(await everything(db)).toEqual(before);
    expect(await db.query('select status from import')).toEqual([{ status: 'cancelled' }]);
  });

  it('leaves nothing, and says that it failed, when the database gives way', async () => {
    const { db, take } = await start();
    await db.script(
      "create function no() returns trigger as $$ begin raise exception 'disk is full'; end $$ language plpgsql; create trigger no before insert on event for each row execute function no()",
    );
    await expect(take(`${HEAD}C-1,1,,5,3/1/2013\n`)).rejects.toThrow('disk is full');
    expect([await rowsOf(db, 'debtor'), await rowsOf(db, 'account')]).toEqual([0, 0]);
    expect(await db.query('select status from import')).toEqual([{ status: 'failed' }]);
  });

  it('makes one debtor of many rows: the first speaks, later ones fill the gaps, whichever batch they are in', async () => {
    const { db, take } = await start();
    const mapping = testMapping({ columns: { ...testMapping().document.columns, name: 'debtor.name', mail: 'debtor.email' } });
    const filler = Array.from({ length: 2_000 }, (_, i) => `F-${i},f${i},,1,,,\n`).join('');
    const file = `customer,invoice,due,amount,paid,name,mail\nC-1,1,,5,,Ana,\n${filler}C-1,2,,5,,Eva,a@example.com\n`;
    const first = await take(file, {}, mapping);
    expect(first).toMatchObject({ rows: 2_002, new: 2_002, debtors: { created: 2_001, updated: 0, unchanged: 0 } });
    const [ana] = await db.query(`select name, email from debtor where external_id = 'C-1'`);
    expect(ana).toEqual({ name: 'Ana', email: 'a@example.com' });
    const stands = await everything(db);
    expect(await take(file, {}, mapping)).toMatchObject({ unchanged: 2_002, debtors: { unchanged: 2_001 } });
    expect(await everything(db)).toEqual(stands);
  });

  it('refuses in a live workspace the rows whose events lie in the future', async () => {
    const { db, take } = await start({ ...TEST, mode: 'live', clockAt: undefined });
    const file = `${HEAD}C-1,1,,5,12/1/2011\nC-2,2,,5,1/2/2012\n`;
    const summary = await take(file, { at: CLOCK });
    expect(summary).toMatchObject({ rows: 2, new: 1, refused: 1, events: { stored: 1 } });
    expect(await take(file, { at: CLOCK, check: true })).toMatchObject({ rows: 2, unchanged: 1, refused: 1, events: { duplicate: 1 } });
    expect([await rowsOf(db, 'debtor'), await rowsOf(db, 'account')]).toEqual([1, 1]);
    const [refusal] = await db.query<{ reason: string }>('select reason from import_refusal');
    expect(refusal?.reason).toMatch(/^payment.received: is dated 2012-01-02T05:00:00.000Z, which is in the future/);
  });

  it('writes nothing of a row whose account belongs to another debtor, not even that debtor', async () => {
    const { db, take } = await start();
    await take(`${HEAD}C-1,1,,5,\n`);
    const file = `${HEAD}C-2,1,,5,3/1/2013\nC-3,3,,5,\n`;
    expect(await take(file, { check: true })).toMatchObject({ new: 1, refused: 1, debtors: { created: 1 }, events: { stored: 0 } });
    expect(await take(file)).toMatchObject({ new: 1, refused: 1, debtors: { created: 1 }, events: { stored: 0 } });
    expect(await db.query('select external_id from debtor order by 1')).toEqual([{ external_id: 'C-1' }, { external_id: 'C-3' }]);
    expect((await db.query<{ reason: string }>('select reason from import_refusal'))[0]?.reason).toMatch(
      /^account 1 belongs to debtor C-1, not C-2/,
    );
  });

  it('has aged from the tables as the file was worked by hand', async () => {
    const { db, workspace } = await start();
    const source = { fileName: 'invoices-12.csv', bytes: createReadStream('fixtures/portfolios/invoices-12.csv') };
    await importFile(db, workspace, source, savedMapping('invoices'), { at: CLOCK });
    expect(agingAt(await historiesIn(db, workspace.id), '2013-03-16', ZONE)).toMatchObject({
      open: { count: 7, amount: 1_714_25 },
      debtorsOpen: 6,
      debtorsPastDue: 3,
      buckets: { not_due: { count: 4, amount: 854_00 }, '1-30': { count: 3, amount: 860_25 } },
    });
    const names = await db.query<{ name: string }>('select name from debtor order by external_id');
    expect(names.map(({ name }) => name)).toContain('=SUM(1;2)');
  });
});

interface Expected {
  totals: { amount?: string; principal?: string };
  aging: { as_of: string; open_count: number; open_amount: string; debtors_with_open: number; debtors_past_due: number }[];
}

describeWithInputs('the public portfolios', ['1-portfolios/ibm-accounts-receivable.mdY.csv', '1-portfolios/loan-payments-500.csv'], () => {
  describeOnBoth('imported', (fresh) => {
    const files = [
      ['ibm-accounts-receivable.mdY.csv', 'ibm-accounts-receivable', 'ibm', 2_466],
      ['loan-payments-500.csv', 'loan-payments', 'loan-payments', 500],
    ] as const;
    const take = (db: Database, workspace: PortfolioWorkspace, file: string, mapping: string) => {
      const source = { fileName: file, bytes: createReadStream(inputPath(`1-portfolios/${file}`)) };
      return importFile(db, workspace, source, savedMapping(mapping), { at: CLOCK });
    };
    for (const [file, mapping, name, rows] of files) {
      it(`${file} has the totals and the aging computed apart, and the same file again changes nothing`, async () => {
        const db = await fresh();
        const workspace = await createWorkspace(db, TEST);
        const expected: Expected = JSON.parse(readFileSync(`fixtures/public/portfolios/expected-${name}.json`, 'utf8'));
        const summary = await take(db, workspace, file, mapping);
        expect(summary).toMatchObject({ rows, new: rows, refused: 0 });
        expect(summary.totals.USD?.balance).toBe(Math.round(Number(expected.totals.amount ?? expected.totals.principal) * 100));
        const stands = await everything(db);
        expect(await take(db, workspace, file, mapping)).toMatchObject({ rows, unchanged: rows, new: 0, changed: 0, refused: 0 });
        expect(await everything(db)).toEqual(stands);
        const histories = await historiesIn(db, workspace.id);
        for (const day of expected.aging) {
          const aging = agingAt(histories, day.as_of, ZONE);
          expect(aging).toMatchObject({
            open: { count: day.open_count, amount: Math.round(Number(day.open_amount) * 100) },
            debtorsOpen: day.debtors_with_open,
            debtorsPastDue: day.debtors_past_due,
          });
        }
      });
    }
  });
});

describe('a check without a database', () => {
  it('finds the account that would need a balance', async () => {
    const mapping = testMapping({ columns: { customer: 'debtor.id', invoice: 'account.id', tag: 'account.segment' } });
    const refused: string[] = [];
    const summary = await checkFile({ fileName: 'x', bytes: bytesOf('customer,invoice,tag\nC-1,1,a\n') }, mapping, {
      onRefused: ({ reason }) => refused.push(reason),
    });
    expect(summary).toMatchObject({ rows: 1, new: 0, refused: 1, events: { stored: 0 } });
    expect(refused).toEqual(['account 1 is new and needs a balance']);
  });
});
