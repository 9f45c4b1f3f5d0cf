'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AnswerPanel } from '#components/contact/answer-panel.tsx';
import { StatusMark } from '#components/contact/status-mark.tsx';
import { useExplanation } from '#components/contact/use-explanation.ts';
import { useChannelName } from '#components/contact/words.ts';
import { Failure } from '#components/failure/failure.tsx';
import { channelIcon } from '#components/icon/channel-icon.ts';
import { Button } from '#components/ui/button.tsx';
import { call } from '#lib/api/call.ts';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { contactKey, contactUrl } from '#lib/api/contacts-route.ts';
import type { TimelineEntry } from '#lib/api/debtors.ts';
import { type EntryProps, Line } from './timeline-line.tsx';

type ContactEntryProps = Omit<EntryProps, 'entry'> & { readonly entry: Extract<TimelineEntry, { kind: 'contact' }> };

/** A contact: its first words, how far it came and why it was made; its message in the inbox, and an answer to it. */
export function ContactEntry({ entry, country, answeringOn, mayReadInbox }: ContactEntryProps) {
  const t = useTranslations('debtor');
  const channelName = useChannelName();
  const say = useExplanation();
  const [isAnswering, setIsAnswering] = useState(false);
  const { channel, status, accounts, when, preview, why, contact } = entry;
  return (
    <Line picture={channelIcon(channel)} time={when.time} title={channelName(channel)} accounts={accounts}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark status={status} />
        {preview === null ? null : <span className="wrap-anywhere min-w-0 text-base">{preview}</span>}
      </div>
      {why ? <p className="text-base text-ink-2">{say(why)}</p> : null}
      {mayReadInbox ? (
        <div className="flex flex-wrap gap-2 pt-1">
          <Button asChild size="small">
            <Link href={`/inbox?contact=${contact}`}>{t('message')}</Link>
          </Button>
          {answeringOn !== null ? (
            <Button size="small" aria-expanded={isAnswering} onClick={() => setIsAnswering(!isAnswering)}>
              {t('answer')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isAnswering && answeringOn !== null ? <Answering contact={contact} country={country} today={answeringOn} /> : null}
    </Line>
  );
}

function Answering({ contact, country, today }: { readonly contact: string; readonly country: string; readonly today: string }) {
  const t = useTranslations('debtor');
  const lists = useTranslations('debtors');
  const query = useQuery({
    queryKey: contactKey(contact),
    queryFn: ({ signal }) => call<ContactDetail>(contactUrl(contact), { signal }),
  });
  if (query.isPending) return <p className="text-ink-2 text-sm">{t('loading')}</p>;
  if (!query.data) return <Failure title={lists('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="pt-2">
      <AnswerPanel contact={query.data} country={country} today={today} />
    </div>
  );
}
