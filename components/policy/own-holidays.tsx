'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';
import { civilDate } from '#messages/civil-date.ts';
import type { ChangeOwn } from './country-rules.tsx';

interface OwnHolidaysProps {
  /** Those of which public holidays are known, the workspace's own first. */
  readonly countries: readonly { readonly code: string; readonly name: string; readonly holidays: readonly string[] }[];
  readonly own: OwnPolicy;
  readonly onChange?: ChangeOwn;
}

/** The public holidays of this year and the next in each country, and the days that the workspace adds or takes away. */
export function OwnHolidays({ countries, own, onChange }: OwnHolidaysProps) {
  const t = useTranslations('policy');
  const dates = useTranslations('date');
  const [date, setDate] = useState('');
  const { add, remove } = own.holidays;
  const day = (one: string) => civilDate(dates, one, 'short');
  const put = (change: Partial<OwnPolicy['holidays']>) => onChange?.({ ...own, holidays: { ...own.holidays, ...change } });
  const off = (one: string) => put({ add: add.filter((other) => other !== one), remove: remove.filter((other) => other !== one) });
  return (
    <section aria-labelledby="holidays" className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id="holidays" className="font-semibold text-lg">
          {t('holidays')}
        </h2>
        <p className="text-ink-2">{t('holidaysLead')}</p>
      </div>
      <div className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
        {countries.map(({ code, name, holidays }, index) => (
          <details key={code} open={index === 0}>
            <summary className="w-fit cursor-pointer rounded-sm font-medium">
              {name} <span className="font-normal text-ink-3 text-sm">{t('holidayCount', { count: holidays.length })}</span>
            </summary>
            <ul className="grid grid-cols-2 gap-x-4 gap-y-1 pt-2 text-sm tabular-nums sm:grid-cols-4">
              {holidays.map((one) => (
                <li key={one} className={remove.includes(one) ? 'text-ink-3 line-through' : ''}>
                  {day(one)}
                </li>
              ))}
            </ul>
          </details>
        ))}
        {(['added', 'removed'] as const).map((kind) => {
          const list = kind === 'added' ? add : remove;
          return list.length === 0 ? null : (
            <div key={kind} className="flex flex-wrap items-center gap-2">
              <span className="text-ink-3 text-sm">{t(kind)}</span>
              {list.map((one) => (
                <Button
                  key={one}
                  size="small"
                  disabled={!onChange}
                  aria-label={t('holidayOff', { date: day(one) })}
                  onClick={() => off(one)}
                >
                  {day(one)} ×
                </Button>
              ))}
            </div>
          );
        })}
        {onChange ? (
          <div className="flex flex-wrap items-end gap-3 border-t pt-4">
            <TextField label={t('holidayDate')} type="date" value={date} onChange={({ target }) => setDate(target.value)} />
            <Button
              size="large"
              disabled={date === '' || add.includes(date)}
              onClick={() => put({ add: [...add, date], remove: remove.filter((one) => one !== date) })}
            >
              {t('holidayAdd')}
            </Button>
            <Button
              size="large"
              disabled={date === '' || remove.includes(date)}
              onClick={() => put({ remove: [...remove, date], add: add.filter((one) => one !== date) })}
            >
              {t('holidayRemove')}
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}
