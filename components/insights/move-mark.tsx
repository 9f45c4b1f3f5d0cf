'use client';

import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import type { Move } from './headline.ts';
import { useSaying } from './insights-setting.ts';

const LOOKS = { good: 'text-ok-text', bad: 'text-bad-text', same: 'text-ink-2', neither: 'text-ink-2' };

/** ▲ or ▼ and by how much, green where that is good and red where it is not; what it was before stands beside it. */
export function MoveMark({ kpi, move, currency }: { readonly kpi: KpiKey; readonly move: Move; readonly currency: string }) {
  const t = useTranslations('insights');
  const { numbers } = useSaying();
  if (move.is === 'same') return <span className="text-ink-2">{t('judged.same')}</span>;
  const size = Math.abs(move.by);
  const by =
    move.told === 'points'
      ? t('points', { value: numbers.decimal(size * 100) })
      : move.told === 'days'
        ? t('days', { value: numbers.decimal(size) })
        : numbers.share(size);
  const way = move.by > 0 ? 'up' : 'down';
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <span className={classes('whitespace-nowrap font-medium', LOOKS[move.is])}>
        <span aria-hidden>
          {way === 'up' ? '▲' : '▼'} {by}
        </span>
        <span className="sr-only">
          {t(way === 'up' ? 'rises' : 'falls', { by })}, {t(`judged.${move.is}`)}
        </span>
      </span>
      <span className="whitespace-nowrap text-ink-3">{t('before', { value: numbers.figure(kpi, move.before, currency, true) })}</span>
    </span>
  );
}
