'use client';

import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { TEXT_LENGTH } from '#lib/api/message-templates.ts';
import type { TextProblem } from '#lib/message/check.ts';
import { ButtonFields, MarkupChoice } from './email-fields.tsx';
import { Fault } from './message-faults.tsx';
import { hasSubject, type MessageWords } from './message-words.ts';

interface MessageFieldsProps {
  readonly words: MessageWords;
  readonly problems: readonly TextProblem[];
  readonly onChange: (words: MessageWords) => void;
  /** What is said of the body, right below it. */
  readonly children?: ReactNode;
}

/** What marketers reach for most; the rest of the catalogue works too. */
const VARIABLES = [
  '{{ debtor.name | name }}',
  '{{ account.balance | money }}',
  '{{ account.dueDate | date }}',
  '{{ account.daysPastDue }}',
  '{{ account.product }}',
  '{{ account.id }}',
  '{{ workspace.name }}',
];

/** Subject and body, each with what is wrong with it below. A variable is put where the cursor stands. */
export function MessageFields({ words, problems, onChange, children }: MessageFieldsProps) {
  const t = useTranslations('messageEditor');
  const bodyRef = useRef<HTMLTextAreaElement>(null);
  const { mjml } = words.extras;
  const isMarkup = words.channel === 'email' && mjml !== undefined;
  const written = isMarkup ? mjml : words.body;
  const write = (text: string) => onChange(isMarkup ? { ...words, extras: { ...words.extras, mjml: text } } : { ...words, body: text });
  const insert = (variable: string) => {
    const box = bodyRef.current;
    const [from, to] = box ? [box.selectionStart, box.selectionEnd] : [written.length, written.length];
    write(written.slice(0, from) + variable + written.slice(to));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + variable.length, from + variable.length);
    });
  };
  return (
    <>
      {hasSubject(words.channel) ? (
        <TextBox
          label={t(words.channel === 'email' ? 'subject' : 'subjectOptional')}
          value={words.subject}
          rows={2}
          problems={problems.filter(({ part }) => part === 'subject')}
          onChange={(subject) => onChange({ ...words, subject })}
        />
      ) : null}
      {words.channel === 'email' ? <MarkupChoice words={words} onChange={onChange} /> : null}
      <TextBox
        key={isMarkup ? 'mjml' : 'body'}
        label={t(isMarkup ? 'mjml' : 'body')}
        value={written}
        rows={isMarkup ? 14 : 10}
        isCode={isMarkup}
        boxRef={bodyRef}
        problems={problems.filter(({ part }) => part === (isMarkup ? 'mjml' : 'body'))}
        onChange={write}
      />
      {isMarkup ? (
        <TextBox
          label={t('twin')}
          hint={t('twinHint')}
          value={words.body}
          rows={4}
          problems={problems.filter(({ part }) => part === 'body')}
          onChange={(body) => onChange({ ...words, body })}
        />
      ) : null}
      {words.channel === 'email' && !isMarkup ? (
        <ButtonFields words={words} problems={problems.filter(({ part }) => part === 'button')} onChange={onChange} />
      ) : null}
      {children}
      <div className="flex flex-col gap-1.5">
        <p className="text-ink-3 text-xs">{t('variables')}</p>
        <div className="flex flex-wrap gap-1.5">
          {VARIABLES.map((variable) => (
            <button
              key={variable}
              type="button"
              onClick={() => insert(variable)}
              className="rounded-sm border bg-surface px-2 py-1 font-mono text-ink-2 text-xs transition-colors hover:border-brand hover:text-brand-strong"
            >
              {variable}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}

interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly hint?: string;
  readonly isCode?: boolean;
  readonly problems: readonly TextProblem[];
  readonly onChange: (text: string) => void;
  readonly boxRef?: React.RefObject<HTMLTextAreaElement | null>;
}

function TextBox({ label, value, rows, hint, isCode = false, problems, onChange, boxRef }: TextBoxProps) {
  const t = useTranslations('messageEditor');
  const id = useId();
  const [refused, setRefused] = useState<number | null>(null);
  // What is too long is not taken at all: cut to fit, a message would end in the middle of a sentence.
  const take = (text: string) => {
    setRefused(text.length > TEXT_LENGTH ? text.length : null);
    if (text.length <= TEXT_LENGTH) onChange(text);
  };
  const paste = (event: ClipboardEvent) => {
    const length = event.clipboardData.getData('text').length;
    if (length <= TEXT_LENGTH) return;
    event.preventDefault();
    setRefused(length);
  };
  const hasFault = refused !== null || problems.length > 0;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-ink-2 text-sm">
        {label}
      </label>
      <textarea
        ref={boxRef}
        id={id}
        rows={rows}
        value={value}
        spellCheck={!isCode}
        aria-invalid={hasFault ? true : undefined}
        aria-describedby={hasFault ? `${id}-faults` : hint ? `${id}-hint` : undefined}
        onPaste={paste}
        onChange={(event) => take(event.target.value)}
        className={classes(
          control,
          'thin-scroll px-3 py-2.5 leading-relaxed',
          isCode ? 'font-mono text-sm' : 'text-base',
          rows === 2 ? 'resize-none' : 'resize-y',
        )}
      />
      {hint && !hasFault ? (
        <p id={`${id}-hint`} className="text-ink-2 text-xs">
          {hint}
        </p>
      ) : null}
      {hasFault ? (
        <ul id={`${id}-faults`} className="flex flex-col gap-1 text-bad-text text-sm">
          {refused === null ? null : <li role="alert">{t('tooLong', { length: refused, most: TEXT_LENGTH })}</li>}
          {problems.map((problem) => (
            <li key={`${problem.fault} ${problem.line} ${problem.column} ${problem.name}`}>
              <Fault problem={problem} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
