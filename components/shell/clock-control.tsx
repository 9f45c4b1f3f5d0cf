'use client';

import { CalendarClock, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Clock } from '#lib/api/clock.ts';
import { wayOf } from '#lib/api/clock-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { clockOutcome } from './clock-outcome.ts';
import { ClockPanel } from './clock-panel.tsx';
import { CLOCK_PANEL } from './clock-panel-id.ts';
import { isMoving, useClock } from './use-clock.ts';

interface ClockControlProps {
  readonly first: Clock;
  /** The city by whose time the clock is read. */
  readonly place: string;
  readonly canMove: boolean;
}

/** What day it is in a test workspace; opens the panel from which time passes. It follows a move, whoever asked for it. */
export function ClockControl({ first, place, canMove }: ClockControlProps) {
  const [t, dates] = [useTranslations('clock'), useTranslations('date')];
  const hands = useClock(first);
  const { clock } = hands;
  const moving = isMoving(clock);
  const date = civilDate(dates, clock.local.date, 'short');
  return (
    <>
      <button
        type="button"
        popoverTarget={CLOCK_PANEL}
        aria-label={t('button', { date, time: clock.local.time })}
        title={t('title')}
        className="relative flex h-8 items-center gap-1.5 overflow-hidden rounded-md border bg-surface px-2.5 text-ink-2 text-sm transition-colors hover:bg-sunken max-lg:h-9"
      >
        {moving ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-brand" />
        ) : (
          <CalendarClock aria-hidden className="size-4 text-ink-3" />
        )}
        <time dateTime={`${clock.local.date}T${clock.local.time}`} className="font-medium text-ink">
          {date}
        </time>
        {clock.local.time}
        {moving && clock.move ? <WayLine way={wayOf(clock, clock.move)} /> : null}
      </button>
      <span role="status" className="sr-only">
        {hands.isSeen ? clockOutcome(t, dates, clock) : null}
      </span>
      <div id={CLOCK_PANEL} popover="auto" className="clock-place rounded-xl border bg-raised p-4 text-ink shadow-3">
        <ClockPanel hands={hands} place={place} canMove={canMove} />
      </div>
    </>
  );
}

/** How far the move is, along the foot of the button. */
function WayLine({ way }: { readonly way: number }) {
  return (
    <span
      aria-hidden
      className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-brand transition-transform"
      style={{ transform: `scaleX(${way})` }}
    />
  );
}
