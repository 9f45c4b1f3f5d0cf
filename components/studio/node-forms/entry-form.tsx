'use client';

import { useTranslations } from 'next-intl';
import { EVENT_TYPES } from '#lib/facts/event-payload.ts';
import { ConditionField } from '../condition-field.tsx';
import { EventField } from '../event-field.tsx';
import { ChoiceField } from '../fields.tsx';
import { WholeField } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

const EVERYONE = { combinator: 'and', rules: [] };

/** Who enters, and whether they may come back. */
export function EntryForm({ config, onChange, faultAt }: NodeFormProps<'entry'>) {
  const t = useTranslations('studio');
  const { trigger, reentry } = config;
  return (
    <>
      <ChoiceField
        label={t('trigger')}
        value={trigger.kind}
        options={[
          { value: 'segment', label: t('trigger-segment') },
          { value: 'event', label: t('trigger-event') },
        ]}
        onChange={(kind) => {
          const where = trigger.where ?? EVERYONE;
          const next =
            kind === 'event' ? { kind: 'event' as const, event: EVENT_TYPES[0] ?? '', where } : { kind: 'segment' as const, where };
          onChange({ ...config, trigger: next }, null);
        }}
      />
      {trigger.kind === 'event' ? (
        <EventField
          label={t('event')}
          value={trigger.event}
          onChange={(event) => onChange({ ...config, trigger: { ...trigger, event } }, 'event')}
        />
      ) : null}
      <ConditionField
        label={t(trigger.kind === 'event' ? 'whereEvent' : 'whereSegment')}
        empty={t('everyAccount')}
        value={trigger.where ?? EVERYONE}
        onChange={(where, field) => onChange({ ...config, trigger: { ...trigger, where } }, field && `where ${field}`)}
      />
      <div className="grid grid-cols-2 items-end gap-2">
        <ChoiceField
          label={t('reentry')}
          value={reentry?.allow ? 'yes' : 'no'}
          options={[
            { value: 'no', label: t('reentry-no') },
            { value: 'yes', label: t('reentry-yes') },
          ]}
          onChange={(next) => onChange({ ...config, reentry: next === 'yes' ? { allow: true, afterDays: 30 } : { allow: false } }, null)}
        />
        {reentry?.allow ? (
          <WholeField
            label={t('afterDays')}
            value={reentry.afterDays}
            min={0}
            fault={faultAt('reentry.afterDays')}
            onChange={(afterDays) => onChange({ ...config, reentry: { allow: true, afterDays } }, 'afterDays')}
          />
        ) : null}
      </div>
    </>
  );
}
