import { createReadStream, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { agingAt } from '#lib/insights/figures.ts';
import { reading } from '#lib/insights/reading.ts';
import { importFile } from '#lib/portfolio/import-file.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { agingAt as foldedAgingAt, historiesIn } from '#lib/portfolio/testing.ts';
import { createWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { ALL } from './testing-insights.ts';

const IBM = '1-portfolios/ibm-accounts-receivable.mdY.csv';
const ZONE = 'America/Bogota';
const instant = (text: string) => parseInstant(`${text}-05:00`) ?? Number.NaN;

interface ExpectedAging {
  readonly as_of: string;
  readonly open_count: number;
  readonly open_amount: string;
  readonly debtors_with_open: number;
  readonly debtors_past_due: number;
  readonly buckets_days_past_due: Readonly<Record<string, { readonly count: number; readonly amount: string }>>;
}

const NAMES = { pre: 'not_due', due: 'due_today', '1-30': '1-30', '31-60': '31-60', '61-90': '61-90', '90+': 'over_90' };

/** The expected figures as cells: what is owed in all, and by band, bands without accounts left out. */
function cellsOf({ buckets_days_past_due: bands, ...expected }: ExpectedAging) {
  return {
    open: [expected.open_count, cents(expected.open_amount), expected.debtors_with_open, expected.debtors_past_due],
    bands: Object.fromEntries(
      Object.entries(NAMES).flatMap(([bucket, name]) => {
        const { count = 0, amount = '0' } = bands[name] ?? {};
        return count > 0 ? [[bucket, [count, cents(amount)]]] : [];
      }),
    ),
  };
}

const cents = (amount: string) => Math.round(Number(amount) * 100);

/** Figures read what is stored, whether the runner has folded it in or not: so that the clock is set and nothing is run. */
const clockShows = (db: Sql, workspaceId: number, text: string) =>
  db.query('update workspace set clock_at = to_timestamp($2::float8 / 1000) where id = $1', [workspaceId, instant(text)]);

describeWithInputs('the aging of a public portfolio', [IBM], () => {
  describeOnBoth('is what its file says at each date', (fresh) => {
    it('before the clock has come there, once it has passed, and as the fold of every account says', async () => {
      const mapping = readMapping(JSON.parse(readFileSync('fixtures/mappings/ibm-accounts-receivable.json', 'utf8')));
      const { aging }: { aging: ExpectedAging[] } = JSON.parse(readFileSync('fixtures/public/portfolios/expected-ibm.json', 'utf8'));
      if (!mapping.ok) throw new Error('the mapping cannot be read');
      const db = await fresh();
      const from = instant('2012-01-01T00:00:00');
      const made = await createWorkspace(db, {
        slug: 'ibm',
        name: 'ibm',
        mode: 'test',
        country: 'CO',
        timezone: ZONE,
        currency: 'USD',
        clockAt: from,
      });
      await importFile(db, made, { fileName: IBM, bytes: createReadStream(inputPath(IBM)) }, mapping.value, { at: from });
      const figures = async (date: string, to: string) => {
        const workspace = await readWorkspace(db, made.id);
        const portfolio = { id: made.id, shards: shardsOf(made), zone: ZONE, now: workspace.clockAt ?? 0 };
        const [cells = []] = await reading(db, (tx) => agingAt(tx, portfolio, [{ from: date, to }], ALL));
        const all = cells.find(({ bucket }) => bucket === null);
        return {
          open: all ? [all.accounts, all.balance, all.debtors, all.overdueDebtors] : null,
          bands: Object.fromEntries(cells.flatMap((c) => (c.bucket ? [[c.bucket, [c.accounts, c.balance]]] : []))),
        };
      };
      const [first, second] = aging;
      if (!first || !second) throw new Error('two dates are expected');
      expect(await figures(first.as_of, '2012-07-01')).toEqual({ open: null, bands: {} });
      await clockShows(db, made.id, '2012-07-01T00:00:00');
      expect(await figures(first.as_of, '2012-07-01')).toEqual(cellsOf(first));
      await clockShows(db, made.id, '2014-02-28T00:00:00');
      expect(await figures(first.as_of, '2012-07-01')).toEqual(cellsOf(first));
      expect(await figures(second.as_of, '2013-04-01')).toEqual(cellsOf(second));

      const folded = foldedAgingAt(await historiesIn(db, made.id), '2013-09-15', ZONE);
      const { open } = await figures('2013-09-15', '2013-09-16');
      expect(open).toEqual([folded.open.count, folded.open.amount, folded.debtorsOpen, folded.debtorsPastDue]);
    });
  });
});
