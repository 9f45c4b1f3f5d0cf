import { minorDigits } from '#lib/base/money.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';

/** How figures are written for a reader. Amounts come in minor units, shares from 0 to 1. */
export interface Numbers {
  /** `$ 1.234.567`; cents are left out where there are none. */
  readonly money: (minor: number, currency: string) => string;
  /** `$ 1,2 M`, for axes and tiles. */
  readonly shortMoney: (minor: number, currency: string) => string;
  /** `62,4 %`. */
  readonly share: (share: number) => string;
  readonly decimal: (value: number) => string;
  readonly count: (value: number) => string;
  /** A figure of this kind, `currency` being that of amounts. */
  readonly figure: (kpi: KpiKey, value: number, currency: string, isShort?: boolean) => string;
}

/** Writes numbers in the manner of a locale such as `es-CO`. */
export function numbersIn(locale: string): Numbers {
  const share = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat(locale);
  const money = (minor: number, currency: string) => {
    const digits = minorDigits(currency);
    const isRound = minor % 10 ** digits === 0;
    const fraction = { minimumFractionDigits: isRound ? 0 : digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...fraction }).format(
      minor / 10 ** digits,
    );
  };
  const shortMoney = (minor: number, currency: string) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }).format(minor / 10 ** minorDigits(currency));
  const figure = (kpi: KpiKey, value: number, currency: string, isShort = false) => {
    if (kpi === 'aging') return (isShort ? shortMoney : money)(value, currency);
    if (kpi === 'daysLate') return decimal.format(value);
    return kpi === 'contactsPerAccount' ? twoDecimals.format(value) : share.format(value);
  };
  return { money, shortMoney, share: share.format, decimal: decimal.format, count: count.format, figure };
}
