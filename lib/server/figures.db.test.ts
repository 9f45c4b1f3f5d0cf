import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { agingAt, allFigures, channelEffect, contactsPerAccount, daysLate, recoveryRate } from '#lib/insights/figures.ts';
import { reading } from '#lib/insights/reading.ts';
import type { Narrowing, Portfolio } from '#lib/insights/scope.ts';
import type { Period } from '#lib/kpi/period.ts';
import { ALL, handWorked } from './testing-insights.ts';
import { randomPortfolio } from './testing-random-portfolio.ts';

const MARCH: Period = { from: '2026-03-01', to: '2026-04-01' };
const endOf = (date: string, to: string): Period => ({ from: date, to });

/** March, the two months before, three of its weeks, and one that has not begun. */
const PERIODS: readonly Period[] = [
  MARCH,
  { from: '2026-01-01', to: '2026-03-01' },
  { from: '2026-03-02', to: '2026-03-09' },
  { from: '2026-03-09', to: '2026-03-16' },
  { from: '2026-05-01', to: '2026-06-01' },
];

type Figure<T> = (tx: Sql, portfolio: Portfolio, periods: readonly Period[], narrowing: Narrowing) => Promise<readonly T[]>;

describeOnBoth('the figures of a portfolio worked by hand', (fresh) => {
  describe('in one shard', () => {
    let db: Database;
    let portfolio: Portfolio;
    let journey: { journeyId: number; versionId: number };

    beforeAll(async () => {
      db = await fresh();
      ({ portfolio, ...journey } = await handWorked(db, 'test'));
    });

    const ask = async <T>(figure: Figure<T>, narrowing: Partial<Narrowing> = {}, period = MARCH) => {
      const [one] = await reading(db, (tx) => figure(tx, portfolio, [period], { ...ALL, ...narrowing }));
      return one;
    };

    const aging = async (period: Period, narrowing: Partial<Narrowing> = {}) => {
      const cells = (await ask(agingAt, narrowing, period)) ?? [];
      return Object.fromEntries(
        cells.map((c) => [`${c.currency} ${c.bucket ?? 'all'}`, [c.balance, c.accounts, c.debtors, c.overdueBalance]]),
      );
    };

    it('age open balances at the end of a date: as paid, put back and moved by then', async () => {
      expect(await aging(endOf('2026-03-31', '2026-04-01'))).toEqual({
        'COP 31-60': [230_000, 4, 3, 230_000],
        'COP pre': [95_000, 2, 2, 0],
        'COP all': [325_000, 6, 4, 230_000],
      });
      expect(await aging(endOf('2026-02-27', '2026-02-28'))).toEqual({
        'COP 1-30': [260_000, 4, 3, 260_000],
        'COP pre': [140_000, 4, 3, 0],
        'COP all': [400_000, 8, 4, 260_000],
        'USD 1-30': [100_000, 1, 1, 100_000],
        'USD all': [100_000, 1, 1, 100_000],
      });
    });

    it('show a debt on its due date, and today as far as it has gone', async () => {
      expect(await aging(endOf('2026-02-28', '2026-03-01'), { bucket: 'due' })).toEqual({
        'COP due': [40_000, 1, 1, 0],
        'COP all': [40_000, 1, 1, 0],
      });
      const today = await aging(endOf('2026-04-01', '2026-04-02'));
      expect(today['COP all']).toEqual([324_000, 6, 4, 229_000]);
      expect(await aging(endOf('2026-03-15', '2026-12-31'))).toEqual(today);
      expect(await aging(endOf('2026-04-02', '2026-12-31'))).toEqual({});
    });

    it('put what was recovered over what was overdue, per currency, reversals undone and surplus left out', async () => {
      expect(await ask(recoveryRate)).toMatchObject([
        { currency: 'COP', accounts: 8, recovered: 170_000, opening: 300_000, became: 180_000, rate: { value: 170 / 480 } },
        { currency: 'USD', accounts: 1, recovered: 100_000, opening: 100_000, became: 0, rate: { value: 1 } },
      ]);
      const [retail] = (await ask(recoveryRate, { segment: 'retail' })) ?? [];
      expect(retail).toMatchObject({ accounts: 2, recovered: 70_000, opening: 100_000, became: 30_000 });
      const [fresh130] = (await ask(recoveryRate, { bucket: '1-30', currency: 'COP' })) ?? [];
      expect(fresh130).toMatchObject({ recovered: 170_000, became: 180_000 });
    });

    it('count days late once, at the payment that left nothing, and never below zero', async () => {
      expect(await ask(daysLate)).toMatchObject({
        accounts: 4,
        days: 52,
        mean: { value: 13 },
        weighted: [
          { currency: 'COP', amount: 160_000, mean: 2 },
          { currency: 'USD', amount: 100_000, mean: 48 },
        ],
      });
      expect(await ask(daysLate, { bucket: 'pre' })).toMatchObject({ accounts: 1, days: 0 });
      expect(await ask(daysLate, { bucket: '31-60' })).toMatchObject({ accounts: 1, days: 48 });
    });

    it('count a contact about three accounts once, and accounts that were in a journey', async () => {
      expect(await ask(contactsPerAccount)).toMatchObject({ contacts: 4, accounts: 4, each: { value: 1 } });
      expect(await ask(contactsPerAccount, { channel: 'sms' })).toMatchObject({ contacts: 2, accounts: 4 });
      expect(await ask(contactsPerAccount, { bucket: '1-30' })).toMatchObject({ contacts: 1, accounts: 4 });
      expect(await ask(contactsPerAccount, { bucket: 'due' })).toMatchObject({ contacts: 0, accounts: 1 });
      expect(await ask(contactsPerAccount, {}, endOf('2026-02-01', '2026-03-01'))).toMatchObject({ contacts: 1, accounts: 4 });
    });

    it('see a payment up to seven days after a contact and not a millisecond later, for every account it was about', async () => {
      expect(await ask(channelEffect)).toMatchObject([
        { channel: 'email', accounts: 3, paid: 2, promised: 0, replied: 0, waiting: 0 },
        { channel: 'sms', accounts: 2, paid: 0, promised: 1, replied: 1, waiting: 0 },
        { channel: 'whatsapp', accounts: 1, paid: 1, promised: 0, replied: 0 },
      ]);
      expect(await ask(channelEffect, { bucket: '31-60' })).toMatchObject([
        { channel: 'email', accounts: 1, paid: 0 },
        { channel: 'sms', accounts: 2 },
        { channel: 'whatsapp', accounts: 1 },
      ]);
    });

    it('are narrowed by journey, version, stage and channel', async () => {
      const { journeyId, versionId } = journey;
      const steps = [{ versionId, node: 'mail' }];
      expect(await ask(channelEffect, { steps })).toMatchObject([{ channel: 'email', accounts: 3 }]);
      expect(await ask(channelEffect, { channel: 'whatsapp' })).toHaveLength(1);
      expect(await ask(daysLate, { journeyId, versionId })).toMatchObject({ accounts: 2, days: 49 });
      expect(await ask(daysLate, { channel: 'sms' })).toMatchObject({ accounts: 1, days: 48 });
      expect(await aging(MARCH, { steps })).toEqual({ 'COP 31-60': [140_000, 2, 1, 140_000], 'COP all': [140_000, 2, 1, 140_000] });
      for (const nothing of [{ journeyId: journeyId + 1 }, { versionId: versionId + 1 }, { steps: [] }]) {
        expect(await ask(recoveryRate, nothing)).toEqual([]);
        expect(await ask(contactsPerAccount, nothing)).toEqual('steps' in nothing ? expect.objectContaining({ contacts: 0 }) : null);
      }
    });

    it('are no figures at all where nothing stands below the line', async () => {
      const before = endOf('2025-01-01', '2025-02-01');
      expect(await ask(recoveryRate, {}, before)).toEqual([]);
      expect(await ask(daysLate, {}, before)).toBeNull();
      expect(await ask(contactsPerAccount, {}, before)).toBeNull();
      expect(await ask(channelEffect, {}, before)).toEqual([]);
      expect(await aging(MARCH, { currency: 'EUR' })).toEqual({});
    });
  });

  it('are the same where the portfolio stands in many shards', async () => {
    const db = await fresh();
    const [one, many] = [await handWorked(db, 'test'), await handWorked(db, 'live')];
    expect(many.portfolio.shards).toHaveLength(16);
    const figures: readonly Figure<unknown>[] = [agingAt, recoveryRate, daysLate, contactsPerAccount, channelEffect];
    for (const figure of figures) {
      const [here, there] = [one, many].map(({ portfolio }) => reading(db, (tx) => figure(tx, portfolio, [MARCH], ALL)));
      expect(await there).toEqual(await here);
    }
  });

  it('are all at once what they are one by one, however they are narrowed and however many periods each has', async () => {
    const db = await fresh();
    const { portfolio, journeyId, versionId } = await handWorked(db, 'test');
    const many = await handWorked(db, 'live');
    const random = await randomPortfolio(db, '1', 60);
    const narrowings: readonly Partial<Narrowing>[] = [
      {},
      { journeyId },
      { versionId, bucket: '31-60' },
      { channel: 'sms' },
      { bucket: 'none' },
      { bucket: '1-30', currency: 'COP' },
      { segment: 'retail', steps: [] },
    ];
    const each = narrowings.flatMap((one) => [[portfolio, one] as const, [random, one] as const]);
    for (const [of, narrowing] of [...each, [many.portfolio, {}] as const]) {
      const asked = [of, PERIODS, { ...ALL, ...narrowing }] as const;
      await reading(db, async (tx) => {
        const alone = {
          aging: await agingAt(tx, ...asked),
          recoveryRate: await recoveryRate(tx, ...asked),
          daysLate: (await daysLate(tx, ...asked)).slice(0, 2),
          contactsPerAccount: (await contactsPerAccount(tx, ...asked)).slice(0, 1),
          channelEffect: (await channelEffect(tx, ...asked)).slice(0, 2),
        };
        const counts = { aging: 5, recoveryRate: 5, daysLate: 2, contactsPerAccount: 1, channelEffect: 2 };
        const together = await allFigures(tx, of, PERIODS, counts, asked[2]);
        expect(JSON.stringify(together)).toBe(JSON.stringify(alone));
      });
    }
  });
});
