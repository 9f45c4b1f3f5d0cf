'use client';

import { useLocale, useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { ImportSummary } from '#lib/api/imports.ts';
import { amountText } from './amount-text.ts';

const TILES = [
  { name: 'new', look: 'text-brand-strong' },
  { name: 'changed', look: 'text-ink' },
  { name: 'unchanged', look: 'text-ink-2' },
  { name: 'refused', look: 'text-bad-text' },
] as const;

/** How many rows are new, changed, unchanged and refused; and what they owe, by currency. */
export function SummaryTiles({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('importing');
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {TILES.map(({ name, look }) => (
          <div key={name} className="flex flex-col gap-1 rounded-xl border bg-surface px-4 py-3.5 shadow-1">
            <dt className="font-medium text-ink-2 text-sm">{t(name)}</dt>
            <dd className={classes('font-bold text-2xl', summary[name] === 0 ? 'text-ink-3' : look)}>{number.format(summary[name])}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-col gap-2 rounded-xl border bg-surface px-4 py-3.5 shadow-1">
        <h3 className="font-medium text-ink-2 text-sm">{t('totals')}</h3>
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {Object.entries(summary.totals).map(([currency, { accounts, balance }]) => (
            <div key={currency} className="flex items-baseline gap-2">
              <dt className="text-ink-2">{currency}</dt>
              <dd className="flex items-baseline gap-2">
                <span className="font-semibold text-xl">{amountText(balance, currency, locale)}</span>
                <span className="text-ink-2 text-sm">{t('totalAccounts', { count: accounts })}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p className="text-ink-2 text-sm">{t('debtors', { ...summary.debtors })}</p>
        <p className="text-ink-2 text-sm">{t('events', { ...summary.events })}</p>
      </div>
    </div>
  );
}
