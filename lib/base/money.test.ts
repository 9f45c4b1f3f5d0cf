import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import { isCurrency, minorDigits, moneyText, parseMoney } from './money.ts';

const minor = (text: string, currency = 'USD', decimal: '.' | ',' = '.') => {
  const read = parseMoney(text, currency, decimal);
  return read.ok ? read.minor : read.reason;
};

describe('reading money', () => {
  it('reads amounts as people write them, to the minor unit', () => {
    expect(minor('55.94')).toBe(5594);
    expect(minor('1,234.5')).toBe(123450);
    expect(minor('1.234.567,80', 'COP', ',')).toBe(123456780);
    expect(minor('1 234,50', 'EUR', ',')).toBe(123450);
    expect(minor("1'234.50", 'CHF')).toBe(123450);
    expect(minor('$ 12', 'COP', ',')).toBe(1200);
    expect(minor('R$ 12,30', 'BRL', ',')).toBe(1230);
    expect(minor('12.30 USD')).toBe(1230);
    expect(minor('.5')).toBe(50);
  });

  it('keeps the decimals of each currency', () => {
    expect(minor('1500', 'CLP')).toBe(1500);
    expect(minor('1500.00', 'CLP')).toBe(1500);
    expect(minor('1.234', 'KWD')).toBe(1234);
    expect([minorDigits('COP'), minorDigits('PYG'), minorDigits('TND'), minorDigits('CLF')]).toEqual([2, 0, 3, 4]);
  });

  it('reads negative amounts in the three ways that accountants write them', () => {
    expect([minor('-12'), minor('(12.00)'), minor('12-')]).toEqual([-1200, -1200, -1200]);
    expect(Object.is(minor('-0'), 0)).toBe(true);
  });

  it('refuses what it would have to round or guess, and says what may be wrong', () => {
    expect(minor('1.234', 'USD')).toBe('"1.234" has 3 decimals and USD has 2; is "." the decimal sign?');
    expect(minor('1234.56', 'USD', ',')).toBe('"1234.56" is not an amount with the decimal sign ","; the mapping may need "decimal": "."');
    expect(minor('12,34,567')).toBe('"12,34,567" is not an amount');
    expect(minor('')).toBe('"" is not an amount');
    expect(minor('abc')).toBe('"abc" is not an amount');
    expect(minor('1e5')).toBe('"1e5" is not an amount');
    expect(minor('99999999999999999')).toBe('"99999999999999999" is too large an amount');
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('USD', 'CLP', 'KWD', 'CLF'), (amount, currency) => {
        expect(parseMoney(moneyText(amount, currency), currency, '.')).toEqual({ ok: true, minor: amount + 0 });
      }),
      quick,
    );
  });
});

it('knows the currencies in use', () => {
  expect([isCurrency('COP'), isCurrency('XXX'), isCurrency('cop'), isCurrency('USDT')]).toEqual([true, false, false, false]);
});
