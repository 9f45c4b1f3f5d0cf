'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { JourneyContext } from '#lib/api/journeys.ts';
import type { Preview } from '#lib/api/message-templates.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { ApprovedFields } from './approved-fields.tsx';
import { ContentFields } from './content-fields.tsx';
import { useLanguageName } from './language-name.ts';
import { MessageFields } from './message-fields.tsx';
import { MessagePreview } from './message-preview.tsx';
import { isSameWords, languagesFor, type MessageWords, wordsInUse } from './message-words.ts';
import { SegmentCount } from './segment-count.tsx';
import { useMessageCheck, usePreview } from './use-message-check.ts';
import { useMessageSaving } from './use-message-saving.ts';

interface MessageEditorProps {
  readonly template: string;
  /** The channels of the step: the message is written for each. */
  readonly channels: readonly Channel[];
  readonly context: JourneyContext;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** The words of a message, for one channel and language at a time, beside what a real debtor would read. Saving makes its next version. */
export function MessageEditor({ template, channels, context, onSaved, onClose }: MessageEditorProps) {
  const t = useTranslations('messageEditor');
  const languages = languagesFor(context, template);
  const [words, setWords] = useState<MessageWords>(() => wordsInUse(context, template, channels[0] ?? 'email', languages[0] ?? 'es'));
  const [account, setAccount] = useState(context.samples[0]?.externalId ?? null);
  // Escape, the cross or a click beside it do not throw away what was written: that takes the button that says so.
  const [isAsked, setAsked] = useState(false);
  const checked = useMessageCheck(words);
  const isSound = checked !== null && checked.length === 0;
  // What a debtor would read: half a second after the last letter, and not while something is wrong.
  const settled = useSettled(words, 500);
  const {
    data,
    isPlaceholderData,
    isError: isLost,
  } = usePreview(settled, account, isSound && (settled.body.trim() !== '' || (settled.extras.mjml ?? '').trim() !== ''));
  // What only making HTML of the MJML shows is told by the field, as long as those are the words.
  const made = data && !data.ok && settled === words ? (data.faults ?? []) : [];
  const problems = checked && checked.length > 0 ? checked : made;
  const read = data ? { preview: data, isOld: isPlaceholderData || !isSound } : null;
  const saving = useMessageSaving(template, onSaved);
  const inUse = wordsInUse(context, template, words.channel, words.language);
  const isChanged = !isSameWords(words, inUse);
  const pick = (channel: Channel, language: string) => {
    saving.forget();
    setWords(wordsInUse(context, template, channel, language));
  };
  const save = async (version = words.version) => {
    const saved = await saving.save({ ...words, version });
    // What was written on meanwhile stands.
    if (saved) setWords((now) => (now === words ? saved : { ...now, version: saved.version }));
  };
  return (
    <Dialog
      isOpen
      title={t('title', { name: template })}
      closeLabel={t('close')}
      onClose={() => (isChanged ? setAsked(true) : onClose())}
      size="full"
      actions={
        <>
          <p role="status" className="mr-auto text-ink-2 text-sm">
            {saving.savedVersion !== null && !isChanged ? t('saved', { version: saving.savedVersion }) : null}
          </p>
          <Button onClick={onClose}>{t(isChanged ? 'discard' : 'close')}</Button>
          <Button look="primary" disabled={!isChanged || saving.isBusy || !isSound || made.length > 0} onClick={() => void save()}>
            {saving.isBusy ? t('saving') : t('save', { version: words.version + 1 })}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Pickers words={words} channels={channels} languages={languages} isLocked={isChanged} onPick={pick} />
          {isAsked && isChanged ? <Notice tone="warn">{t('unsaved')}</Notice> : null}
          {saving.problem ? <Notice tone="bad">{saving.problem}</Notice> : null}
          {saving.conflict === null ? null : (
            <Conflict onTheirs={() => pick(words.channel, words.language)} onMine={() => void save(saving.conflict ?? words.version)} />
          )}
          <MessageFields words={words} problems={problems} onChange={setWords}>
            {words.channel === 'sms' ? (
              <SegmentCount
                body={words.body}
                read={read && !read.isOld && read.preview.ok && settled.body === words.body ? read.preview.body : null}
                onChange={(body) => setWords({ ...words, body })}
              />
            ) : null}
          </MessageFields>
          {words.channel === 'whatsapp' ? (
            <ApprovedFields words={words} problems={problems.filter(({ part }) => part === 'variable')} onChange={setWords} />
          ) : null}
          <ContentFields words={words} countries={context.openHours ?? []} onChange={setWords} />
        </div>
        <Read words={settled} context={context} account={account} onAccount={setAccount} read={read} isLost={isLost} />
      </div>
    </Dialog>
  );
}

function Conflict({ onTheirs, onMine }: { readonly onTheirs: () => void; readonly onMine: () => void }) {
  const t = useTranslations('messageEditor');
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={onTheirs}>
        {t('takeTheirs')}
      </Button>
      <Button size="small" onClick={onMine}>
        {t('keepMine')}
      </Button>
    </div>
  );
}

interface PickersProps {
  readonly words: MessageWords;
  readonly channels: readonly Channel[];
  readonly languages: readonly string[];
  /** Words that are not saved yet would be lost by another choice. */
  readonly isLocked: boolean;
  readonly onPick: (channel: Channel, language: string) => void;
}

function Pickers({ words, channels, languages, isLocked, onPick }: PickersProps) {
  const t = useTranslations('messageEditor');
  const channelNames = useTranslations('channel');
  const languageName = useLanguageName();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('channel')}
          value={words.channel}
          disabled={isLocked}
          options={channels.map((channel) => ({ value: channel, label: channelNames(channel) }))}
          onChange={(event) => onPick(channels.find((one) => one === event.target.value) ?? words.channel, words.language)}
        />
        <SelectField
          label={t('language')}
          value={words.language}
          disabled={isLocked}
          options={languages.map((language) => ({ value: language, label: languageName(language) }))}
          onChange={(event) => onPick(words.channel, event.target.value)}
        />
      </div>
      {isLocked && channels.length + languages.length > 2 ? <p className="text-ink-3 text-xs">{t('saveFirst')}</p> : null}
    </div>
  );
}

interface ReadProps {
  readonly words: MessageWords;
  readonly context: JourneyContext;
  readonly account: string | null;
  readonly onAccount: (account: string) => void;
  readonly read: { readonly preview: Preview; readonly isOld: boolean } | null;
  readonly isLost: boolean;
}

/** What a debtor would read. */
function Read({ words, context, account, onAccount, read, isLost }: ReadProps) {
  const t = useTranslations('messageEditor');
  return (
    <section aria-label={t('preview')} className="flex min-w-0 flex-col gap-3 self-start rounded-lg bg-sunken p-4 lg:sticky lg:top-0">
      <SelectField
        label={t('readAs')}
        value={account ?? ''}
        disabled={context.samples.length === 0}
        options={
          context.samples.length === 0
            ? [{ value: '', label: t('noAccounts') }]
            : context.samples.map(({ externalId, debtorName, debtor }) => ({
                value: externalId,
                label: `${debtorName ?? debtor} · ${externalId}`,
              }))
        }
        onChange={(event) => onAccount(event.target.value)}
      />
      {read ? (
        <MessagePreview channel={words.channel} language={words.language} preview={read.preview} isOld={read.isOld} />
      ) : (
        <p className="text-ink-2 text-sm">{t(isLost ? 'previewLost' : 'previewWaits')}</p>
      )}
    </section>
  );
}

function useSettled<Value>(value: Value, afterMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
