import { CalendarClock, FlaskConical, Radio } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Pill } from '#components/ui/pill.tsx';
import { civilDate } from '#messages/civil-date.ts';
import type { FrameWorkspace } from './shell-frame.tsx';

/** Whether what one does reaches people, and what day it is for a workspace whose clock is not the world's. */
export async function ClockPill({ workspace: { clock } }: { readonly workspace: FrameWorkspace }) {
  const [t, date] = await Promise.all([getTranslations('shell'), getTranslations('date')]);
  if (!clock) {
    return (
      <Pill tone="brand">
        <Radio aria-hidden className="size-3.5" />
        {t('live')}
      </Pill>
    );
  }
  return (
    <>
      <Pill tone="warn" title={t('testHint')}>
        <FlaskConical aria-hidden className="size-3.5" />
        {t('test')}
      </Pill>
      <Pill title={t('clock')}>
        <CalendarClock aria-hidden className="size-3.5" />
        <span className="sr-only">{t('clock')}</span>
        <time dateTime={`${clock.date}T${clock.time}`} className="font-medium text-ink">
          {civilDate(date, clock.date, 'short')}
        </time>
        {clock.time}
      </Pill>
    </>
  );
}
