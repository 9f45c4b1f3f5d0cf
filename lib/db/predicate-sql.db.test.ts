import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Instant, MS_PER_DAY, parseInstant } from '#lib/base/instant.ts';
import { BUCKETS } from '#lib/facts/catalogue.ts';
import type { Facts } from '#lib/facts/facts.ts';
import { compilePredicate, type Predicate } from '#lib/facts/predicate.ts';
import { factsWith } from '#lib/facts/testing.ts';
import { anyFacts, anyPredicate } from '#lib/facts/testing-any.ts';
import type { Database } from './client.ts';
import { isExact, predicateSql } from './predicate-sql.ts';
import { account, debtor } from './schema/portfolio.ts';
import { SqlParams } from './sql-params.ts';
import { describeOnBoth } from './testing.ts';

/** Predicates that one statement asks: 1,000 in all, 100,000 in the long run. */
const TOGETHER = 10;
const RUNS = process.env.CADENZA_LONG ? 10_000 : 100;

/** One account and its debtor per row; `workspace_id` is the row's number, so that external ids may repeat. */
const rows: readonly Facts[] = fc.sample(anyFacts, { numRuns: 150, seed: 20_260_315 });

const uuid = (kind: string, row: number) => `00000000-0000-4000-8000-${kind}${String(row).padStart(11, '0')}`;
const date = (at: Instant | null) => (at === null ? null : new Date(at));

async function insertRows(database: Database): Promise<void> {
  const epoch = new Date(0);
  const stated = { imported: {}, importedAt: epoch, asOf: epoch };
  await database.orm.insert(debtor).values(
    rows.map(({ debtor: d }, row) => ({
      ...d,
      ...stated,
      shard: 0,
      id: uuid('d', row),
      workspaceId: row,
      callConsentAt: date(d.callConsentAt),
      preferenceAt: date(d.preferenceAt),
      lastReplyAt: date(d.lastReplyAt),
    })),
  );
  await database.orm.insert(account).values(
    rows.map(({ account: a }, row) => ({
      ...a,
      ...stated,
      shard: 0,
      id: uuid('a', row),
      debtorId: uuid('d', row),
      workspaceId: row,
      openedAt: date(a.openedAt),
      lastPaymentAt: date(a.lastPaymentAt),
      disputedAt: date(a.disputedAt),
      promiseDate: a.promise?.date,
      promiseAmount: a.promise?.amount,
    })),
  );
}

/** For each predicate the numbers of the rows that satisfy it in SQL, all asked in one statement. */
async function allInSql(database: Database, predicates: readonly Predicate[], now: Instant): Promise<readonly (readonly number[])[]> {
  const params = new SqlParams();
  const conditions = predicates.map((predicate) => predicateSql(predicate, params, now));
  const found = await database.query<{ row: number; answers: readonly (boolean | null)[] }>(
    `select a.workspace_id as row, array[${conditions.join(', ')}] as answers
     from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id where a.shard = 0 order by a.workspace_id`,
    params.values,
  );
  expect(found.some((one) => one.answers.includes(null))).toBe(false);
  return predicates.map((_, i) => found.filter((one) => one.answers[i]).map((one) => one.row));
}

async function inSql(database: Database, predicate: Predicate, now: Instant): Promise<readonly number[]> {
  const [rows = []] = await allInSql(database, [predicate], now);
  return rows;
}

function inMemory(predicate: Predicate, now: Instant): readonly number[] {
  const holds = compilePredicate(predicate);
  return rows.flatMap((facts, row) => (holds(factsWith({ ...facts, now })) ? [row] : []));
}

const moments = [
  '2026-03-08T04:59:59.999Z',
  '2026-03-15T12:00:00Z',
  '2026-04-14T12:00:00Z',
  '2026-09-06T04:00:00Z',
  '2026-11-01T05:30:00Z',
];
const anyNow = fc.constantFrom(...moments).map((text) => parseInstant(text) ?? 0);
const rule = (field: string, operator: string, value?: unknown): Predicate => ({ combinator: 'and', rules: [{ field, operator, value }] });
const now = parseInstant('2026-03-15T12:00:00Z') ?? 0;

describe('the random predicates', () => {
  const drawn = fc.sample(anyPredicate, { numRuns: 2_000, seed: 7 }).filter((predicate) => predicate.rules.length > 0);

  it('are often enough ones that the rows can answer', () => {
    const exact = drawn.filter(isExact).length / drawn.length;
    expect(exact).toBeGreaterThan(0.3);
    expect(exact).toBeLessThan(0.9);
  });

  it('select some rows and leave some, often enough to tell a difference', () => {
    const telling = drawn.map((predicate) => inMemory(predicate, now).length).filter((count) => count > 0 && count < rows.length);
    expect(telling.length / drawn.length).toBeGreaterThan(0.3);
  });
});

describeOnBoth('a predicate in SQL', (fresh) => {
  let database: Database;
  beforeAll(async () => {
    database = await fresh();
    await insertRows(database);
  });

  it('gives the answer that it gives in memory, or where rows cannot tell, at least every account that memory gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPredicate, { minLength: TOGETHER, maxLength: TOGETHER }), anyNow, async (predicates, at) => {
        const found = await allInSql(database, predicates, at);
        for (const [i, predicate] of predicates.entries()) {
          const expected = [...inMemory(predicate, at)];
          expect(found[i]).toEqual(isExact(predicate) ? expected : expect.arrayContaining(expected));
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('takes what rows cannot tell for granted, and under a denial for false', async () => {
    const asked = rule('debtor.contacts7d', '>', 3);
    const poor = rule('account.balance', '>', 0);
    const everyone = rows.map((_, row) => row);
    expect(isExact(asked)).toBe(false);
    expect(await inSql(database, asked, now)).toEqual(everyone);
    expect(await inSql(database, { ...asked, not: true }, now)).toEqual(everyone);
    expect(await inSql(database, { combinator: 'and', rules: [asked, poor] }, now)).toEqual(inMemory(poor, now));
    expect(await inSql(database, { combinator: 'or', not: true, rules: [asked, poor] }, now)).toEqual(
      inMemory({ ...poor, not: true }, now),
    );
  });

  it('begins a day where the debtor is, also where midnight is skipped or comes twice', async () => {
    for (const operator of ['=', '!=', '<', '<=', '>', '>=']) {
      for (const day of ['2026-03-08', '2026-09-06', '2026-11-01']) {
        const asked = rule('account.openedAt', operator, day);
        expect([operator, day, await inSql(database, asked, now)]).toEqual([operator, day, inMemory(asked, now)]);
      }
    }
  });

  it('puts an account into the same band of days past due, at each edge', async () => {
    for (const days of [-1, 0, 1, 30, 31, 60, 61, 90, 91]) {
      const at = now + days * MS_PER_DAY;
      const bands = BUCKETS.map((bucket) => rule('account.bucket', '=', bucket));
      expect([days, await allInSql(database, bands, at)]).toEqual([days, bands.map((band) => inMemory(band, at))]);
    }
  });

  it('stands after values that a statement has already', async () => {
    const params = new SqlParams(['COP']);
    const condition = predicateSql(rule('account.balance', '>', 0), params, now);
    expect([condition, params.values]).toEqual(['(coalesce(a.balance > $2::numeric, false))', ['COP', 0]]);
  });

  it('of an absurd size holds everywhere and says that it does not know', async () => {
    const huge = { combinator: 'or', rules: Array.from({ length: 10_001 }, () => ({ field: 'account.balance', operator: '<', value: 0 })) };
    expect([predicateSql(huge, new SqlParams(), now), isExact(huge)]).toEqual(['true', false]);
    const large = { combinator: 'or', rules: huge.rules.slice(0, 2_000) };
    expect(await inSql(database, large, now)).toEqual(inMemory(large, now));
  });
});
