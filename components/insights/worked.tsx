'use client';

import { useTranslations } from 'next-intl';
import type { Insight } from '#lib/api/insights.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { useSaying } from './insights-setting.ts';

/** The formula of a figure with its numbers put in: one line for each currency or channel. */
export function Worked({ insight }: { readonly insight: Insight }) {
  const t = useTranslations('insights');
  const lines = useWorked(insight);
  if (lines.length === 0) return <p className="text-ink-2">{t('noData')}</p>;
  return (
    <ul className="flex flex-col gap-1 font-medium tabular-nums">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function isOf<Key extends KpiKey>(insight: Insight, kpi: Key): insight is Insight & Insight<Key> {
  return insight.kpi === kpi;
}

function useWorked(insight: Insight): readonly string[] {
  const t = useTranslations('insights.worked');
  const days = useTranslations('insights');
  const { numbers, day, channel } = useSaying();
  if (isOf(insight, 'aging')) {
    return insight.figure
      .filter(({ bucket }) => bucket === null)
      .map(({ date, currency, balance, overdueBalance }) =>
        t('aging', {
          overdue: numbers.money(overdueBalance, currency),
          balance: `${numbers.money(balance, currency)} ${currency}`,
          date: day(date),
          share: numbers.share(balance === 0 ? 0 : overdueBalance / balance),
        }),
      );
  }
  if (isOf(insight, 'recoveryRate')) {
    return insight.figure.map(({ currency, recovered, opening, became, rate }) =>
      t('recoveryRate', {
        recovered: `${currency} ${numbers.money(recovered, currency)}`,
        opening: numbers.money(opening, currency),
        became: numbers.money(became, currency),
        value: numbers.share(rate.value),
      }),
    );
  }
  if (isOf(insight, 'daysLate') && insight.figure) {
    const { days: total, accounts, mean, weighted } = insight.figure;
    const value = (late: number) => days('days', { value: numbers.decimal(late) });
    return [
      t('daysLate', {
        days: total,
        daysCount: numbers.count(total),
        accounts,
        accountsCount: numbers.count(accounts),
        value: value(mean.value),
      }),
      ...weighted.map((one) => t('weighted', { currency: one.currency, value: value(one.mean) })),
    ];
  }
  if (isOf(insight, 'contactsPerAccount') && insight.figure) {
    const { contacts, accounts, each } = insight.figure;
    return [
      t('contactsPerAccount', {
        contacts,
        contactsCount: numbers.count(contacts),
        accounts,
        accountsCount: numbers.count(accounts),
        value: numbers.figure('contactsPerAccount', each.value, ''),
      }),
    ];
  }
  if (isOf(insight, 'channelEffect')) {
    return insight.figure.map((one) =>
      t('channelEffect', {
        channel: channel(one.channel),
        paid: numbers.count(one.paid),
        accounts: numbers.count(one.accounts),
        value: numbers.share(one.paidShare.value),
      }),
    );
  }
  return [];
}
