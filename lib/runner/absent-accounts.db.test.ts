import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { type ImportOptions, importFile } from '#lib/portfolio/import-file.ts';
import { bytesOf, testMapping } from '#lib/portfolio/testing.ts';
import { createWorkspace, type NewWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { createRunner } from './runner.ts';

const CLOCK = parseInstant('2013-06-01T00:00:00-05:00') ?? Number.NaN;
const TEST: NewWorkspace = {
  slug: 'test',
  name: 'Test',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'USD',
  clockAt: CLOCK,
};
const HEAD = 'customer,invoice,due,amount,paid\n';
const line = (n: number, more = '') => `C-${n},F-${n},3/15/2013,${n}.00,${more}\n`;
const WHOLE = `${HEAD}${[1, 2, 3, 4].map((n) => line(n)).join('')}`;

describeOnBoth('accounts that a full file lacks', (fresh) => {
  const start = async () => {
    const db = await fresh();
    const made = await createWorkspace(db, TEST);
    const take = (file: string, options: Partial<ImportOptions> = {}, mapping = testMapping()) =>
      importFile(db, made, { fileName: 'cartera.csv', bytes: bytesOf(file) }, mapping, { at: CLOCK, ...options });
    await take(WHOLE);
    const settle = () => moveClock(createRunner(db), made.id, CLOCK + 60_000);
    return { db, take, settle };
  };
  const closings = (db: Database) =>
    db.query(`select a.external_id as account, e.payload->>'file' as file from event e join account a on a.id = e.account_id
              where e.type = 'account.cancelled' order by 1`);
  const statuses = (db: Database) => db.query('select external_id as id, status from account order by 1');

  it('are counted and shown by a check, with what they owe, and stay as they are where nobody consents', async () => {
    const { db, take, settle } = await start();
    const part = HEAD + line(1) + line(3);
    const { absent } = await take(part, { check: true });
    expect(absent).toMatchObject({ count: 2, of: 4, unnamed: 0, owing: { USD: { accounts: 2, balance: 600 } } });
    expect(absent?.first.map(({ account, debtor, balance }) => [account, debtor, balance])).toEqual([
      ['F-2', 'C-2', 200],
      ['F-4', 'C-4', 400],
    ]);
    expect((await take(part)).closed).toBeUndefined();
    await settle();
    expect(await closings(db)).toEqual([]);
    expect((await take(WHOLE, { check: true })).absent).toBeUndefined();
  });

  it('are closed by an event that names the file, once', async () => {
    const { db, take, settle } = await start();
    const part = HEAD + line(1) + line(3);
    const { absent } = await take(part, { check: true });
    expect(await take(part, { closing: absent?.mark ?? '' })).toMatchObject({ closed: 2, unchanged: 2, problem: null });
    // Also before the runner has come by.
    expect((await take(part, { check: true })).absent).toBeUndefined();
    await settle();
    expect(await closings(db)).toEqual([
      { account: 'F-2', file: 'cartera.csv' },
      { account: 'F-4', file: 'cartera.csv' },
    ]);
    expect(await statuses(db)).toEqual([
      { id: 'F-1', status: null },
      { id: 'F-2', status: 'cancelled' },
      { id: 'F-3', status: null },
      { id: 'F-4', status: 'cancelled' },
    ]);
    expect((await take(part, { check: true })).absent).toBeUndefined();
  });

  it('are not those that stand on a row that is refused, and none is closed where a row does not say its account', async () => {
    const { db, take } = await start();
    const refused = `${HEAD}${line(1)}C-2,F-2,soon,5,\n${line(3)}${line(4)}`;
    expect(await take(refused, { check: true })).toMatchObject({ refused: 1 });
    expect((await take(refused, { check: true })).absent).toBeUndefined();
    const unnamed = `${HEAD}${line(1)}C-2,,3/15/2013,5,\n${line(3)}`;
    const { absent } = await take(unnamed, { check: true });
    expect(absent).toMatchObject({ count: 2, unnamed: 1 });
    const summary = await take(unnamed, { closing: absent?.mark ?? '' });
    expect(summary.problem).toBe('1 rows do not say their account, so that none is closed; nothing was taken');
    expect(await closings(db)).toEqual([]);
  });

  it('are not closed by an empty file, by one of which no row can be taken, or by one of debtors alone', async () => {
    const { db, take } = await start();
    expect((await take(HEAD, { check: true })).problem).toBe('the file has a heading and no rows below it');
    expect((await take(HEAD, { closing: '4-0' })).problem).toBe('the file has a heading and no rows below it');
    const wrong = `${HEAD}C-1,F-1,soon,x,\n`;
    const { absent } = await take(wrong, { check: true });
    expect((await take(wrong, { closing: absent?.mark ?? '' })).problem).toMatch(/^no row of the file could be taken, so that no account/);
    const debtors = testMapping({ columns: { customer: 'debtor.id' } });
    expect((await take('customer\nC-1\n', { check: true }, debtors)).absent).toBeUndefined();
    expect((await take('customer\nC-1\n', { closing: '4-0' }, debtors)).problem).toMatch(/do not say their account/);
    expect(await closings(db)).toEqual([]);
  });

  it('are not closed where others are missing by now than were shown; nothing of the file is taken then', async () => {
    const { db, take } = await start();
    const part = HEAD + line(1, '5/1/2013') + line(3);
    const { absent } = await take(part, { check: true });
    await take(`${HEAD}${line(5)}`);
    const summary = await take(part, { closing: absent?.mark ?? '' });
    expect(summary.problem).toMatch(/^the accounts that the file does not name are others than those that were shown/);
    expect(await closings(db)).toEqual([]);
    expect(await db.query(`select 1 from event where type = 'payment.received'`)).toEqual([]);
  });

  it('are as they were where the import is stopped', async () => {
    const { db, take } = await start();
    const part = HEAD + line(1, '5/1/2013');
    const { absent } = await take(part, { check: true });
    const stop = new AbortController();
    const summary = await take(part, { closing: absent?.mark ?? '', signal: stop.signal, onProgress: () => stop.abort() });
    expect(summary.problem).toBe('the import was cancelled; nothing was taken');
    expect(await db.query('select 1 from event')).toEqual([]);
  });

  it('are none that do not exist yet, and none that are closed already', async () => {
    const { take } = await start();
    const mapping = testMapping({
      columns: {
        customer: 'debtor.id',
        invoice: 'account.id',
        amount: 'account.balance',
        opened: 'account.openedAt',
        state: 'account.status',
      },
    });
    await take('customer,invoice,amount,opened,state\nC-8,F-8,8,8/1/2013,\nC-9,F-9,9,1/1/2013,paid\n', {}, mapping);
    expect((await take(WHOLE, { check: true })).absent).toBeUndefined();
  });
});
