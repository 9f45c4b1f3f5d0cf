'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { EmailFrame } from '#components/contact/email-frame.tsx';
import { classes } from '#components/ui/classes.ts';

interface EmailPreviewProps {
  readonly subject: string | null;
  readonly address: string;
  readonly html: string;
  readonly body: string;
  readonly language: string;
  readonly isOld: boolean;
}

const LOOKS = ['lightMail', 'darkMail', 'asText'] as const;

/** An e-mail as one debtor reads it: by day, by night, or without formatting. */
export function EmailPreview({ subject, address, html, body, language, isOld }: EmailPreviewProps) {
  const t = useTranslations('messageEditor');
  const name = useId();
  const [look, setLook] = useState<(typeof LOOKS)[number]>('lightMail');
  return (
    <div className={classes('flex flex-col gap-3 transition-opacity', isOld ? 'opacity-60' : null)}>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        <legend className="sr-only">{t('look')}</legend>
        {LOOKS.map((one) => (
          <label key={one} className="flex min-h-6 items-center gap-2">
            <input type="radio" name={name} checked={look === one} onChange={() => setLook(one)} className="accent-brand" />
            {t(one)}
          </label>
        ))}
      </fieldset>
      <div className="overflow-hidden rounded-lg border bg-surface">
        <div className="flex flex-col gap-0.5 border-b bg-sunken px-3.5 py-2 text-sm">
          <span className="truncate text-ink-2">{address}</span>
          {subject ? <span className="font-semibold">{subject}</span> : null}
        </div>
        {look === 'asText' ? (
          <p lang={language} className="wrap-anywhere whitespace-pre-line px-3.5 py-3 leading-relaxed">
            {body}
          </p>
        ) : (
          <EmailFrame title={t('frame')} html={html} theme={look === 'darkMail' ? 'dark' : 'light'} />
        )}
      </div>
    </div>
  );
}
