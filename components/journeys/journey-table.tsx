import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';
import type { JourneyLine } from '#lib/api/journeys.ts';
import { journeyPage } from '#lib/api/journeys-route.ts';
import { localClock } from '#lib/base/local-clock.ts';
import { civilDate } from '#messages/civil-date.ts';
import { StatusPill } from './status-pill.tsx';

interface JourneyTableProps {
  readonly journeys: readonly JourneyLine[];
  /** Times are told in it. */
  readonly zone: string;
}

/** The journeys of a workspace, one a line; on a phone one a card. */
export function JourneyTable({ journeys, zone }: JourneyTableProps) {
  const t = useTranslations('journeys');
  return (
    <table className="w-full border-separate border-spacing-0 overflow-hidden max-md:block md:rounded-xl md:border md:bg-surface md:shadow-1">
      <caption className="sr-only">{t('title')}</caption>
      <thead className="max-md:sr-only">
        <tr className="text-left">
          {(['name', 'status', 'inside', 'live', 'changes', 'saved'] as const).map((column) => (
            <th
              key={column}
              scope="col"
              className={classes('label-caps border-b bg-sunken px-4 py-2.5 first:pl-5', column === 'inside' ? 'text-right' : null)}
            >
              {t(`column-${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
        {journeys.map((journey) => (
          <Line key={journey.key} journey={journey} zone={zone} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ journey, zone }: { readonly journey: JourneyLine; readonly zone: string }) {
  const t = useTranslations('journeys');
  const { key, name, status, liveVersion, hasChanges, inside } = journey;
  return (
    <tr className="group relative transition-colors hover:bg-sunken max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-3 max-md:rounded-xl max-md:border max-md:bg-surface max-md:p-4 max-md:shadow-1">
      <th
        scope="row"
        className="border-b px-4 py-3.5 text-left first:pl-5 group-last:border-b-0 max-md:col-span-2 max-md:border-0 max-md:p-0!"
      >
        <Link href={journeyPage(key)} className="block py-0.5 font-semibold text-lg after:absolute after:inset-0 md:text-base">
          {name.trim() === '' ? key : name}
        </Link>
        <span className="block font-mono font-normal text-ink-3 text-xs">{key}</span>
      </th>
      <Cell name={t('column-status')}>
        <StatusPill status={status} />
      </Cell>
      <Cell name={t('column-inside')} className="md:text-right">
        <span className={inside === 0 ? 'text-ink-3' : 'font-semibold'}>{t('accounts', { count: inside })}</span>
      </Cell>
      <Cell name={t('column-live')}>
        {liveVersion === null ? <span className="text-ink-3">{t('none')}</span> : t('version', { number: liveVersion })}
      </Cell>
      <Cell name={t('column-changes')}>
        {hasChanges ? (
          <span className="font-medium text-warn-text">{t('changed')}</span>
        ) : (
          <span className="text-ink-3">{t(liveVersion === null ? 'neverPublished' : 'unchanged')}</span>
        )}
      </Cell>
      <Cell name={t('column-saved')} className="max-md:col-span-2">
        <Saved journey={journey} zone={zone} />
      </Cell>
    </tr>
  );
}

function Cell({ name, className, children }: { readonly name: string; readonly className?: string; readonly children: ReactNode }) {
  return (
    <td className={classes('border-b px-4 py-3.5 group-last:border-b-0 max-md:border-0 max-md:p-0!', className)}>
      <span className="label-caps block pb-0.5 md:hidden">{name}</span>
      {children}
    </td>
  );
}

function Saved({ journey: { updatedAt, updatedBy }, zone }: { readonly journey: JourneyLine; readonly zone: string }) {
  const date = useTranslations('date');
  const { date: day, time } = localClock(Date.parse(updatedAt), zone);
  return (
    <>
      <time dateTime={updatedAt} className="whitespace-nowrap text-ink-2">
        {date('at', { date: civilDate(date, day, 'day'), time })}
      </time>
      {updatedBy === null ? null : <span className="block truncate text-ink-3 text-xs">{updatedBy}</span>}
    </>
  );
}
