import { minorDigits } from '#lib/base/money.ts';

/** An amount of minor units in the reader's manner: `$ 184.900`; cents are shown where there are some. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const isRound = minor % 10 ** digits === 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: isRound ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}
