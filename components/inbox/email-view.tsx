'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { EmailFrame } from '#components/contact/email-frame.tsx';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { MessageText } from './message-text.tsx';

interface EmailViewProps {
  readonly message: NonNullable<ContactDetail['message']>;
  readonly sender: string;
}

const LOOKS = ['asSeen', 'asText'] as const;

/** An e-mail as its reader sees it, or without formatting; in plain text alone where nothing else was sent. */
export function EmailView({ message: { subject, address, html, body, language }, sender }: EmailViewProps) {
  const t = useTranslations('inbox');
  const [look, setLook] = useState<(typeof LOOKS)[number]>('asSeen');
  return (
    <div className="overflow-hidden rounded-xl border bg-surface shadow-1">
      <div className="flex flex-col gap-2.5 border-b bg-sunken px-5 py-3.5 text-sm">
        <dl className="flex flex-col gap-1">
          <Line term={t('from')}>{sender}</Line>
          <Line term={t('to')}>{address}</Line>
          {subject ? (
            <Line term={t('subject')}>
              <span className="font-semibold text-ink">{subject}</span>
            </Line>
          ) : null}
        </dl>
        {html === null ? null : <Looks look={look} onLook={setLook} />}
      </div>
      {html === null || look === 'asText' ? (
        <div className="px-5 py-5 text-lg leading-relaxed" lang={language}>
          <MessageText text={body} />
        </div>
      ) : (
        <EmailFrame isWhole title={t('frame', { subject: subject ?? sender })} html={html} />
      )}
    </div>
  );
}

interface LooksProps {
  readonly look: (typeof LOOKS)[number];
  readonly onLook: (look: (typeof LOOKS)[number]) => void;
}

function Looks({ look, onLook }: LooksProps) {
  const t = useTranslations('inbox');
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
      <legend className="sr-only">{t('look')}</legend>
      {LOOKS.map((one) => (
        <label key={one} className="flex min-h-6 items-center gap-2 text-ink-2">
          <input type="radio" name={name} checked={look === one} onChange={() => onLook(one)} className="accent-brand" />
          {t(one)}
        </label>
      ))}
    </fieldset>
  );
}

function Line({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-14 shrink-0 text-ink-3">{term}</dt>
      <dd className="wrap-anywhere min-w-0 text-ink-2">{children}</dd>
    </div>
  );
}
