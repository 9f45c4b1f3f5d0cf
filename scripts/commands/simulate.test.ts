import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { command } from './simulate.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cadence = join(root, 'fixtures/journeys/articles-cadence.json');
const other = join(root, 'fixtures/journeys/early-delinquency.json');
const invoices = join(root, 'fixtures/portfolios/invoices-12.csv');
const invoicesMap = join(root, 'fixtures/mappings/invoices.json');
const assumed = join(root, 'fixtures/behaviours/assumed.json');

async function run(...argv: string[]) {
  const out: Record<string, unknown>[] = [];
  const errors: string[] = [];
  const code = await command.run(argv, { stdout: (line) => out.push(JSON.parse(line)), stderr: (line) => errors.push(line) });
  return { code, out, errors };
}

const onInvoices = (...more: string[]) =>
  run(cadence, '--portfolio', invoices, '--map', invoicesMap, '--from', '2013-03-01', '--days', '60', '--threads', '2', ...more);
const withKey = (out: readonly Record<string, unknown>[], key: string) => out.filter((line) => key in line);

describe('cadenza simulate', { timeout: 60_000 }, () => {
  it('tells of twelve invoices, with the payments in the file, what was worked out by hand', async () => {
    const { code, out, errors } = await onInvoices();
    expect([code, errors]).toEqual([0, []]);
    expect(withKey(out, 'node').map(({ node, contacts, accountsTold }) => [node, contacts, accountsTold])).toEqual([
      ['email-before', 7, 9],
      ['sms-due', 5, 6],
      ['email-after', 4, 4],
    ]);
    expect(out.slice(-2)).toEqual([{ enrollments: { paid: 8, told: 4 } }, { total: { contacts: 16, cost: null, notSent: {} } }]);
    expect(withKey(out, 'day').reduce((sum, { contacts }) => sum + Number(contacts), 0)).toBe(16);
  });

  it('where nobody pays tells everyone everything', async () => {
    const { out } = await onInvoices('--behaviour', 'nobody');
    expect(out.at(-2)).toEqual({ enrollments: { told: 12 } });
  });

  it('gives the same for the same seed on any number of threads, under a policy and a model', async () => {
    const asked = ['--behaviour', assumed, '--policy', 'MX', '--seed', 'abc'];
    const { out } = await onInvoices(...asked);
    expect((await onInvoices(...asked, '--threads', '3')).out).toEqual(out);
    expect(out.at(-1)).toMatchObject({ total: { cost: expect.any(Number) } });
  });

  it('holds two journeys against each other on the same people', async () => {
    const { out } = await onInvoices('--behaviour', assumed, '--against', other);
    const totals = out.filter((line) => 'total' in line).map(({ of, total }) => ({ of, ...Object(total) }));
    expect(totals.map(({ of }) => of)).toEqual(['journey', 'against', 'difference']);
    expect(totals[2]?.contacts).toBe(totals[0]?.contacts - totals[1]?.contacts);
    const same = await onInvoices('--behaviour', assumed, '--against', cadence);
    expect(same.out.at(-1)).toEqual({ of: 'difference', total: { contacts: 0, cost: 0, notSent: {} } });
  });

  it('says what is missing on the command line, and where a model is wrong', async () => {
    await expect(run(cadence, '--portfolio', invoices, '--map', invoicesMap)).rejects.toThrow('--from');
    await expect(onInvoices('--days', '0')).rejects.toThrow('--days 0');
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, JSON.stringify({ format: 'cadenza.behaviour/1', pays: { due: 3 } }));
    const { code, errors } = await onInvoices('--behaviour', wrong);
    expect([code, errors]).toEqual([2, [`${wrong}: $.pays.due: is a share, from 0 to 1`]]);
  });
});
