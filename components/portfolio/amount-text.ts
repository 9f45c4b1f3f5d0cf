import { minorDigits } from '#lib/base/money.ts';

/** An amount in minor units as the reader writes it, without its currency. */
export function amountText(minor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: true }).format(
    minor / 10 ** digits,
  );
}
