'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type AxisMark, DueAxis } from '#components/contact/due-axis.tsx';
import { usePlaceName } from '#components/contact/place-of.ts';
import { useLanguageName } from '#components/contact/words.ts';
import { dayLabel } from '#components/ui/day-chip.tsx';
import type { DebtorDetail } from '#lib/api/debtors.ts';
import { civilDate } from '#messages/civil-date.ts';
import { Balances } from './balances.tsx';

/** Who they are, what they owe in all, and where their open accounts stand towards their due dates. */
export function DebtorHead({ debtor, country }: { readonly debtor: DebtorDetail; readonly country: string }) {
  const t = useTranslations('debtor');
  const date = useTranslations('date');
  const languageName = useLanguageName();
  const placeName = usePlaceName();
  const regions = new Intl.DisplayNames([useLocale()], { type: 'region' });
  const { externalId, name, language, zone, balances, lastReply } = debtor;
  const facts = [
    externalId,
    debtor.country ? (regions.of(debtor.country) ?? debtor.country) : null,
    language ? languageName(language) : null,
    t('zone', { place: placeName(zone) }),
    lastReply ? t('lastReply', { date: civilDate(date, lastReply.date, 'day') }) : null,
  ];
  return (
    <header className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1 lg:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h1 className="wrap-anywhere font-semibold text-2xl tracking-tight">{name ?? t('noName')}</h1>
          <p className="wrap-anywhere text-ink-2 text-sm">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="flex flex-col lg:items-end">
          <span className="text-ink-3 text-sm">{t('owes')}</span>
          <span className="font-semibold text-xl tabular-nums">
            {balances.length === 0 ? t('nothing') : <Balances balances={balances} country={country} />}
          </span>
        </div>
      </div>
      <Axis debtor={debtor} />
    </header>
  );
}

function Axis({ debtor: { accounts } }: { readonly debtor: DebtorDetail }) {
  const t = useTranslations('debtor');
  const marks = accounts
    .flatMap(({ externalId, day, bucket, balance }): AxisMark[] =>
      day === null || bucket === null || balance <= 0 ? [] : [{ key: externalId, day, heat: bucket, flag: externalId }],
    )
    .sort((a, b) => b.day - a.day);
  if (marks.length === 0) return null;
  return <DueAxis label={t('axis', { days: marks.map(({ key, day }) => `${key} ${dayLabel(day)}`).join(', ') })} marks={marks} />;
}
