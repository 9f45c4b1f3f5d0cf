'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { AnswerPanel } from '#components/contact/answer-panel.tsx';
import { DueAxis } from '#components/contact/due-axis.tsx';
import { StatusMark } from '#components/contact/status-mark.tsx';
import { useExplanation } from '#components/contact/use-explanation.ts';
import { useChannelName } from '#components/contact/words.ts';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { dayLabel } from '#components/ui/day-chip.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { call } from '#lib/api/call.ts';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { contactKey, contactUrl } from '#lib/api/contacts-route.ts';
import { ContactFacts } from './contact-facts.tsx';
import type { InboxWorkspace } from './inbox-screen.tsx';
import { ReaderSkeleton } from './inbox-skeleton.tsx';
import { MessageView } from './message-view.tsx';

/** A contact that may still change is asked for anew. */
const ASK_AGAIN_MS = 10_000;
const CHANGING: readonly string[] = ['queued', 'sent', 'delivered'];

interface ContactReaderProps {
  readonly contact: string;
  /** False where it is shown only because none was chosen. */
  readonly isChosen: boolean;
  readonly workspace: InboxWorkspace;
  readonly onClose: () => void;
}

/** The open contact: the message as its channel shows it, where it stands in time, why, and its facts at the side. */
export function ContactReader({ contact, isChosen, workspace, onClose }: ContactReaderProps) {
  const t = useTranslations('inbox');
  const query = useQuery({
    queryKey: contactKey(contact),
    queryFn: ({ signal }) => call<ContactDetail>(contactUrl(contact), { signal }),
    refetchInterval: ({ state }) => (state.data && CHANGING.includes(state.data.status) ? ASK_AGAIN_MS : false),
  });
  const backRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // On a phone the list is gone: whoever came by keyboard goes on from here.
    if (isChosen && !window.matchMedia('(width >= 64rem)').matches) backRef.current?.focus({ preventScroll: true });
  }, [isChosen]);
  useEscape(contact, isChosen, onClose);
  return (
    <div className="thin-scroll flex h-full flex-col overflow-y-auto">
      <div className="sticky top-0 z-10 border-b bg-surface px-2 py-1 lg:hidden">
        <h1 className="sr-only">{t('title')}</h1>
        <Button ref={backRef} look="quiet" onClick={onClose}>
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Button>
      </div>
      {query.data ? <Opened contact={query.data} workspace={workspace} /> : null}
      {query.isPending ? <ReaderSkeleton /> : null}
      {query.error && !query.data ? (
        <Failure title={t('brokenDetailTitle')} refused={t('refusedTitle')} error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
    </div>
  );
}

/** Escape leaves the contact for its line in the list. */
function useEscape(contact: string, isChosen: boolean, onClose: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isChosen || document.querySelector(':popover-open')) return;
      onClose();
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-contact="${contact}"]`)?.focus());
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [contact, isChosen, onClose]);
}

function Opened({ contact, workspace }: { readonly contact: ContactDetail; readonly workspace: InboxWorkspace }) {
  const t = useTranslations('inbox');
  const channelName = useChannelName();
  const say = useExplanation();
  const why = contact.why ? say(contact.why) : null;
  const { debtor, channel, message, status } = contact;
  // What went wrong is said where the message stands; what went well, below it.
  const isAmiss = status === 'failed' || status === 'unknown' || status === 'cancelled';
  // A push has no address of its own: it goes to so many devices.
  const addressOf = (by: string, address: string) =>
    by === 'push' && Number(address) > 0 ? t('devices', { count: Number(address) }) : address;
  return (
    <div className="flex flex-1 flex-col xl:flex-row">
      <article aria-label={t('message')} className="mx-auto flex w-full min-w-0 max-w-2xl flex-1 flex-col gap-6 px-5 py-6 lg:px-8 lg:py-8">
        <header className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h2 className="min-w-0 font-semibold text-2xl tracking-tight">{debtor.name ?? t('noName')}</h2>
            <StatusMark asBadge status={status} />
          </div>
          <p className="text-ink-2">
            {channelName(channel)}
            {message ? ` · ${addressOf(channel, message.address)}` : null}
          </p>
        </header>
        <Standing contact={contact} />
        {why && isAmiss && message ? <Notice tone={status === 'failed' ? 'bad' : 'warn'}>{why}</Notice> : null}
        <MessageView contact={contact} sender={workspace.name} reason={isAmiss ? why : null} />
        {why && !isAmiss ? <Why sentence={why} /> : null}
        {workspace.answeringOn ? (
          <AnswerPanel key={contact.key} contact={contact} country={workspace.country} today={workspace.answeringOn} />
        ) : null}
      </article>
      <ContactFacts contact={contact} country={workspace.country} />
    </div>
  );
}

/** Where the contact stood towards the due date. */
function Standing({ contact: { day, bucket, local } }: { readonly contact: ContactDetail }) {
  const t = useTranslations('inbox');
  if (day === null || bucket === null)
    return <p className="rounded-lg border border-dashed px-3 py-2.5 text-ink-2 text-sm">{t('axisNone')}</p>;
  return <DueAxis label={t('axis', { day: dayLabel(day) })} marks={[{ key: 'contact', day, heat: bucket, flag: local.time }]} />;
}

function Why({ sentence }: { readonly sentence: string }) {
  const t = useTranslations('why');
  return (
    <section className="flex flex-col gap-1.5 border-l-2 border-brand pl-4">
      <h3 className="label-caps">{t('title')}</h3>
      <p className="text-base text-ink-2">{sentence}</p>
    </section>
  );
}
