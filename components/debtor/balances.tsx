'use client';

import { useLocale } from 'next-intl';
import { formatMinor } from '#components/contact/money.ts';

interface BalancesProps {
  readonly balances: readonly { readonly currency: string; readonly balance: number }[];
  readonly country: string;
  /** True where other amounts beside it may be of another currency: several of them are written with one and the same sign. */
  readonly isNamed?: boolean;
}

/** What is owed, currency by currency: amounts of different currencies are never added. The code stands where there are several. */
export function Balances({ balances, country, isNamed = false }: BalancesProps) {
  const locale = `${useLocale()}-${country}`;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {balances.map(({ currency, balance }) => (
        <span key={currency} className="whitespace-nowrap">
          {formatMinor(balance, currency, locale)}
          {isNamed || balances.length > 1 ? (
            <span className={`pl-1 text-ink-3 text-xs ${isNamed ? 'inline-block w-8 text-left' : ''}`}>{currency}</span>
          ) : null}
        </span>
      ))}
    </span>
  );
}
