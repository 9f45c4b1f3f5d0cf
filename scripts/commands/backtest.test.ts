import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tallyBacktest } from '#lib/interpreter/backtest.ts';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { root } from '../root.ts';
import { command, planBacktest } from './backtest.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-backtest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cadence = join(root, 'fixtures/journeys/articles-cadence.json');
const invoices = join(root, 'fixtures/portfolios/invoices-12.csv');
const invoicesMap = join(root, 'fixtures/mappings/invoices.json');
const ibmMap = join(root, 'fixtures/mappings/ibm-accounts-receivable.json');
const IBM = '1-portfolios/ibm-accounts-receivable.mdY.csv';

async function run(...argv: string[]) {
  const out: unknown[] = [];
  const errors: string[] = [];
  const code = await command.run(argv, { stdout: (line) => out.push(JSON.parse(line)), stderr: (line) => errors.push(line) });
  return { code, out, errors };
}

const onInvoices = (...more: string[]) => run(cadence, '--portfolio', invoices, '--map', invoicesMap, ...more);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/*
 * The articles' cadence on the twelve invoices, worked by hand (the days from due at which they were settled stand beside
 * them in lib/portfolio/load-file.test.ts). A payment on the day of a step counts from the start of that day and stops it.
 *
 *   day −5 at 09:00   103 and 104 in one email, 105 and 106 in one, 107, 108; 110, 111, 112: nine invoices, seven emails
 *   day  0 at 10:00   105 and 106 in one SMS, 107, 108; 111, 112: six invoices, five messages
 *   day +3 at 09:00   107, 108, 111, 112: four invoices, four emails
 */
const byHand = [
  { node: 'email-before', contacts: 7, accountsTold: 9, notSent: {} },
  { node: 'sms-due', contacts: 5, accountsTold: 6, notSent: {} },
  { node: 'email-after', contacts: 4, accountsTold: 4, notSent: {} },
  { enrollments: { paid: 8, told: 4 } },
];

describe('cadenza backtest', () => {
  it('tells of twelve invoices what was worked out by hand', async () => {
    expect(await onInvoices()).toEqual({ code: 0, out: byHand, errors: [] });
  });

  it('runs over the days it is given, the last one whole', async () => {
    const { out } = await onInvoices('--from', '2013-03-10', '--to', '2013-03-15');
    // Invoices that fell due in April are not told before 27 March; 101 and 102 were paid by the 10th.
    expect(out).toEqual([
      { node: 'email-before', contacts: 4, accountsTold: 6, notSent: {} },
      { node: 'sms-due', contacts: 3, accountsTold: 4, notSent: {} },
      { node: 'email-after', contacts: 0, accountsTold: 0, notSent: {} },
      { enrollments: { live: 8, paid: 2 } },
    ]);
  });

  it('of a later beginning misses the steps whose day was over', async () => {
    const { out } = await onInvoices('--from', '2013-03-16');
    expect(out[0]).toEqual({ node: 'email-before', contacts: 3, accountsTold: 3, notSent: { missed: 3 } });
  });

  it('goes on with the rows that can be read, and says which cannot', async () => {
    const broken = file('broken.csv', `${readFileSync(invoices, 'utf8')}C-08,Nobody,0000000113,3/2/2013,31/4/2013,10.00,No,\n`);
    const { code, out, errors } = await run(cadence, '--portfolio', broken, '--map', invoicesMap);
    expect([code, out]).toEqual([0, byHand]);
    expect(errors).toEqual([expect.stringMatching(/broken\.csv: row 17: column "due": "31\/4\/2013"/)]);
  });
});

describe('cadenza backtest refuses', () => {
  it('a country policy that nobody knows, by its name and with those that there are', async () => {
    await expect(onInvoices('--policy', 'XX')).rejects.toThrow(/There is no contact policy XX; there are CO, CL, MX/);
    expect((await onInvoices('--policy', 'none')).code).toBe(0);
  });

  it('what it is not given', async () => {
    await expect(run()).rejects.toThrow(/needs one journey/);
    await expect(run(cadence)).rejects.toThrow(/--portfolio FILE/);
    await expect(run(cadence, '--portfolio', invoices)).rejects.toThrow(/--map MAPPING/);
    await expect(run(cadence, '--portfolio', join(folder, 'none.csv'), '--map', invoicesMap)).rejects.toThrow(
      /there is no file .*none\.csv/,
    );
    await expect(run(join(folder, 'none.json'), '--portfolio', invoices, '--map', invoicesMap)).rejects.toThrow(
      /there is no file .*none\.json/,
    );
  });

  it('days that are none, or run backwards', async () => {
    await expect(onInvoices('--from', '2013-02-30')).rejects.toThrow('--from 2013-02-30 is not a date: write YYYY-MM-DD');
    await expect(onInvoices('--from', '2013-05-01', '--to', '2013-04-30')).rejects.toThrow(
      'the period ends on 2013-04-30, before it begins on 2013-05-01',
    );
  });

  it('a journey that is none, with the place and the mend', async () => {
    const wrong = file('wrong.json', { ...JSON.parse(readFileSync(cadence, 'utf8')), colour: 'red' });
    const { code, out, errors } = await run(wrong, '--portfolio', invoices, '--map', invoicesMap);
    expect([code, out]).toEqual([2, []]);
    expect(errors).toEqual([expect.stringMatching(/wrong\.json: \$\.colour: Unknown key "colour"/)]);
  });

  it('a mapping that is none', async () => {
    await expect(run(cadence, '--portfolio', invoices, '--map', file('text.json', 'hello'))).rejects.toThrow(/text\.json is not JSON/);
    const { code, errors } = await run(cadence, '--portfolio', invoices, '--map', file('empty.json', {}));
    expect(code).toBe(2);
    expect(errors.join()).toMatch(/empty\.json: \$/);
  });

  it('a file that is read in the wrong order of dates', async () => {
    const swapped = file('dmy.json', { ...JSON.parse(readFileSync(invoicesMap, 'utf8')), dates: 'dmy' });
    const { code, out, errors } = await run(cadence, '--portfolio', invoices, '--map', swapped);
    expect([code, out]).toEqual([2, []]);
    expect(errors.join()).toMatch(/set "dates": "mdy"|Set "dates": "mdy"/);
  });
});

describeWithInputs('the articles’ cadence on 2,466 invoices of 100 debtors', [IBM], () => {
  it('tells 1,261 accounts at day −5, 877 at day 0, 700 at day +3, and nobody after their payment', async () => {
    const errors: string[] = [];
    const argv = [cadence, '--portfolio', inputPath(IBM), '--map', ibmMap];
    const planned = await planBacktest(argv, { stdout: () => undefined, stderr: (line) => errors.push(line) });
    if (!planned.ok) throw new Error(errors.join('\n'));
    const logs = [...planned.logs()];
    expect(errors).toEqual([]);
    expect(tallyBacktest(planned.journey, logs)).toMatchObject({
      nodes: [
        { node: 'email-before', accountsTold: 1_261, notSent: {} },
        { node: 'sms-due', accountsTold: 877, notSent: {} },
        { node: 'email-after', accountsTold: 700, notSent: {} },
      ],
      // Four invoices were settled on the day they were issued and never entered.
      enrollments: { paid: 1_762, told: 700 },
    });
    const paidAt = new Map(planned.portfolio.events.map((event) => [event.account, event.at]));
    expect(paidAt.size).toBe(2_466);
    const told = logs.flatMap((log) => log.contacts.flatMap(({ accountIds, queuedAt }) => accountIds.map((id) => ({ id, queuedAt }))));
    expect(told).toHaveLength(1_261 + 877 + 700);
    expect(told.filter(({ id, queuedAt }) => queuedAt >= (paidAt.get(id) ?? Number.POSITIVE_INFINITY))).toEqual([]);
  }, 120_000);
});
