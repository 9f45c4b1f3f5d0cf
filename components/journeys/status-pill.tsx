import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { JourneyStatus } from '#lib/api/journeys.ts';

const looks: Readonly<Record<JourneyStatus, { readonly frame: string; readonly dot: string }>> = {
  draft: { frame: 'border-line bg-sunken text-ink-2', dot: 'bg-ink-3' },
  live: { frame: 'border-ok/35 bg-ok/8 text-ok-text', dot: 'bg-ok' },
  paused: { frame: 'border-warn/40 bg-warn/10 text-warn-text', dot: 'bg-warn' },
};

/** What a journey is, in a word and a colour. */
export function StatusPill({ status }: { readonly status: JourneyStatus }) {
  const t = useTranslations('journeys');
  const { frame, dot } = looks[status];
  return (
    <span className={classes('inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-2xl border px-2 font-medium text-xs', frame)}>
      <span aria-hidden className={classes('size-1.5 rounded-2xl', dot)} />
      {t(`status-${status}`)}
    </span>
  );
}
