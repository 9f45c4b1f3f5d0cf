import { signedAmount } from '#lib/base/currency-sign.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';

/** How figures are written for a reader. Amounts come in minor units, shares from 0 to 1. */
export interface Numbers {
  /** `$ 1.234.567`; cents are left out where there are none. */
  readonly money: (minor: number, currency: string) => string;
  /** `$ 1,2 M`, for axes and tiles. */
  readonly shortMoney: (minor: number, currency: string) => string;
  /** `62,4 %`. */
  readonly share: (share: number) => string;
  /** `62 %`, for axes. */
  readonly roundShare: (share: number) => string;
  readonly decimal: (value: number) => string;
  readonly count: (value: number) => string;
  /** A figure of this kind, `currency` being that of amounts. */
  readonly figure: (kpi: KpiKey, value: number, currency: string, isShort?: boolean) => string;
}

/** Writes numbers in the manner of a locale such as `es-CO`. */
export function numbersIn(locale: string): Numbers {
  const percent = (fraction: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: fraction, maximumFractionDigits: fraction });
  const [fine, coarse] = [percent(1), percent(0)];
  // Spanish sets the sign apart, which the data of some of its countries do not know.
  const apart = (text: string) => (locale.startsWith('es') ? text.replace(/\s*%/, '\u00a0%') : text);
  const share = (value: number) => apart(fine.format(value));
  const roundShare = (value: number) => apart(coarse.format(value));
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat(locale);
  const money = (minor: number, currency: string) => signedAmount(minor, currency, locale);
  const shortMoney = (minor: number, currency: string) =>
    signedAmount(minor, currency, locale, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
  const figure = (kpi: KpiKey, value: number, currency: string, isShort = false) => {
    if (kpi === 'aging') return (isShort ? shortMoney : money)(value, currency);
    if (kpi === 'daysLate') return decimal.format(value);
    return kpi === 'contactsPerAccount' ? twoDecimals.format(value) : share(value);
  };
  return { money, shortMoney, share, roundShare, decimal: decimal.format, count: count.format, figure };
}
