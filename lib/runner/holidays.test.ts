import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isHoliday } from '#lib/policy/holidays.ts';
import { holidayTable, proseAbout, publicHolidays } from './holidays.ts';

const folder = new URL('../../fixtures/public/conformance/holidays/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('public holidays', () => {
  it('have years of three countries to be held against', () => {
    expect(files).toHaveLength(6);
  });

  it.each(files)('are those of %s, and no others', async (name) => {
    const [country = '', year = ''] = name.replace('.json', '').split('-');
    const listed: { date: string; type: string }[] = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const expected = listed.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10));
    const table = await holidayTable([country], [Number(year)]);
    expect([...(table.get(country) ?? [])].sort()).toEqual([...new Set(expected)].sort());
  });

  it('are asked by civil date, in any year, without naming the years before', async () => {
    const table = await publicHolidays();
    expect([
      isHoliday(table, 'CO', null, '2026-03-23'),
      isHoliday(table, 'CO', null, '2026-03-24'),
      isHoliday(table, 'CO', null, '2035-12-25'),
    ]).toEqual([true, false, true]);
  });

  it('of Ecuador are the preset’s where it lists the year, since the library has others', async () => {
    const table = await publicHolidays();
    const days = ['2026-01-02', '2026-05-25', '2026-04-02', '2026-09-10', '2026-05-24'];
    expect(days.map((date) => isHoliday(table, 'EC', null, date))).toEqual([true, true, false, false, false]);
    expect((await holidayTable(['EC'], [2027])).get('EC')?.size).toBe(11);
  });

  it('of nobody’s country are none', async () => {
    const table = await publicHolidays();
    expect([isHoliday(table, 'ZZ', null, '2026-12-25'), isHoliday(table, null, null, '2026-12-25')]).toEqual([false, false]);
  });

  it('are corrected by dates alone: what a preset says in words is listed, not guessed', () => {
    expect(proseAbout('EC')).toEqual([
      'USE THE OVERRIDES: the library is wrong for EC. 2 Jan 2026 by Decreto 249.',
      expect.stringContaining('Tue->Mon'),
      'Jueves Santo (not a national holiday)',
      '10 September (library bug: Independencia de Guayaquil is 9 October)',
    ]);
    expect(proseAbout('CR')).toHaveLength(1);
    expect(proseAbout('MX')).toEqual([]);
    expect(proseAbout('ZZ')).toEqual([]);
  });
});
