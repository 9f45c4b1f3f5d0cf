import { minorDigits } from './money.ts';

/**
 * Minor units in the manner of a locale such as `es-CO`, with the currency's own sign: `$ 1.234.567`, `S/ 90,50`. Cents are left out where
 * there are none. Where the locale has no sign for a currency it would write the code; then the sign is the one it has at home.
 */
export function signedAmount(minor: number, currency: string, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const digits = minorDigits(currency);
  const isRound = minor % 10 ** digits === 0;
  return withSign(minor / 10 ** digits, currency, locale, {
    minimumFractionDigits: isRound ? 0 : digits,
    maximumFractionDigits: digits,
    ...options,
  });
}

function withSign(amount: number, currency: string, locale: string, options: Intl.NumberFormatOptions): string {
  const format = { ...options, style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(locale, format)
    .formatToParts(amount)
    .map(({ type, value }) => (type === 'currency' && value === currency ? signAtHome(currency) : value))
    .join('');
}

/** The first two letters of most currencies are their country's (ISO 4217). */
function signAtHome(currency: string): string {
  const parts = new Intl.NumberFormat(`es-${currency.slice(0, 2)}`, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
