'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { classes } from '#components/ui/classes.ts';
import { control, TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { TextProblem } from '#lib/message/check.ts';
import { type AuthoredExtras, WHATSAPP_CATEGORIES } from '#lib/message/extras.ts';
import { Faults } from './message-faults.tsx';
import type { MessageWords } from './message-words.ts';

interface ApprovedFieldsProps {
  readonly words: MessageWords;
  readonly problems: readonly TextProblem[];
  readonly onChange: (words: MessageWords) => void;
}

type Approved = NonNullable<AuthoredExtras['approved']>;

/** What WhatsApp approved: the name by which it is called, its language and kind, and what goes into its places. */
export function ApprovedFields({ words, problems, onChange }: ApprovedFieldsProps) {
  const t = useTranslations('messageEditor');
  const { approved, ...others } = words.extras;
  const now: Approved = approved ?? { name: '', language: words.language.replace('-', '_'), category: 'utility', variables: [] };
  const put = (change: Partial<Approved>) => {
    const next = { ...now, ...change };
    onChange({ ...words, extras: next.name === '' && next.variables.length === 0 ? others : { ...others, approved: next } });
  };
  const isNamed = now.name === '' ? approved === undefined : /^[a-z0-9_]+$/.test(now.name);
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border px-4 pt-1 pb-4">
      <legend className="px-1 font-medium text-sm">{t('approved')}</legend>
      <p className="text-ink-2 text-xs">{t('approvedHint')}</p>
      <TextField
        label={t('approvedName')}
        value={now.name}
        maxLength={512}
        spellCheck={false}
        autoCapitalize="none"
        fault={isNamed ? null : t('approvedNameFault')}
        onChange={(event) => put({ name: event.target.value.trim() })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={t('approvedLanguage')}
          value={now.language}
          maxLength={6}
          spellCheck={false}
          onChange={(event) => put({ language: event.target.value.trim() })}
        />
        <SelectField
          label={t('approvedCategory')}
          value={now.category}
          options={WHATSAPP_CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
          onChange={(event) => put({ category: WHATSAPP_CATEGORIES.find((one) => one === event.target.value) ?? 'utility' })}
        />
      </div>
      <Variables
        key={`${words.language} ${words.version}`}
        variables={now.variables}
        problems={problems}
        onChange={(variables) => put({ variables })}
      />
    </fieldset>
  );
}

interface VariablesProps {
  readonly variables: readonly string[];
  readonly problems: readonly TextProblem[];
  readonly onChange: (variables: string[]) => void;
}

function Variables({ variables, problems, onChange }: VariablesProps) {
  const t = useTranslations('messageEditor');
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-ink-2 text-sm">
        {t('approvedVariables')}
      </label>
      <textarea
        id={id}
        rows={Math.max(3, variables.length)}
        defaultValue={variables.join('\n')}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const lines = event.target.value.split('\n').map((line) => line.trim());
          onChange(lines.filter((line) => line !== '').slice(0, 30));
        }}
        className={classes(control, 'thin-scroll resize-y px-3 py-2.5 font-mono text-sm')}
      />
      {problems.length > 0 ? (
        <Faults id={`${id}-hint`} problems={problems} />
      ) : (
        <p id={`${id}-hint`} className="text-ink-2 text-xs">
          {t('approvedVariablesHint', { first: '{{1}}' })}
        </p>
      )}
    </div>
  );
}
