'use client';

import { Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { Clock, ClockMove } from '#lib/api/clock.ts';
import { wayOf } from '#lib/api/clock-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { clockOutcome } from './clock-outcome.ts';
import { formatMoment } from './format-moment.ts';

interface ClockMovingProps {
  readonly clock: Clock;
  readonly move: ClockMove;
  /** True where one asked for a move and found another under way. */
  readonly isOther: boolean;
  /** Null for whoever may not stop it. */
  readonly onStop: (() => void) | null;
  readonly isStopping: boolean;
}

/** A move under way: where to, how far, what happened on the way. It goes on when the page is left. */
export function ClockMoving({ clock, move, isOther, onStop, isStopping }: ClockMovingProps) {
  const [t, dates] = [useTranslations('clock'), useTranslations('date')];
  const way = wayOf(clock, move);
  const standing = formatMoment(dates, clock.local, 'short');
  return (
    <div className="flex flex-col gap-3 rounded-lg bg-sunken px-3 py-3 text-sm">
      {isOther ? <p className="text-warn-text">{t('begunByOther')}</p> : null}
      <div>
        <p className="font-medium">{clockOutcome(t, dates, clock)}</p>
        {move.by ? <p className="text-ink-2">{t('movingBy', { name: move.by })}</p> : null}
      </div>
      <div
        role="progressbar"
        aria-label={t('progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(way * 100)}
        aria-valuetext={standing}
        className="h-1.5 overflow-hidden rounded-2xl bg-line"
      >
        <span className="block h-full origin-left rounded-2xl bg-brand transition-transform" style={{ transform: `scaleX(${way})` }} />
      </div>
      <div className="flex items-center justify-between gap-3">
        <p className="text-ink-2">
          {t('standing', { date: civilDate(dates, clock.local.date, 'short'), time: clock.local.time })}
          <br />
          {t('contacts', { count: move.contacts })}
        </p>
        {onStop ? (
          <Button size="small" onClick={onStop} disabled={isStopping} className="max-lg:h-10">
            <Square aria-hidden className="size-3.5" />
            {t(isStopping ? 'stopping' : 'stop')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
