'use client';

import { Bell, Volume2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';
import type { Preview } from '#lib/api/message-templates.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { EmailPreview } from './email-preview.tsx';

interface MessagePreviewProps {
  readonly channel: Channel;
  readonly language: string;
  readonly preview: Preview;
  readonly isOld?: boolean;
}

/** A message as its channel shows it to one debtor; or what keeps it from being told to them. */
export function MessagePreview({ channel, language, preview, isOld = false }: MessagePreviewProps) {
  const t = useTranslations('messageEditor');
  if (!preview.ok) {
    if (preview.reader === null) return <p className="text-ink-2 text-sm">{t('noAccounts')}</p>;
    return (
      <div className="rounded-lg border border-warn/40 bg-warn/8 px-3.5 py-3 text-sm text-warn-text">
        <p className="font-medium">{t('notFor', { name: preview.reader.debtorName ?? preview.reader.debtor })}</p>
        <p className="pt-0.5 font-mono text-xs">{preview.problem}</p>
      </div>
    );
  }
  const { subject, body, reader, html, approved } = preview;
  if (html !== null)
    return (
      <EmailPreview
        subject={subject}
        address={reader.address ?? t('noAddress')}
        html={html}
        body={body}
        language={language}
        isOld={isOld}
      />
    );
  const Frame = frames[channel];
  return (
    <div className={classes('transition-opacity', isOld ? 'opacity-60' : null)}>
      <Frame subject={subject} address={reader.address ?? t('noAddress')}>
        <span lang={language} className="wrap-anywhere whitespace-pre-line">
          {body}
        </span>
      </Frame>
      {approved ? <ApprovedCall call={approved} /> : null}
    </div>
  );
}

function ApprovedCall({ call: { name, language, variables } }: { readonly call: NonNullable<Extract<Preview, { ok: true }>['approved']> }) {
  const t = useTranslations('messageEditor');
  return (
    <div className="pt-3 text-ink-2 text-sm">
      <p>{t('approvedCall', { name, language })}</p>
      <ol className="list-inside list-decimal pt-1">
        {variables
          .map((value, index) => ({ place: index + 1, value }))
          .map(({ place, value }) => (
            <li key={place} className="wrap-anywhere">
              {value}
            </li>
          ))}
      </ol>
    </div>
  );
}

interface FrameProps {
  readonly subject: string | null;
  readonly address: string;
  readonly children: ReactNode;
}

const frames: Readonly<Record<Channel, (props: FrameProps) => ReactNode>> = {
  email: EmailFrame,
  letter: EmailFrame,
  sms: BubbleFrame,
  whatsapp: BubbleFrame,
  push: PushFrame,
  voice: VoiceFrame,
};

function EmailFrame({ subject, address, children }: FrameProps) {
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <div className="flex flex-col gap-0.5 border-b bg-sunken px-3.5 py-2 text-sm">
        <span className="truncate text-ink-2">{address}</span>
        {subject ? <span className="font-semibold">{subject}</span> : null}
      </div>
      <p className="px-3.5 py-3 leading-relaxed">{children}</p>
    </div>
  );
}

function BubbleFrame({ address, children }: FrameProps) {
  return (
    <div className="rounded-lg border bg-sunken px-3.5 pt-2 pb-4">
      <p className="pb-2 text-center text-ink-3 text-xs">{address}</p>
      <p className="rounded-xl rounded-bl-xs bg-surface px-3.5 py-2.5 leading-relaxed shadow-1">{children}</p>
    </div>
  );
}

function PushFrame({ subject, children }: FrameProps) {
  return (
    <div className="flex gap-3 rounded-lg border bg-surface px-3.5 py-3 shadow-1">
      <span className="grid size-8 shrink-0 place-items-center rounded-md bg-brand text-brand-ink">
        <Bell aria-hidden className="size-4" />
      </span>
      <div className="min-w-0">
        {subject ? <p className="font-semibold">{subject}</p> : null}
        <p>{children}</p>
      </div>
    </div>
  );
}

function VoiceFrame({ address, children }: FrameProps) {
  return (
    <div className="rounded-lg border bg-surface px-3.5 py-3">
      <p className="flex items-center gap-2 pb-2 text-ink-3 text-xs">
        <Volume2 aria-hidden className="size-3.5" />
        {address}
      </p>
      <blockquote className="border-brand border-l-2 pl-3 leading-relaxed">{children}</blockquote>
    </div>
  );
}
