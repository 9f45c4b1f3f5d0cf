'use client';

import { Ban, Bell, CheckCheck, Clock, Volume2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { EmailView } from './email-view.tsx';
import { MessageText } from './message-text.tsx';

type Message = NonNullable<ContactDetail['message']>;

interface ShownProps {
  readonly message: Message;
  readonly contact: ContactDetail;
  readonly sender: string;
}

const views: Readonly<Record<string, (props: ShownProps) => ReactNode>> = {
  email: EmailView,
  sms: SmsView,
  whatsapp: WhatsappView,
  push: PushView,
  voice: VoiceView,
  letter: LetterView,
};

/** The words as they were sent, in the shape in which the debtor meets them; or why there are none. */
export function MessageView({ contact, sender, reason }: Omit<ShownProps, 'message'> & { readonly reason: string | null }) {
  const { message, channel } = contact;
  if (!message) return <Unwritten isQueued={contact.status === 'queued'} reason={reason} />;
  const View = views[channel] ?? LetterView;
  return <View message={message} contact={contact} sender={sender} />;
}

function Unwritten({ isQueued, reason }: { readonly isQueued: boolean; readonly reason: string | null }) {
  const t = useTranslations('inbox');
  const Picture = isQueued ? Clock : Ban;
  return (
    <div className="flex items-start gap-3.5 rounded-xl border border-edge/60 border-dashed px-5 py-6">
      <Picture aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-3" />
      <div className="flex flex-col gap-1">
        {reason ? <p className="font-medium">{reason}</p> : null}
        <p className="text-ink-2">{t(isQueued ? 'queuedNoText' : 'cancelledNoText')}</p>
      </div>
    </div>
  );
}

/** A conversation on a phone: who writes, and one bubble. */
function Phone({ sender, time, children }: { readonly sender: string; readonly time: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-xl border bg-sunken px-4 pt-3 pb-6 sm:px-6">
      <p className="pb-4 text-center text-ink-3 text-xs">
        <span className="font-medium text-ink-2">{sender}</span> · {time}
      </p>
      {children}
    </div>
  );
}

const bubble = 'max-w-md rounded-2xl rounded-bl-xs px-4 py-3 text-lg leading-relaxed shadow-1';

function SmsView({ message, contact, sender }: ShownProps) {
  return (
    <Phone sender={sender} time={timeOf(contact)}>
      <div lang={message.language} className={classes(bubble, 'bg-surface')}>
        <MessageText text={message.body} />
      </div>
    </Phone>
  );
}

function WhatsappView({ message, contact, sender }: ShownProps) {
  return (
    <Phone sender={sender} time={timeOf(contact)}>
      <div lang={message.language} className={classes(bubble, 'border border-ok/25 bg-surface')}>
        <MessageText text={message.body} />
        <p className="flex items-center justify-end gap-1 pt-1 text-ink-3 text-xs">
          {timeOf(contact)}
          {contact.status === 'read' || contact.status === 'answered' ? <CheckCheck aria-hidden className="size-3.5 text-ok-text" /> : null}
        </p>
      </div>
    </Phone>
  );
}

function PushView({ message, contact, sender }: ShownProps) {
  return (
    <div className="rounded-xl border bg-sunken px-4 py-8 sm:px-10">
      <div lang={message.language} className="flex gap-3 rounded-xl bg-surface px-4 py-3.5 shadow-2">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-brand text-brand-ink">
          <Bell aria-hidden className="size-4.5" />
        </span>
        <div className="min-w-0">
          <p className="flex justify-between gap-3 text-ink-3 text-xs">
            <span>{sender}</span>
            <span>{timeOf(contact)}</span>
          </p>
          {message.subject ? <p className="font-semibold">{message.subject}</p> : null}
          <MessageText text={message.body} />
        </div>
      </div>
    </div>
  );
}

function VoiceView({ message }: ShownProps) {
  const t = useTranslations('inbox');
  return (
    <div className="rounded-xl border bg-surface px-5 py-4 shadow-1">
      <p className="flex items-center gap-2 pb-3 text-ink-3 text-sm">
        <Volume2 aria-hidden className="size-4" />
        {t('spoken')}
      </p>
      <blockquote lang={message.language} className="border-brand border-l-2 pl-4 text-lg leading-relaxed">
        <MessageText text={message.body} />
      </blockquote>
    </div>
  );
}

function LetterView({ message, sender }: ShownProps) {
  return (
    <div lang={message.language} className="rounded-sm border bg-surface px-6 py-8 shadow-2 sm:px-12 sm:py-12">
      <p className="text-ink-2 text-sm">{sender}</p>
      <p className="whitespace-pre-line pt-6 pb-8 text-sm">{message.address}</p>
      {message.subject ? <p className="pb-4 font-semibold text-lg">{message.subject}</p> : null}
      <div className="text-lg leading-relaxed">
        <MessageText text={message.body} />
      </div>
    </div>
  );
}

/** When it left, by the debtor's clock; until it has, when it was queued. */
function timeOf(contact: ContactDetail): string {
  return (contact.sent ?? contact.queued).time;
}
