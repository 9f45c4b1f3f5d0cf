import { describe, expect, it } from 'vitest';
import { dateIn, localeOf, moneyIn } from './locale.ts';

describe('money as the reader writes it', () => {
  it.each([
    ['es-CO', 123_456_700, 'COP', '$ 1.234.567'],
    ['es-CO', 123_456_750, 'COP', '$ 1.234.567,50'],
    ['es-MX', 123_456, 'MXN', '$1,234.56'],
    ['es-CL', 1_234_567, 'CLP', '$1.234.567'],
    ['es-PE', 8_990, 'PEN', 'S/ 89.90'],
    ['es-AR', 1_234_500, 'ARS', '$ 12.345'],
    ['pt-BR', 123_450, 'BRL', 'R$ 1.234,50'],
    ['en-CO', 123_456_700, 'COP', 'COP 1,234,567'],
    ['es-CO', 0, 'COP', '$ 0'],
  ])('in %s: %i %s is %s', (locale, minor, currency, text) => {
    expect(moneyIn(locale, minor, currency)).toBe(text);
  });

  it('stays exact to the cent where a float would not', () => {
    expect(moneyIn('es-MX', 9_007_199_254_740_991, 'MXN')).toBe('$90,071,992,547,409.91');
  });
});

describe('dates as the reader says them', () => {
  it('names the weekday, and the year only where it is another', () => {
    expect(dateIn('es-CO', '2026-11-27', 'long', '2026-11-24')).toBe('viernes 27 de noviembre');
    expect(dateIn('es-CO', '2027-01-03', 'long', '2026-11-24')).toBe('domingo 3 de enero de 2027');
    expect(dateIn('en', '2026-11-27', 'long', '2026-11-24')).toBe('Friday, November 27');
    expect(dateIn('pt-BR', '2026-11-27', 'long', '2026-11-24')).toBe('sexta-feira, 27 de novembro');
  });

  it('writes the month in letters in short dates too, so that nobody exchanges day and month', () => {
    expect(dateIn('es-MX', '2026-03-04', 'short', '2026-11-24')).toBe('4 mar 2026');
    expect(dateIn('en-US', '2026-03-04', 'short', '2026-11-24')).toBe('Mar 4, 2026');
  });
});

it("joins the reader's language and country, unless the language names its own region", () => {
  expect([localeOf('es', 'CO'), localeOf('pt-BR', 'CO'), localeOf('es', null)]).toEqual(['es-CO', 'pt-BR', 'es']);
  expect(() => localeOf('no language', null)).toThrow(RangeError);
});
