'use client';

import { useTranslations } from 'next-intl';
import { EVENT_TYPES } from '#lib/facts/event-payload.ts';
import { ConditionField } from '../condition-field.tsx';
import { OwnEventField } from '../event-field.tsx';
import { OrderedChoice } from '../ordered-choice.tsx';
import { useStepWords } from '../step-words.ts';
import { SpanFields } from '../when-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

const ANY = { combinator: 'and', rules: [] };

/** What it waits for, and for how long. */
export function WaitEventForm({ config, onChange, faultAt }: NodeFormProps<'waitEvent'>) {
  const t = useTranslations('studio');
  const words = useStepWords();
  return (
    <>
      <OrderedChoice
        label={t('events')}
        chosen={config.events}
        options={EVENT_TYPES}
        nameOf={words.eventName}
        addLabel={t('addEvent')}
        fault={config.events.length === 0 ? t('faultNoEvent') : null}
        onChange={(events) => onChange({ ...config, events: [...events] }, null)}
      />
      <OwnEventField taken={config.events} onAdd={(event) => onChange({ ...config, events: [...config.events, event] }, null)} />
      <ConditionField
        label={t('whereWait')}
        empty={t('anySuchEvent')}
        value={config.where ?? ANY}
        onChange={(where, field) => onChange({ ...config, where }, field && `where ${field}`)}
      />
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-ink-2 text-sm">{t('timeout')}</legend>
        <SpanFields
          value={config.timeout}
          min={1}
          onChange={(timeout, field) => onChange({ ...config, timeout }, field && `timeout ${field}`)}
        />
        {faultAt('timeout') ? <p className="text-bad-text text-xs">{faultAt('timeout')}</p> : null}
      </fieldset>
    </>
  );
}
