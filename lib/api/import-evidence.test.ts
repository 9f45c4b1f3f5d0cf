import { describe, expect, it } from 'vitest';
import { bothWays, dateEvidence, decimalEvidence } from './import-evidence.ts';
import type { ColumnSight } from './imports.ts';

const proof = (cell: string, line = 2) => ({ cell, line, count: 1 });
const NO_DATES = { dmy: null, mdy: null, either: null, ymd: null };
const column = (heading: string, more: Partial<ColumnSight>): ColumnSight => ({
  heading,
  filled: 1,
  examples: [],
  values: null,
  dates: null,
  decimals: null,
  ...more,
});
const dates = (more: Partial<NonNullable<ColumnSight['dates']>>) => column('due', { dates: { ...NO_DATES, ...more } });
const due = new Map([['due', 'account.dueDate']]);

describe('the order of dates', () => {
  it('is proven by one cell that exists in one order only, though others could be either', () => {
    expect(dateEvidence([dates({ either: proof('3/4/2012'), mdy: proof('1/26/2013', 9) })], due)).toEqual({
      kind: 'proven',
      order: 'mdy',
      proof: { heading: 'due', cell: '1/26/2013', line: 9 },
    });
  });

  it('is open where every cell is a date in two orders', () => {
    expect(dateEvidence([dates({ either: proof('3/4/2012') })], due)).toMatchObject({ kind: 'open', example: { cell: '3/4/2012' } });
  });

  it('is mixed where some cells exist only one way and some only the other', () => {
    expect(dateEvidence([dates({ dmy: proof('31/1/2013'), mdy: proof('1/31/2013') })], due).kind).toBe('mixed');
  });

  it('is nobody’s question where the year comes first, and a year before other dates proves nothing', () => {
    expect(dateEvidence([dates({ ymd: proof('2013-01-31') })], due)).toMatchObject({ kind: 'proven', order: 'ymd' });
    expect(dateEvidence([dates({ ymd: proof('2013-01-31'), either: proof('3/4/2012') })], due).kind).toBe('open');
  });

  it('is asked of the columns that are read as dates, of attributes never', () => {
    expect(dateEvidence([dates({ mdy: proof('1/26/2013') })], new Map([['due', 'account.attributes.due']]))).toEqual({ kind: 'none' });
    expect(dateEvidence([dates({ mdy: proof('1/26/2013') })], new Map([['due', 'event.custom.visit.at']])).kind).toBe('proven');
  });
});

describe('the decimal sign', () => {
  const amounts = (decimals: NonNullable<ColumnSight['decimals']>) => [column('amount', { decimals })];
  const balance = new Map([['amount', 'account.balance']]);

  it('is proven, open or mixed as the cells say', () => {
    expect(decimalEvidence(amounts({ point: proof('55.94'), comma: null, either: proof('1,234') }), balance)).toMatchObject({
      kind: 'proven',
      sign: '.',
    });
    expect(decimalEvidence(amounts({ point: null, comma: null, either: proof('1.234') }), balance).kind).toBe('open');
    expect(decimalEvidence(amounts({ point: proof('1.5'), comma: proof('1,5'), either: null }), balance).kind).toBe('mixed');
    expect(decimalEvidence(amounts({ point: proof('1.5'), comma: null, either: null }), new Map())).toEqual({ kind: 'none' });
  });
});

describe('a cell read both ways', () => {
  it('is two dates, or none that exists', () => {
    expect(bothWays('3/4/2012')).toEqual({ dmy: '2012-04-03', mdy: '2012-03-04' });
    expect(bothWays('1/26/2013 19:31')).toEqual({ dmy: '2013-26-01', mdy: '2013-01-26' });
    expect(bothWays('2013-01-26')).toBeNull();
  });
});
