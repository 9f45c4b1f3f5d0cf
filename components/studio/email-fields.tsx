'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { TextField } from '#components/ui/field.tsx';
import type { TextProblem } from '#lib/message/check.ts';
import { Faults } from './message-faults.tsx';
import type { MessageWords } from './message-words.ts';

interface EmailFieldsProps {
  readonly words: MessageWords;
  readonly problems: readonly TextProblem[];
  readonly onChange: (words: MessageWords) => void;
}

/** Whether an e-mail is written in plain words or in MJML. Words that were written stay where they are: as the twin of what is drawn. */
export function MarkupChoice({ words, onChange }: Omit<EmailFieldsProps, 'problems'>) {
  const t = useTranslations('messageEditor');
  const name = useId();
  const { mjml, ...others } = words.extras;
  const isMarkup = mjml !== undefined;
  const choose = (markup: boolean) => {
    if (markup === isMarkup) return;
    const drawn = `<mj-text>\n  ${words.body.trim().replace(/\n\s*\n/g, '<br /><br />\n  ')}\n</mj-text>\n`;
    onChange({ ...words, extras: markup ? { ...others, mjml: drawn } : others });
  };
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 font-medium text-ink-2 text-sm">{t('markup')}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {([false, true] as const).map((markup) => (
          <label key={String(markup)} className="flex min-h-6 items-center gap-2">
            <input type="radio" name={name} checked={isMarkup === markup} onChange={() => choose(markup)} className="accent-brand" />
            {t(markup ? 'markupMjml' : 'markupWords')}
          </label>
        ))}
      </div>
      <p className="text-ink-2 text-xs">{t(isMarkup ? 'mjmlHint' : 'markupHint')}</p>
    </fieldset>
  );
}

/** The button below the words of an e-mail. */
export function ButtonFields({ words, problems, onChange }: EmailFieldsProps) {
  const t = useTranslations('messageEditor');
  const { button = { label: '', link: '' }, ...others } = words.extras;
  const put = (next: { readonly label: string; readonly link: string }) =>
    onChange({ ...words, extras: next.label === '' && next.link === '' ? others : { ...others, button: next } });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('buttonLabel')}
          value={button.label}
          maxLength={200}
          onChange={(event) => put({ ...button, label: event.target.value })}
        />
        <TextField
          label={t('buttonLink')}
          value={button.link}
          maxLength={2_000}
          inputMode="url"
          spellCheck={false}
          onChange={(event) => put({ ...button, link: event.target.value })}
        />
      </div>
      {problems.length > 0 ? <Faults problems={problems} /> : <p className="text-ink-2 text-xs">{t('buttonHint')}</p>}
    </div>
  );
}
