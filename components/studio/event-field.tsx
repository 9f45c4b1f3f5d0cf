'use client';

import { useTranslations } from 'next-intl';
import { EVENT_TYPES, isEventType } from '#lib/facts/event-payload.ts';
import { AddLine } from './add-line.tsx';
import { ChoiceField } from './fields.tsx';
import { useStepWords } from './step-words.ts';
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
  const eventOf = (name: string) => `custom.${name.replace(/^custom\./, '')}`;
  const faultOf = (name: string) => {
    if (!isEventType(eventOf(name))) return t('faultEvent');
    return taken.includes(eventOf(name)) ? t('faultEventTaken') : null;
  };
  return <AddLine label={t('ownEventLabel')} addLabel={t('addOwnEvent')} faultOf={faultOf} onAdd={(name) => onAdd(eventOf(name))} />;
}
