'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { WEEKDAYS, type Weekday, type Window } from '#lib/policy/rule.ts';

type Week = Readonly<Record<Weekday, readonly Window[]>>;

interface WeekFieldsProps {
  readonly week: Week;
  /** The day whose hours are at fault, and why. */
  readonly fault: { readonly day: Weekday; readonly text: string } | null;
  readonly onChange: (week: Week) => void;
}

/** The hours of each weekday: none, one span or several. */
export function WeekFields({ week, fault, onChange }: WeekFieldsProps) {
  const t = useTranslations('policy');
  const names = useTranslations('date')('weekdaysLong').split(' ');
  return (
    <fieldset className="w-full">
      <legend className="pb-1.5 font-medium text-ink-2 text-sm">{t('week')}</legend>
      <ul className="divide-y rounded-lg border">
        {WEEKDAYS.map((day, index) => (
          <DayLine
            key={day}
            name={names[index] ?? day}
            windows={week[day]}
            fault={fault?.day === day ? fault.text : null}
            onChange={(windows) => onChange({ ...week, [day]: windows })}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface DayLineProps {
  readonly name: string;
  readonly windows: readonly Window[];
  readonly fault: string | null;
  readonly onChange: (windows: readonly Window[]) => void;
}

function DayLine({ name, windows, fault, onChange }: DayLineProps) {
  const t = useTranslations('policy');
  const id = useId();
  const replace = (place: number, window: Window | null) =>
    onChange(windows.flatMap((one, index) => (index === place ? (window ? [window] : []) : [one])));
  return (
    <li className="flex flex-col gap-1 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="w-24 shrink-0 first-letter:uppercase">{name}</span>
        {windows.length === 0 ? <span className="text-ink-3">{t('closedDay')}</span> : null}
        {windows.map(([from, to], place) => (
          <span key={placeOf(windows, place)} className="flex items-center gap-1.5">
            <TimeInput
              label={t('opensOn', { day: name, number: place + 1 })}
              value={from}
              {...(fault ? { fault: id } : {})}
              onChange={(time) => replace(place, [time, to])}
            />
            <span aria-hidden>–</span>
            <TimeInput
              label={t('closesOn', { day: name, number: place + 1 })}
              value={to}
              {...(fault ? { fault: id } : {})}
              onChange={(time) => replace(place, [from, time])}
            />
            <IconButton label={t('takeHours', { day: name, number: place + 1 })} onClick={() => replace(place, null)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </span>
        ))}
        <Button
          size="small"
          look="quiet"
          aria-label={t('addHoursOn', { day: name })}
          onClick={() => onChange([...windows, windows.length === 0 ? ['08:00', '18:00'] : ['', '']])}
        >
          <Plus aria-hidden className="size-3.5" />
          {t('addHours')}
        </Button>
      </div>
      {fault ? (
        <p id={id} className="text-bad-text text-sm">
          {fault}
        </p>
      ) : null}
    </li>
  );
}

interface TimeInputProps {
  readonly label: string;
  readonly value: string;
  /** The id of what says what is wrong with it. */
  readonly fault?: string;
  readonly onChange: (time: string) => void;
}

function TimeInput({ label, value, fault, onChange }: TimeInputProps) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={fault ? true : undefined}
      aria-describedby={fault}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={classes(control, 'h-9 w-28 px-2')}
    />
  );
}

/** Spans of a day have no name of their own: they are known by their place. */
function placeOf(windows: readonly Window[], place: number): string {
  return `${windows.length} ${place}`;
}
