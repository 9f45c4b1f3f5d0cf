'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ChannelPicture } from '#components/contact/channel-picture.tsx';
import { useChannelName } from '#components/contact/words.ts';
import { classes } from '#components/ui/classes.ts';
import type { DebtorDetail, DebtorReach } from '#lib/api/debtors.ts';
import { civilDate } from '#messages/civil-date.ts';

/** How the debtor is reached: addresses, consent, and what they prefer. */
export function DebtorChannels({ debtor: { channels, preference } }: { readonly debtor: DebtorDetail }) {
  const t = useTranslations('debtor');
  const date = useTranslations('date');
  const since = preference?.since ? t('since', { date: civilDate(date, preference.since, 'day') }) : null;
  const hours = preference?.from && preference.to ? t('hours', { from: preference.from, to: preference.to }) : null;
  return (
    <section aria-label={t('channels')} className="flex flex-col gap-2">
      <h2 className="label-caps">{t('channels')}</h2>
      <ul className="flex flex-col rounded-lg border bg-surface">
        {channels.map((reach) => (
          <Line
            key={reach.channel}
            reach={reach}
            preferred={reach.channel === preference?.channel ? [t('preferred'), since, hours].filter(Boolean).join(' · ') : null}
          />
        ))}
      </ul>
    </section>
  );
}

function Line({
  reach: { channel, address, consent, lack },
  preferred,
}: {
  readonly reach: DebtorReach;
  readonly preferred: string | null;
}) {
  const t = useTranslations('debtor');
  const channelName = useChannelName();
  const shown = address !== null && channel === 'push' ? t('devices', { count: Number(address) }) : address;
  return (
    <li className="flex items-start gap-3 border-b px-3 py-2.5 last:border-b-0">
      <ChannelPicture channel={channel} className={lack === null ? undefined : 'opacity-60'} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline justify-between gap-2">
          <span className="font-medium">{channelName(channel)}</span>
          <span
            className={classes('shrink-0 text-xs', lack === null ? 'text-ok-text' : lack === 'address' ? 'text-ink-3' : 'text-bad-text')}
          >
            {t(lack === null ? (consent === 'granted' ? 'granted' : 'reachable') : `lack-${lack}`)}
          </span>
        </span>
        {shown === null ? null : <span className="wrap-anywhere text-ink-2 text-sm">{shown}</span>}
        {preferred === null ? null : (
          <span className="flex items-center gap-1.5 text-brand-strong text-sm">
            <Star aria-hidden className="size-3.5 shrink-0" />
            {preferred}
          </span>
        )}
      </span>
    </li>
  );
}
