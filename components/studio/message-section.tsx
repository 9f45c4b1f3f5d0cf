'use client';

import { PenLine, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { JourneyContext } from '#lib/api/journeys.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { freeKey, keyOf } from '#lib/journey/free-key.ts';
import { useLanguageName } from './language-name.ts';
import { MessageEditor } from './message-editor.tsx';
import { MessagePreview } from './message-preview.tsx';
import { languagesFor, type MessageWords, textOf, wordsInUse } from './message-words.ts';
import { useStudio, useStudioPlace } from './studio-context.tsx';
import { usePreview } from './use-message-check.ts';

interface MessageSectionProps {
  /** The key of the message that the step sends; empty where none is chosen. */
  readonly template: string;
  /** The channels that the step may use, in its order. */
  readonly channels: readonly Channel[];
  /** What a new message is called after: the step's name. */
  readonly stepName: string;
  readonly onTemplate: (key: string) => void;
}

/** The message of a step as a debtor reads it, and the way to its words. */
export function MessageSection({ template, channels, stepName, onTemplate }: MessageSectionProps) {
  const t = useTranslations('messageEditor');
  const { context } = useStudioPlace();
  const canEdit = useStudio((studio) => studio.canEdit);
  const [editing, setEditing] = useState<string | null>(null);
  const [channel = 'email'] = channels;
  if (!context) return <Skeleton className="h-24 w-full" />;
  const write = () => setEditing(template === '' ? newKey(context, stepName) : template);
  return (
    <section className="flex flex-col gap-2">
      {template === '' ? null : <Shown context={context} template={template} channel={channel} canEdit={canEdit} />}
      {canEdit ? (
        <Button size="small" className="self-start" onClick={write}>
          {template === '' ? <Plus aria-hidden className="size-3.5" /> : <PenLine aria-hidden className="size-3.5" />}
          {t(template === '' ? 'writeNew' : 'edit')}
        </Button>
      ) : null}
      {editing === null ? null : (
        <MessageEditor
          template={editing}
          channels={channels.length > 0 ? channels : ['email']}
          context={context}
          onSaved={() => {
            if (editing !== template) onTemplate(editing);
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

/** A key that no message of the workspace has yet, after the step's name. */
function newKey(context: JourneyContext, stepName: string): string {
  const taken = new Set(context.templates.map(({ key }) => key));
  return freeKey(keyOf(stepName) || 'message', (key) => taken.has(key));
}

interface ShownProps {
  readonly context: JourneyContext;
  readonly template: string;
  readonly channel: Channel;
  readonly canEdit: boolean;
}

function Shown({ context, template, channel, canEdit }: ShownProps) {
  const t = useTranslations('messageEditor');
  const channelNames = useTranslations('channel');
  const languageName = useLanguageName();
  const language = languagesFor(context, template).find((one) => textOf(context, template, channel, one)) ?? context.languages[0] ?? 'es';
  const words = wordsInUse(context, template, channel, language);
  if (words.version === 0) return <p className="text-ink-2 text-sm">{t('notWritten', { channel: channelNames(channel) })}</p>;
  return (
    <>
      <p className="text-ink-3 text-xs">
        {t('about', { channel: channelNames(channel), language: languageName(language), version: words.version })}
      </p>
      {canEdit ? (
        <ShownToDebtor words={words} account={context.samples[0]?.externalId ?? null} />
      ) : (
        <p lang={language} className="wrap-anywhere whitespace-pre-line rounded-lg border bg-surface px-3.5 py-3 text-sm">
          {words.body}
        </p>
      )}
    </>
  );
}

function ShownToDebtor({ words, account }: { readonly words: MessageWords; readonly account: string | null }) {
  const t = useTranslations('messageEditor');
  const { data, isPending, isPlaceholderData } = usePreview(words, account, true);
  if (!data) return isPending ? <Skeleton className="h-24 w-full" /> : null;
  return (
    <>
      <MessagePreview channel={words.channel} language={words.language} preview={data} isOld={isPlaceholderData} />
      {data.reader ? (
        <p className="text-ink-3 text-xs">
          {t('shownTo', { name: data.reader.debtorName ?? data.reader.debtor, account: data.reader.account })}
        </p>
      ) : null}
    </>
  );
}
