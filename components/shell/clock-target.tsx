'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import type { Moment, MoveClock } from '#lib/api/clock.ts';
import { addDays, isLocalDate } from '#lib/base/civil.ts';

interface ClockTargetProps {
  readonly local: Moment;
  readonly isOff: boolean;
  readonly onGo: (target: MoveClock) => void;
}

/** A date and a time of day to move to, by the workspace's calendar. What lies behind the clock is refused here. */
export function ClockTarget({ local, isOff, onGo }: ClockTargetProps) {
  const [t, problems] = [useTranslations('clock'), useTranslations('problem')];
  const [fault, setFault] = useState<string | null>(null);
  const heading = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [date, time] = [String(form.get('date')), String(form.get('time'))];
    const wrong = faultOf(date, time);
    setFault(wrong);
    if (wrong === null) onGo({ date, time: time || '00:00' });
  }

  function faultOf(date: string, time: string): string | null {
    if (!isLocalDate(date)) return t('dateMissing');
    return `${date}T${time || '00:00'}` < `${local.date}T${local.time}` ? problems('clock-past') : null;
  }

  return (
    <form noValidate onSubmit={submit} aria-labelledby={heading} className="flex flex-col gap-2 border-t pt-3">
      <p id={heading} className="font-medium text-sm">
        {t('toDate')}
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label={t('date')}
          name="date"
          type="date"
          min={local.date}
          defaultValue={addDays(local.date, 30)}
          fault={fault}
          className="min-w-0 flex-1"
        />
        <TextField label={t('time')} name="time" type="time" defaultValue="00:00" className="w-36" />
      </div>
      <Button type="submit" look="primary" disabled={isOff} className="max-lg:h-11">
        {t('go')}
      </Button>
    </form>
  );
}
