'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatMinor } from '#components/contact/money.ts';
import { useAccountStatus } from '#components/contact/words.ts';
import { classes } from '#components/ui/classes.ts';
import { DayChip } from '#components/ui/day-chip.tsx';
import type { DebtorAccount } from '#lib/api/debtors.ts';
import { civilDate } from '#messages/civil-date.ts';

interface DebtorAccountsProps {
  readonly accounts: readonly DebtorAccount[];
  readonly country: string;
  readonly chosen: string | null;
  readonly onChoose: (account: string | null) => void;
}

/** Every account in its heat; choosing one narrows the timeline to it, choosing it again widens it. */
export function DebtorAccounts({ accounts, ...shown }: DebtorAccountsProps) {
  const t = useTranslations('debtor');
  // Whoever looks at somebody of many paid invoices wants to see what is left.
  const open = accounts.filter(({ balance }) => balance > 0);
  const settled = accounts.filter(({ balance }) => balance <= 0);
  return (
    <section aria-label={t('accounts')} className="flex flex-col gap-2">
      <h2 className="label-caps">{t('accounts')}</h2>
      {accounts.length === 0 ? <p className="text-ink-2 text-sm">{t('noAccounts')}</p> : null}
      {open.length > 0 ? <Cards accounts={open} {...shown} /> : null}
      {settled.length > 0 ? (
        <details open={open.length === 0 || settled.some(({ externalId }) => externalId === shown.chosen)}>
          <summary className="w-fit cursor-pointer rounded-sm py-1 text-ink-2 text-sm hover:text-ink">
            {t('settled', { count: settled.length })}
          </summary>
          <div className="pt-1">
            <Cards accounts={settled} {...shown} />
          </div>
        </details>
      ) : null}
    </section>
  );
}

function Cards({ accounts, country, chosen, onChoose }: DebtorAccountsProps) {
  return (
    <ul className="flex flex-col gap-2">
      {accounts.map((account) => (
        <li key={account.externalId}>
          <AccountCard
            account={account}
            country={country}
            isChosen={account.externalId === chosen}
            onChoose={() => onChoose(account.externalId === chosen ? null : account.externalId)}
          />
        </li>
      ))}
    </ul>
  );
}

interface AccountCardProps {
  readonly account: DebtorAccount;
  readonly country: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function AccountCard({ account, country, isChosen, onChoose }: AccountCardProps) {
  const t = useTranslations('debtor');
  const date = useTranslations('date');
  const locale = `${useLocale()}-${country}`;
  const statusName = useAccountStatus();
  const { externalId, day, bucket, dueDate, balance, currency, product, status, promise, surplus } = account;
  const money = (minor: number) => formatMinor(minor, currency, locale);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      data-heat={bucket ?? 'none'}
      className={classes(
        'relative flex w-full flex-col gap-0.5 overflow-hidden rounded-lg border py-2.5 pr-3 pl-4 text-left transition-colors',
        'before:absolute before:inset-y-0 before:left-0 before:w-1 before:bg-heat',
        isChosen ? 'border-brand bg-brand-soft' : 'bg-surface hover:bg-sunken',
      )}
    >
      <span className="flex w-full items-baseline gap-2">
        <span className="truncate font-semibold">{externalId}</span>
        {day === null || bucket === null ? null : <DayChip day={day} heat={bucket} className="ml-auto" />}
      </span>
      <span className="flex w-full items-baseline justify-between gap-3 text-sm">
        <span className="truncate text-ink-2">{[product, statusName(status)].filter(Boolean).join(' · ')}</span>
        <span className="shrink-0 font-semibold tabular-nums">{money(balance)}</span>
      </span>
      <span className="text-ink-2 text-sm">{dueDate ? t('due', { date: civilDate(date, dueDate, 'day') }) : t('noDue')}</span>
      {promise ? (
        <span className="text-sm text-ok-text">
          {t('promise', { amount: money(promise.amount), date: civilDate(date, promise.date, 'day') })}
        </span>
      ) : null}
      {surplus > 0 ? <span className="text-ink-2 text-sm">{t('surplus', { amount: money(surplus) })}</span> : null}
    </button>
  );
}
