'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, LoaderCircle, type LucideIcon, SkipForward } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import type { Clock, MoveClock } from '#lib/api/clock.ts';

function moveClock(advance: 'day' | 'next'): Promise<Clock> {
  const body: MoveClock = { advance };
  return call('/api/v1/clock', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** Lets time pass in a test workspace: a day, or until something is due. Everything due has happened when it comes back. */
export function ClockButtons() {
  const t = useTranslations('clock');
  const problems = useTranslations('problem');
  const router = useRouter();
  const memory = useQueryClient();
  const move = useMutation({
    mutationFn: moveClock,
    onSettled: () => {
      // The header's date is the server's; what the screens remember may be of yesterday.
      router.refresh();
      return memory.invalidateQueries();
    },
  });
  const busy = move.isPending ? move.variables : null;
  return (
    <>
      {move.error ? (
        <p role="alert" className="text-bad-text text-sm">
          {move.error instanceof CallFailed && move.error.problem ? move.error.problem.title : problems('offline')}
        </p>
      ) : null}
      <span role="status" className="sr-only">
        {move.isPending ? t('moving') : null}
      </span>
      <ClockButton
        label={t('day')}
        picture={CalendarPlus}
        isBusy={busy === 'day'}
        isOff={busy !== null}
        onPress={() => move.mutate('day')}
      />
      <ClockButton
        label={t('next')}
        picture={SkipForward}
        isBusy={busy === 'next'}
        isOff={busy !== null}
        onPress={() => move.mutate('next')}
      />
    </>
  );
}

interface ClockButtonProps {
  readonly label: string;
  readonly picture: LucideIcon;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

/** On a phone only its picture is seen. */
function ClockButton({ label, picture: Picture, isBusy, isOff, onPress }: ClockButtonProps) {
  return (
    <Button size="small" disabled={isOff} onClick={onPress} title={label} className="max-lg:size-9 max-lg:px-0">
      {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <Picture aria-hidden className="size-4" />}
      <span className="max-lg:sr-only">{label}</span>
    </Button>
  );
}
