'use client';

import { SkipForward } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { CallFailed } from '#lib/api/call.ts';
import { ClockMoving } from './clock-moving.tsx';
import { clockOutcome } from './clock-outcome.ts';
import { ClockTarget } from './clock-target.tsx';
import { formatMoment } from './format-moment.ts';
import { isMoving, type useClock } from './use-clock.ts';

interface ClockPanelProps {
  readonly hands: ReturnType<typeof useClock>;
  readonly place: string;
  readonly canMove: boolean;
}

/** Lets time pass: a day, a week, to the next thing due, to a date. While it passes, how far it is and a way to stop. */
export function ClockPanel({ hands, place, canMove }: ClockPanelProps) {
  const [t, dates] = [useTranslations('clock'), useTranslations('date')];
  const { clock, move, stop, isLost } = hands;
  const moving = isMoving(clock);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      <div className="flex flex-col gap-0.5">
        <p className="label-caps">{t('title')}</p>
        <p className="font-semibold text-lg">{formatMoment(dates, clock.local, 'long')}</p>
        <p className="text-ink-2 text-sm">
          {t('timeHint', { place })}. {canMove ? t('lead') : t('readOnly')}
        </p>
      </div>
      {isLost && moving ? <p className="text-sm text-warn-text">{t('lost')}</p> : null}
      {moving && clock.move ? (
        <ClockMoving
          clock={clock}
          move={clock.move}
          isOther={move.data?.begun === false}
          onStop={canMove ? () => stop.mutate(clock.move?.id ?? '') : null}
          isStopping={stop.isPending || clock.move.isStopping}
        />
      ) : (
        <Ended hands={hands} canMove={canMove} />
      )}
      {canMove && !moving ? <Choices hands={hands} /> : null}
      <Fault error={stop.error ?? move.error} />
    </section>
  );
}

/** How the newest move ended, where that is news or leaves something to do. */
function Ended({ hands: { clock, isSeen, move }, canMove }: Pick<ClockPanelProps, 'hands' | 'canMove'>) {
  const [t, dates] = [useTranslations('clock'), useTranslations('date')];
  if (!clock.move || (clock.move.state === 'arrived' && !isSeen)) return null;
  const { to, state } = clock.move;
  return (
    <div className="flex flex-col items-start gap-2 rounded-lg bg-sunken px-3 py-2.5 text-sm">
      <p className={state === 'arrived' ? 'text-ok-text' : 'text-ink-2'}>{clockOutcome(t, dates, clock)}</p>
      {canMove && state !== 'arrived' ? (
        <Button size="small" disabled={move.isPending} onClick={() => move.mutate({ to: to.at })}>
          {t('resume', { date: formatMoment(dates, to, 'short') })}
        </Button>
      ) : null}
    </div>
  );
}

function Choices({ hands: { clock, move } }: Pick<ClockPanelProps, 'hands'>) {
  const [t, dates] = [useTranslations('clock'), useTranslations('date')];
  const step = (advance: 'day' | 'week' | 'next') => () => move.mutate({ advance });
  const next = clock.localNext ? formatMoment(dates, clock.localNext, 'short') : t('nextNone');
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Button disabled={move.isPending} onClick={step('day')} className="px-2 text-sm max-lg:h-11">
          {t('day')}
        </Button>
        <Button disabled={move.isPending} onClick={step('week')} className="px-2 text-sm max-lg:h-11">
          {t('week')}
        </Button>
        <Button
          disabled={move.isPending || clock.localNext === null}
          onClick={step('next')}
          className="col-span-2 h-auto justify-start gap-2.5 py-2 text-left max-lg:py-2.5"
        >
          <SkipForward aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="flex min-w-0 flex-col">
            <span>{t('next')}</span>
            <span className="font-normal text-ink-3 text-xs">{next}</span>
          </span>
        </Button>
      </div>
      <ClockTarget key={clock.now} local={clock.local} isOff={move.isPending} onGo={(target) => move.mutate(target)} />
    </>
  );
}

function Fault({ error }: { readonly error: Error | null }) {
  const problems = useTranslations('problem');
  if (!error) return null;
  return (
    <p role="alert" className="text-bad-text text-sm">
      {error instanceof CallFailed && error.problem ? error.problem.title : problems('offline')}
    </p>
  );
}
