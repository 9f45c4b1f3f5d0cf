'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ChannelPicture } from '#components/contact/channel-picture.tsx';
import { useChannelName } from '#components/contact/words.ts';
import { DayChip } from '#components/ui/day-chip.tsx';
import type { DebtorLine } from '#lib/api/debtors.ts';
import { debtorPath } from '#lib/api/debtors-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { Balances } from './balances.tsx';

interface DebtorTableProps {
  readonly debtors: readonly DebtorLine[];
  readonly country: string;
}

/** A line for each debtor; on a phone a card. */
export function DebtorTable({ debtors, country }: DebtorTableProps) {
  const t = useTranslations('debtors');
  return (
    <div className="overflow-hidden rounded-xl border bg-surface shadow-1">
      <table className="w-full border-collapse text-base max-md:block">
        <caption className="sr-only">{t('title')}</caption>
        <thead className="border-b max-md:sr-only">
          <tr className="text-left text-ink-3 text-sm">
            <th scope="col" className="py-2.5 pr-3 pl-5 font-medium">
              {t('debtor')}
            </th>
            <th scope="col" className="px-3 py-2.5 text-right font-medium">
              {t('balance')}
            </th>
            <th scope="col" className="px-3 py-2.5 font-medium">
              {t('worst')}
            </th>
            <th scope="col" className="px-3 py-2.5 text-right font-medium">
              {t('accounts')}
            </th>
            <th scope="col" className="py-2.5 pr-5 pl-3 font-medium">
              {t('lastContact')}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {debtors.map((debtor) => (
            <Line key={debtor.externalId} debtor={debtor} country={country} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = 'px-3 py-3 align-middle max-md:block max-md:p-0';

function Line({ debtor, country }: { readonly debtor: DebtorLine; readonly country: string }) {
  const t = useTranslations('debtors');
  const date = useTranslations('date');
  const channelName = useChannelName();
  const { externalId, name, accounts, balances, day, bucket, lastContact } = debtor;
  return (
    <tr
      data-heat={bucket ?? 'none'}
      className="relative border-b transition-colors last:border-b-0 hover:bg-sunken max-md:grid max-md:grid-cols-2 max-md:gap-x-3 max-md:gap-y-1.5 max-md:px-4 max-md:py-3"
    >
      <th
        scope="row"
        className={`${cell} pl-5 text-left font-normal before:absolute before:inset-y-0 before:left-0 before:w-1 before:bg-heat`}
      >
        {/* The whole line leads to the debtor. */}
        <Link href={debtorPath(externalId)} className="font-semibold after:absolute after:inset-0">
          {name ?? t('noName')}
        </Link>
        <span className="wrap-anywhere block text-ink-2 text-sm">
          {externalId}
          {debtor.country ? ` · ${debtor.country}` : null}
        </span>
      </th>
      <td className={`${cell} text-right font-semibold tabular-nums`}>
        {balances.length === 0 ? <span className="font-normal text-ink-3">{t('nothingOwed')}</span> : null}
        <span className="flex justify-end">
          <Balances isNamed balances={balances} country={country} />
        </span>
      </td>
      <td className={cell}>
        {day === null || bucket === null ? <span className="text-ink-3 text-sm">{t('noDue')}</span> : <DayChip day={day} heat={bucket} />}
      </td>
      <td className={`${cell} text-right text-ink-2 tabular-nums max-md:hidden`}>{accounts}</td>
      <td className={`${cell} pr-5 text-ink-2 text-sm`}>
        {lastContact ? (
          <span className="flex items-center gap-2 max-md:justify-end">
            <ChannelPicture channel={lastContact.channel} className="max-md:hidden" />
            <span>
              <span className="max-md:hidden">{channelName(lastContact.channel)} · </span>
              {civilDate(date, lastContact.date, 'day')}
            </span>
          </span>
        ) : (
          <span className="block text-ink-3 max-md:text-right">{t('never')}</span>
        )}
      </td>
    </tr>
  );
}
