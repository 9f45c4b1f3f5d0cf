import { signedAmount } from '#lib/base/currency-sign.ts';

/** An amount of minor units in the reader's manner: `$ 184.900`; cents are shown where there are some. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  return signedAmount(minor, currency, locale);
}
