'use client';

import { useTranslations } from 'next-intl';
import type { MouseEvent } from 'react';
import { ChannelPicture } from '#components/contact/channel-picture.tsx';
import { usePlaceName } from '#components/contact/place-of.ts';
import { StatusMark } from '#components/contact/status-mark.tsx';
import { useChannelName } from '#components/contact/words.ts';
import { classes } from '#components/ui/classes.ts';
import { DayChip } from '#components/ui/day-chip.tsx';
import type { ContactRow } from '#lib/api/contacts.ts';
import type { ContactsFilter } from '#lib/api/contacts-route.ts';
import { inboxPath } from './inbox-address.ts';

interface ContactLineProps {
  readonly row: ContactRow;
  readonly filter: ContactsFilter;
  /** The workspace's zone: a debtor's place is named where it is another. */
  readonly zone: string;
  readonly isOpen: boolean;
  /** One line of the list is reached by Tab; the arrows do the rest. */
  readonly isTabStop: boolean;
  readonly onOpen: (key: string) => void;
}

/** One contact in the list: who, when by their clock, its first words, the day in its heat, how far it came. */
export function ContactLine({ row, filter, zone, isOpen, isTabStop, onOpen }: ContactLineProps) {
  const t = useTranslations('inbox');
  const channelName = useChannelName();
  const placeName = usePlaceName();
  const { key, debtor, accounts, day, bucket, channel, local, status } = row;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(key);
  };
  return (
    <li data-heat={bucket ?? 'none'} className="lazy-line border-b">
      <a
        href={inboxPath({ filter, contact: key })}
        data-contact={key}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onClick={open}
        className={classes(
          'relative flex gap-3 py-3 pr-4 pl-4 transition-colors focus-visible:-outline-offset-2',
          'before:absolute before:inset-y-0 before:left-0 before:w-1 before:bg-heat',
          isOpen ? 'lg:bg-brand-soft' : 'hover:bg-sunken',
        )}
      >
        <ChannelPicture channel={channel} className={isOpen ? 'lg:bg-surface' : undefined} />
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-semibold">{debtor.name ?? t('noName')}</span>
            <time dateTime={row.queuedAt} className="ml-auto shrink-0 text-ink-2 text-xs">
              {debtor.zone === zone ? null : <span className="pr-1 text-ink-3">{placeName(debtor.zone)}</span>}
              {local.time}
            </time>
          </span>
          <Opening row={row} />
          <span className="flex items-center gap-2 pt-0.5 text-ink-2 text-xs">
            <span className="sr-only">{channelName(channel)}</span>
            {day === null || bucket === null ? <span className="text-ink-3">{t('noDue')}</span> : <DayChip day={day} heat={bucket} />}
            <span className="truncate">
              {accounts[0]?.externalId}
              {accounts.length > 1 ? ` ${t('moreAccounts', { count: accounts.length - 1 })}` : null}
              {` · ${row.node.label ?? row.node.id}`}
            </span>
            <span className="ml-auto flex">
              <StatusMark status={status} />
            </span>
          </span>
        </span>
      </a>
    </li>
  );
}

function Opening({ row: { preview, status } }: { readonly row: ContactRow }) {
  const t = useTranslations('inbox');
  if (preview !== null) return <span className="truncate text-ink-2 text-sm">{preview}</span>;
  return <span className="truncate text-ink-3 text-sm italic">{t(status === 'queued' ? 'nothingRendered' : 'nothingSent')}</span>;
}
