'use client';

import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import { bothWays, type DateOrder, type Shown } from '#lib/api/import-evidence.ts';
import type { FileSight } from '#lib/api/imports.ts';
import { isLocalDate } from '#lib/base/civil.ts';
import { civilDate } from '#messages/civil-date.ts';
import { ChoiceList } from './choice-list.tsx';
import type { Decision } from './mapping-draft.ts';

const ORDERS = ['dmy', 'mdy', 'ymd'] as const;

interface DateChoiceProps {
  readonly sight: FileSight;
  readonly decision: Decision;
  readonly onChange: (order: DateOrder) => void;
}

/** The order of dates: proven by a cell, which is shown, or decided by a person before anything is read. */
export function DateChoice({ sight, decision, onChange }: DateChoiceProps) {
  const t = useTranslations('importing');
  const { dateEvidence: evidence, dates } = decision;
  const cell =
    evidence.kind === 'proven'
      ? evidence.proof
      : evidence.kind === 'open'
        ? evidence.example
        : evidence.kind === 'mixed'
          ? evidence.mdy
          : null;
  const against = contradiction(decision);
  return (
    <ChoiceList
      legend={t('dates')}
      options={ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
      value={dates}
      onChange={onChange}
    >
      {against ? (
        <p className="font-medium text-bad-text">{t('datesAgainst', { ...against, line: String(against.line) })}</p>
      ) : (
        <Evidence sight={sight} decision={decision} />
      )}
      {cell ? <BothWays cell={cell} dates={dates} /> : null}
    </ChoiceList>
  );
}

/** A cell that is no date in the order that was chosen. */
function contradiction({ dateEvidence: evidence, dates }: Decision): Shown | null {
  if (evidence.kind !== 'proven' || evidence.order === 'ymd' || dates === evidence.order) return null;
  return evidence.proof;
}

function Evidence({ sight, decision }: Pick<DateChoiceProps, 'sight' | 'decision'>) {
  const t = useTranslations('importing');
  const { dateEvidence: evidence, dates } = decision;
  switch (evidence.kind) {
    case 'none':
      return <p className="text-ink-2">{t('datesNone')}</p>;
    case 'open':
      return (
        <p className={dates === null ? 'font-medium text-warn-text' : 'text-ink-2'}>
          {t('datesOpen', { cell: evidence.example.cell, heading: evidence.example.heading })}
        </p>
      );
    case 'mixed':
      return <p className="font-medium text-warn-text">{t('datesMixed', { dmy: evidence.dmy.cell, mdy: evidence.mdy.cell })}</p>;
    case 'proven': {
      if (evidence.order === 'ymd') return <p className="text-ink-2">{t(sight.kind === 'xlsx' ? 'datesReal' : 'datesYear')}</p>;
      const { cell, heading, line } = evidence.proof;
      return <p className="text-ink-2">{t('datesProven', { cell, heading, line: String(line), order: t(`order.${evidence.order}`) })}</p>;
    }
  }
}

/** One cell read with the day first and with the month first. */
function BothWays({ cell, dates }: { readonly cell: Shown; readonly dates: DateOrder | null }) {
  const t = useTranslations('importing');
  const words = useTranslations('date');
  const read = bothWays(cell.cell);
  if (!read) return null;
  return (
    <div className="rounded-md bg-sunken px-3 py-2">
      <p className="text-ink-3 text-xs">{t('bothWays', { cell: cell.cell })}</p>
      <dl className="mt-1 grid grid-cols-2 gap-x-3">
        {(['dmy', 'mdy'] as const).map((order) => (
          <div key={order} className={classes('min-w-0', dates !== null && dates !== order ? 'text-ink-3' : 'text-ink')}>
            <dt className="truncate text-xs">{t(`order.${order}`)}</dt>
            <dd className="font-semibold">{isLocalDate(read[order]) ? civilDate(words, read[order], 'day') : t('noDate')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
