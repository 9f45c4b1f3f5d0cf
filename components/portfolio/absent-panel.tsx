'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { AbsentAccounts } from '#lib/api/imports.ts';
import { amountText } from './amount-text.ts';

interface AbsentPanelProps {
  readonly absent: AbsentAccounts;
  readonly isOff: boolean;
  /** The mark of the accounts that are to be closed; null: none is; undefined: it is not certain yet. */
  readonly onConsent: (mark: string | null | undefined) => void;
}

/**
 * The accounts that the file does not name. They stay as they are unless a person says that the file is the whole portfolio;
 * where that closes more than half of it, they must also write the number.
 */
export function AbsentPanel({ absent, isOff, onConsent }: AbsentPanelProps) {
  const t = useTranslations('importing.absent');
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const [typed, setTyped] = useState('');
  const isOwing = Object.keys(absent.owing).length > 0;
  const isMany = absent.count * 2 > absent.of;
  const isConfirmed = (text: string) => Number(text.replace(/\D/g, '') || Number.NaN) === absent.count;

  function choose(whole: boolean, text: string) {
    setWhole(whole);
    setTyped(text);
    onConsent(whole ? (isMany && !isConfirmed(text) ? undefined : absent.mark) : null);
  }

  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-3 border-b pb-4">
      <div className="flex flex-col gap-0.5">
        <h3 id={`${id}-title`} className="font-semibold">
          {t('title')}
        </h3>
        <p className="text-ink-2">
          {t('count', { of: absent.of, count: absent.count })} {isOwing ? t('owing') : t('owingNone')}
        </p>
        <Owing absent={absent} />
      </div>
      <AbsentList absent={absent} />
      {absent.unnamed > 0 ? (
        <Notice tone="warn">{t('unnamed', { count: absent.unnamed })}</Notice>
      ) : (
        <div className="flex items-start gap-2.5">
          <input
            id={`${id}-whole`}
            type="checkbox"
            checked={isWhole}
            disabled={isOff}
            aria-describedby={`${id}-hint`}
            onChange={(event) => choose(event.target.checked, '')}
            className="mt-0.5 size-5 shrink-0 accent-brand"
          />
          <div className="flex min-w-0 flex-col gap-0.5">
            <label htmlFor={`${id}-whole`} className="font-medium">
              {t('whole')}
            </label>
            <p id={`${id}-hint`} className="text-ink-2 text-sm">
              {t('wholeHint')}
            </p>
          </div>
        </div>
      )}
      {isWhole && isMany ? (
        <div className="flex flex-col gap-3">
          <Notice tone="bad">{t('many')}</Notice>
          <TextField
            label={t('type', { count: absent.count })}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-sm"
            fault={typed !== '' && !isConfirmed(typed) ? t('typeFault') : null}
            onChange={(event) => choose(true, event.target.value)}
          />
        </div>
      ) : null}
    </section>
  );
}

/** What they still owe, by currency. */
function Owing({ absent }: { readonly absent: AbsentAccounts }) {
  const t = useTranslations('importing');
  const locale = useLocale();
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 pt-1">
      {Object.entries(absent.owing).map(([currency, { accounts, balance }]) => (
        <li key={currency} className="flex items-baseline gap-1.5">
          <span className="text-ink-2 text-sm">{currency}</span>
          <span className="font-semibold">{amountText(balance, currency, locale)}</span>
          <span className="text-ink-2 text-sm">{t('totalAccounts', { count: accounts })}</span>
        </li>
      ))}
    </ul>
  );
}

function AbsentList({ absent }: { readonly absent: AbsentAccounts }) {
  const t = useTranslations('importing.absent');
  const locale = useLocale();
  return (
    <details className="rounded-lg bg-sunken">
      <summary className="cursor-pointer rounded-lg px-3 py-2 font-medium text-sm">
        {t('list')}{' '}
        {absent.first.length < absent.count ? (
          <span className="font-normal text-ink-2">{t('first', { count: absent.first.length, total: absent.count })}</span>
        ) : null}
      </summary>
      <ul aria-label={t('list')} className="thin-scroll max-h-64 divide-y overflow-y-auto border-t px-3">
        {absent.first.map(({ account, debtor, name, balance, currency }) => (
          <li key={account} className="flex flex-wrap items-baseline gap-x-3 py-1.5 text-sm">
            <span className="min-w-0 truncate font-mono">{account}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{name ?? debtor}</span>
            <span>
              {amountText(balance, currency, locale)} {currency}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
