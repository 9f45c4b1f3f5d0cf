import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { invoiceFile } from '#lib/testing/invoice-file.ts';
import { type LoadedPortfolio, loadPortfolio } from './load-file.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { agingAt, bytesOf, historiesOf } from './testing.ts';

const BEFORE_ALL = Date.UTC(2012, 0, 1);
const ZONE = 'America/Bogota';

function savedMapping(name: string): Mapping {
  const read = readMapping(JSON.parse(readFileSync(`fixtures/mappings/${name}.json`, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const owed = (portfolio: LoadedPortfolio) => portfolio.accounts.reduce((sum, account) => sum + (account.balance ?? 0), 0);

/*
 * fixtures/portfolios/invoices-12.csv, worked by hand. Eight invoices were issued on 13 February and fell due on 15
 * March; four were issued on 2 March and fell due on 1 April.
 *
 *   invoice  amount     settled     days from due
 *   101        100.00   5 March     −10
 *   102        250.50   10 March     −5
 *   103      1,250.00   11 March     −4
 *   104         75.25   15 March      0
 *   105         60.00   16 March     +1
 *   106         40.10   18 March     +3
 *   107        500.00   19 March     +4
 *   108        320.15   never
 *   109         99.99   27 March     −5
 *   110         10.01   1 April       0
 *   111        700.00   30 April    +29
 *   112         44.00   never
 *            --------
 *            3,450.00
 */
describe('the invoice file that was written by hand', () => {
  const load = () => loadPortfolio(createReadStream('fixtures/portfolios/invoices-12.csv'), savedMapping('invoices'));

  it('holds 12 invoices of 7 customers who owed 3,450.00, zeros in front kept', async () => {
    const portfolio = await load();
    expect([portfolio.accounts.length, portfolio.debtors.length, portfolio.events.length, portfolio.refused.length]).toEqual([
      12, 7, 10, 0,
    ]);
    expect(owed(portfolio)).toBe(3_450_00);
    expect(portfolio.accounts[0]).toMatchObject({ externalId: '0000000101', dueDate: '2013-03-15', attributes: { disputed: false } });
    expect(portfolio.accounts.filter(({ attributes }) => attributes?.disputed === true).length).toBe(3);
    expect(portfolio.debtors.map(({ name }) => name)).toEqual([
      'Rojas, Ana',
      'Talleres Núñez',
      'Depósito\nSur',
      'São João Ltda',
      '=SUM(1;2)',
      'Pérez & Hijos',
      'Ñandú SA',
    ]);
    expect(portfolio.span).toEqual({ first: '2013-02-13', last: '2013-04-30' });
  });

  it('had aged like this', async () => {
    const histories = historiesOf(await load(), BEFORE_ALL);
    // 20 February: only the first eight exist, none is settled: 3,450.00 − 854.00 = 2,596.00.
    expect(agingAt(histories, '2013-02-20', ZONE)).toMatchObject({
      open: { count: 8, amount: 2_596_00 },
      debtorsOpen: 5,
      debtorsPastDue: 0,
      buckets: { not_due: { count: 8, amount: 2_596_00 }, due_today: { count: 0, amount: 0 } },
    });
    // 15 March: 101 to 104 are settled, 104 on that very day. 105 to 108 are due today: 60.00 + 40.10 + 500.00 + 320.15 = 920.25.
    expect(agingAt(histories, '2013-03-15', ZONE).buckets).toMatchObject({
      not_due: { count: 4, amount: 854_00 },
      due_today: { count: 4, amount: 920_25 },
    });
    // 16 March: 105 is settled; 106 to 108 are a day late: 860.25, of customers 3, 4 and 5. Customers 6, 1 and 7 are not.
    expect(agingAt(histories, '2013-03-16', ZONE)).toMatchObject({
      open: { count: 7, amount: 1_714_25 },
      debtorsOpen: 6,
      debtorsPastDue: 3,
      buckets: { not_due: { count: 4, amount: 854_00 }, '1-30': { count: 3, amount: 860_25 } },
    });
    // 30 June: 108 is 107 days late, 112 is 90.
    expect(agingAt(histories, '2013-06-30', ZONE).buckets).toMatchObject({
      '61-90': { count: 1, amount: 44_00 },
      over_90: { count: 1, amount: 320_15 },
    });
  });
});

describe('the generated invoice file', () => {
  it('holds what was worked out for it, whatever its seed', async () => {
    const files = [invoiceFile(1), invoiceFile(2)];
    expect(files[0]).not.toBe(files[1]);
    for (const file of files) {
      const portfolio = await loadPortfolio(bytesOf(file), savedMapping('invoices'));
      expect([portfolio.accounts.length, portfolio.debtors.length, portfolio.events.length, owed(portfolio)]).toEqual([
        240, 60, 210, 2_686_80,
      ]);
      expect(portfolio.span).toEqual({ first: '2013-02-13', last: '2013-05-10' });
      const histories = historiesOf(portfolio, BEFORE_ALL);
      // 27 April: of the 120 due on 15 March the 15 that are never settled are 43 days late. Of the 120 due on 30 April
      // those settled on day −10, −5 and −3 (that very day) are gone: 5 of 8 kinds, 75, are open and not due.
      const aging = agingAt(histories, '2013-04-27', ZONE);
      expect([aging.open.count, aging.buckets.not_due?.count, aging.buckets['31-60']?.count]).toEqual([90, 75, 15]);
      // Day 0 of both: settled on day −10, −5, −3 and 0 are gone: 4 of 8 kinds.
      expect(agingAt(histories, '2013-03-15', ZONE).buckets.due_today?.count).toBe(60);
      expect(agingAt(histories, '2013-04-30', ZONE).buckets.due_today?.count).toBe(60);
    }
  });
});

interface Expected {
  totals: Record<string, string | number>;
  aging: {
    as_of: string;
    open_count: number;
    open_amount: string;
    debtors_with_open: number;
    debtors_past_due: number;
    buckets_days_past_due: Record<string, { count: number; amount: string }>;
  }[];
}

const minor = (amount: string) => Math.round(Number(amount) * 100);

function expectAging(portfolio: LoadedPortfolio, expected: Expected): void {
  const histories = historiesOf(portfolio, BEFORE_ALL);
  for (const day of expected.aging) {
    const aging = agingAt(histories, day.as_of, ZONE);
    expect([day.as_of, aging.open]).toEqual([day.as_of, { count: day.open_count, amount: minor(day.open_amount) }]);
    expect([aging.debtorsOpen, aging.debtorsPastDue]).toEqual([day.debtors_with_open, day.debtors_past_due]);
    for (const [bucket, { count, amount }] of Object.entries(day.buckets_days_past_due)) {
      expect([bucket, aging.buckets[bucket]]).toEqual([bucket, { count, amount: minor(amount) }]);
    }
  }
}

describeWithInputs('the public portfolios', ['1-portfolios/ibm-accounts-receivable.mdY.csv', '1-portfolios/loan-payments-500.csv'], () => {
  const expectedOf = (name: string): Expected => JSON.parse(readFileSync(`fixtures/public/portfolios/expected-${name}.json`, 'utf8'));
  const load = (file: string, mapping: string) => loadPortfolio(createReadStream(inputPath(`1-portfolios/${file}`)), savedMapping(mapping));

  it('of invoices has the totals and the aging that were computed apart', async () => {
    const portfolio = await load('ibm-accounts-receivable.mdY.csv', 'ibm-accounts-receivable');
    const expected = expectedOf('ibm');
    expect([portfolio.accounts.length, portfolio.debtors.length, owed(portfolio), portfolio.refused.length]).toEqual([
      expected.totals.invoices,
      expected.totals.debtors,
      minor(String(expected.totals.amount)),
      0,
    ]);
    expect(portfolio.accounts.filter(({ attributes }) => attributes?.Disputed === 'Yes').length).toBe(expected.totals.disputed);
    expectAging(portfolio, expected);
  });

  it('of loans, with a blank line after every row, has them too', async () => {
    const portfolio = await load('loan-payments-500.csv', 'loan-payments');
    const expected = expectedOf('loan-payments');
    expect([portfolio.accounts.length, owed(portfolio), portfolio.refused.length]).toEqual([
      expected.totals.loans,
      minor(String(expected.totals.principal)),
      0,
    ]);
    expect(portfolio.accounts.length - portfolio.events.length).toBe(expected.totals.never_paid);
    expect(portfolio.accounts.filter(({ attributes }) => attributes?.loan_status === 'PAIDOFF').length).toBe(300);
    expectAging(portfolio, expected);
  });
});
