import { signedAmount } from '#lib/base/currency-sign.ts';
import { minorDigits, parseMoney } from '#lib/base/money.ts';

/** An amount of minor units in the reader's manner: `$ 184.900`; cents are shown where there are some. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  return signedAmount(minor, currency, locale);
}

/** The sign before decimals, as the reader's country writes them. */
export function decimalSign(locale: string): '.' | ',' {
  const part = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal');
  return part?.value === ',' ? ',' : '.';
}

/** What was typed as minor units; null where it is no amount. */
export function readMinor(amount: string, currency: string, decimal: '.' | ','): number | null {
  const read = parseMoney(amount, currency, decimal);
  // Where a currency has no decimals, or the other sign groups by three, either reading is one.
  return read.ok ? read.minor : minorDigits(currency) === 0 ? readWhole(amount, currency, decimal) : null;
}

function readWhole(amount: string, currency: string, decimal: '.' | ','): number | null {
  const read = parseMoney(amount, currency, decimal === '.' ? ',' : '.');
  return read.ok ? read.minor : null;
}
