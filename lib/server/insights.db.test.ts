import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { type WorkspaceStanding, workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { KPI_KEYS } from '#lib/kpi/definition.ts';
import { KPI_ROWS } from '#lib/kpi/rows.ts';
import { boardOf, insightCsv, insightOf, insightRows, periodsOf } from './insights.ts';
import { readAsk } from './insights-page.ts';
import { bogota, handWorked } from './testing-insights.ts';

const MARCH = { from: '2026-03-01', to: '2026-04-01' };

describeOnBoth('figures and the rows behind them', (fresh) => {
  let db: Database;
  let workspace: WorkspaceStanding;

  beforeAll(async () => {
    db = await fresh();
    const { workspace: made } = await handWorked(db, 'test');
    await db.query(`update workspace set clock_at = to_timestamp($2::float8 / 1000) where id = $1`, [made.id, bogota('2026-04-01 12:00')]);
    await db.query(`insert into person (id, name, email) values ('p', 'P', 'p@x.test')`);
    await giveRole(db, made.id, 'p', 'executive');
    const [standing] = await workspacesOf(db, 'p');
    if (!standing) throw new Error('no workspace');
    workspace = standing;
  });

  /** Every row, two a page. */
  async function allRows(kpi: (typeof KPI_KEYS)[number]) {
    const rows = [];
    for (let cursor: string | undefined; ; ) {
      const page = await insightRows(db, workspace, kpi, { ...MARCH, limit: 2, ...(cursor ? { cursor } : {}) });
      rows.push(...page.rows);
      if (!page.next) return rows;
      cursor = page.next;
    }
  }

  const sum = (rows: Awaited<ReturnType<typeof allRows>>, column: string, currency?: string) =>
    rows.filter((row) => !currency || row.currency === currency).reduce((total, row) => total + Number(row[column]), 0);

  it('are on the board what they are alone, two of them with their course', async () => {
    for (const query of [MARCH, { ...MARCH, compare: 'none' as const, currency: 'COP' }]) {
      const board = await boardOf(db, workspace, query);
      for (const kpi of KPI_KEYS) {
        const withCourse = kpi === 'aging' || kpi === 'recoveryRate';
        expect(board[kpi]).toEqual(await insightOf(db, workspace, kpi, withCourse ? query : { ...query, course: 'none' }));
        expect(board[kpi].series.length).toBe(withCourse ? 6 : 0);
      }
    }
  });

  it('agree: what the rows hold adds up to the figure, page by page, each row once', async () => {
    const recovery = await allRows('recoveryRate');
    const [cop] = (await insightOf(db, workspace, 'recoveryRate', MARCH)).figure;
    expect([sum(recovery, 'recovered', 'COP'), sum(recovery, 'opening', 'COP'), sum(recovery, 'became', 'COP')]).toEqual([
      cop?.recovered,
      cop?.opening,
      cop?.became,
    ]);
    expect(new Set(recovery.map((row) => row.account)).size).toBe(recovery.length);
    const aging = await allRows('aging');
    expect([aging.map((row) => row.account).join(' '), sum(aging, 'balance')]).toEqual(['a3 a5 a1 a4 e1 c1', 325_000]);
    expect([sum(await allRows('daysLate'), 'late'), sum(await allRows('contactsPerAccount'), 'contacts')]).toEqual([52, 4]);
    expect((await allRows('channelEffect')).map((row) => `${row.account} ${row.channel} ${row.hasPaid}`)).toEqual([
      'a2 email true',
      'a1 email true',
      'a1 sms false',
      'a3 email false',
      'b1 whatsapp true',
      'b1 sms false',
    ]);
  });

  it('never hold a name, an address or an id of ours: only the columns that are written down', async () => {
    for (const kpi of KPI_KEYS) {
      const [row] = await allRows(kpi);
      expect(Object.keys(row ?? {}).sort(), kpi).toEqual([...KPI_ROWS[kpi].map(({ name }) => name), 'currency'].sort());
    }
  });

  it('come with the period compared with and their course over the period', async () => {
    const insight = await insightOf(db, workspace, 'daysLate', { ...MARCH, compare: 'year' });
    expect(insight).toMatchObject({
      period: MARCH,
      compare: { from: '2025-03-01', to: '2025-04-01' },
      figure: { accounts: 4 },
      before: null,
    });
    // One account was paid at the end of its week; the payment was reversed in the next.
    expect(insight.series.reduce((total, { figure }) => total + (figure?.accounts ?? 0), 0)).toBe(5);
  });

  it('are the same without their course as with it, and what a piece shows is the figure of that piece', async () => {
    for (const kpi of KPI_KEYS) {
      const whole = await insightOf(db, workspace, kpi, MARCH);
      expect(await insightOf(db, workspace, kpi, { ...MARCH, course: 'none' }), kpi).toEqual({ ...whole, series: [] });
      for (const { figure, ...piece } of whole.series.slice(0, 2))
        expect((await insightOf(db, workspace, kpi, { ...piece, course: 'none' })).figure, `${kpi} ${piece.from}`).toEqual(figure);
      expect(whole.series.length).toBe(kpi === 'channelEffect' ? 0 : 6);
    }
  });

  it('are the same for each of several periods, however they are narrowed, as for that period alone', async () => {
    const narrowings = [
      {},
      { journey: 'cadence' },
      { channel: 'sms' },
      { stage: 'early' },
      { bucket: '31-60' },
      { segment: 'retail' },
    ] as const;
    for (const narrowing of narrowings) {
      for (const kpi of KPI_KEYS) {
        const { before, series } = await insightOf(db, workspace, kpi, { ...MARCH, ...narrowing });
        const alone = async (dates: { from: string; to: string }) =>
          (await insightOf(db, workspace, kpi, { ...dates, ...narrowing, compare: 'none', course: 'none' })).figure;
        expect(before, `${kpi} ${JSON.stringify(narrowing)}`).toEqual(await alone({ from: '2026-02-01', to: '2026-03-01' }));
        const [, , piece] = series;
        if (piece) expect(piece.figure, `${kpi} ${JSON.stringify(narrowing)}`).toEqual(await alone(piece));
      }
    }
  });

  it('tell nothing of a period that has not begun, neither as a figure nor in rows', async () => {
    const later = { from: '2026-04-02', to: '2026-05-01' };
    for (const kpi of KPI_KEYS) {
      expect((await insightOf(db, workspace, kpi, later)).figure ?? [], kpi).toEqual([]);
      expect((await insightRows(db, workspace, kpi, later)).rows, kpi).toEqual([]);
    }
  });

  it('are written to a file with amounts as text', async () => {
    const words = { column: String, bucket: String, channel: String, flag: String };
    const file = await insightCsv(db, workspace, 'aging', { ...MARCH, bucket: 'pre' }, words);
    expect(file.split('\r\n')).toEqual([
      '\ufeffaccount,product,due,days,bucket,balance,currency',
      'a5,,2026-04-15,-15,pre,650.00,COP',
      'c1,,2026-05-01,-31,pre,300.00,COP',
      '',
    ]);
  });

  it('refuse a cursor that is none', async () => {
    await expect(insightRows(db, workspace, 'aging', { ...MARCH, cursor: 'nonsense' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('the narrowing of an address', () => {
  const place = { now: bogota('2026-03-31 12:00'), zone: 'America/Bogota' };

  it('keeps what can be read and leaves out the rest', () => {
    expect(readAsk({ bucket: '1-30', channel: 'pigeon', currency: 'XXX', stage: ['a', 'b'], version: '2' }).ask).toEqual({
      bucket: '1-30',
      version: '2',
    });
    expect(readAsk({ from: '2026-03-05', to: '2026-03-01' }).ask).toEqual({});
  });

  it('is the last 90 days against the 90 before where it says nothing', () => {
    expect(periodsOf({}, place)).toEqual({
      period: { from: '2026-01-01', to: '2026-04-01' },
      compare: { from: '2025-10-01', to: '2026-01-01' },
    });
    expect(periodsOf({ ...MARCH, compareFrom: '2025-01-01', compareTo: '2025-02-01' }, place).compare).toEqual({
      from: '2025-01-01',
      to: '2025-02-01',
    });
  });
});
