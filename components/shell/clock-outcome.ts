import type { useTranslations } from 'next-intl';
import type { Clock } from '#lib/api/clock.ts';
import { civilDate } from '#messages/civil-date.ts';

/** In a sentence: where the newest move is going, or how it ended. Null where there was none. */
export function clockOutcome(
  t: ReturnType<typeof useTranslations<'clock'>>,
  dates: ReturnType<typeof useTranslations<'date'>>,
  { local, move }: Clock,
): string | null {
  if (!move) return null;
  const here = { date: civilDate(dates, local.date, 'short'), time: local.time };
  if (move.state === 'under-way') return t('moving', { date: civilDate(dates, move.to.date, 'short'), time: move.to.time });
  return move.state === 'arrived' ? t('arrived', { ...here, contacts: move.contacts }) : t(move.state, here);
}
