'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { EVENT_TYPES, isEventType } from '#lib/facts/event-payload.ts';
import { ChoiceField } from './fields.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';
import { TextSetting } from './typed-fields.tsx';

interface EventFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One event: of those that there are, or of the company's own. */
export function EventField({ label, value, onChange }: EventFieldProps) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const isOwn = !EVENT_TYPES.includes(value);
  return (
    <>
      <ChoiceField
        label={label}
        value={isOwn ? 'custom.' : value}
        options={[
          ...EVENT_TYPES.map((type) => ({ value: type, label: words.eventName(type) })),
          { value: 'custom.', label: t('ownEvent') },
        ]}
        onChange={(next) => onChange(next === 'custom.' ? `custom.${t('ownEventName')}` : next)}
      />
      {isOwn ? (
        <TextSetting
          label={t('ownEventLabel')}
          value={value.replace(/^custom\./, '')}
          fault={isEventType(value) ? null : t('faultEvent')}
          needed={t('faultEvent')}
          onChange={(name) => onChange(`custom.${name}`)}
        />
      ) : null}
    </>
  );
}

/** Adds an event of the company's own, `custom.<name>`. */
export function OwnEventField({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (event: string) => void }) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const id = useId();
  const [name, setName] = useState('');
  if (!canEdit) return null;
  const event = `custom.${name.trim().replace(/^custom\./, '')}`;
  const fault = name.trim() === '' ? null : isEventType(event) ? (taken.includes(event) ? t('faultEventTaken') : null) : t('faultEvent');
  const add = () => {
    if (name.trim() === '' || fault) return;
    onAdd(event);
    setName('');
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-2 text-sm">
        {t('ownEventLabel')}
      </label>
      <div className="flex gap-1">
        <input
          id={id}
          value={name}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          onChange={(change) => setName(change.target.value)}
          onKeyDown={(press) => press.key === 'Enter' && add()}
          className={classes(control, 'h-9 px-2.5 text-base')}
        />
        <IconButton label={t('addOwnEvent')} disabled={name.trim() === '' || fault !== null} onClick={add}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="text-bad-text text-xs">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
