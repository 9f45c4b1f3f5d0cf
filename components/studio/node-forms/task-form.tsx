'use client';

import { useTranslations } from 'next-intl';
import { fieldName } from '#lib/api/predicate-sentence.ts';
import { FIELDS } from '#lib/facts/catalogue.ts';
import { ChoiceField, LinesField } from '../fields.tsx';
import { useLooseWords } from '../loose-words.ts';
import { TimingFields } from '../timing-fields.tsx';
import { TextSetting, WholeField } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

const KINDS = ['call', 'visit', 'letter', 'review'] as const;
/** What can put one task before another: numbers. */
const PRIORITIES = FIELDS.filter(({ type, source }) => (type === 'money' || type === 'integer' || type === 'number') && source !== 'event');

/** What work is put in front of whom, and for how long. */
export function TaskForm({ config, onChange, faultAt }: NodeFormProps<'task'>) {
  const t = useTranslations('studio');
  const fields = useLooseWords('fields');
  const steps = useLooseWords('steps');
  const { priority } = config;
  const isKnown = priority === undefined || PRIORITIES.some(({ path }) => path === priority);
  return (
    <>
      <TimingFields config={config} onChange={onChange} fault={faultAt('when')} />
      <ChoiceField
        label={t('taskKind')}
        value={config.kind}
        options={KINDS.map((kind) => ({ value: kind, label: steps(`task.${kind}`) ?? kind }))}
        onChange={(next) => onChange({ ...config, kind: KINDS.find((kind) => kind === next) ?? config.kind }, null)}
      />
      <TextSetting
        label={t('queue')}
        value={config.queue}
        needed={t('faultQueue')}
        onChange={(queue) => onChange({ ...config, queue }, 'queue')}
      />
      <ChoiceField
        label={t('priority')}
        value={priority ?? ''}
        fault={faultAt('priority')}
        options={[
          { value: '', label: t('priorityNone') },
          ...(isKnown ? [] : [{ value: priority, label: priority }]),
          ...PRIORITIES.map(({ path }) => ({ value: path, label: fieldName(fields, path) })),
        ]}
        onChange={(next) => {
          const { priority: _, ...rest } = config;
          onChange(next === '' ? rest : { ...rest, priority: next }, null);
        }}
      />
      <WholeField
        label={t('expiresAfterDays')}
        value={config.expiresAfterDays}
        min={1}
        fault={faultAt('expiresAfterDays')}
        onChange={(expiresAfterDays) => onChange({ ...config, expiresAfterDays }, 'expiresAfterDays')}
      />
      <LinesField
        label={t('script')}
        value={config.script ?? ''}
        onChange={(script) => {
          const { script: _, ...rest } = config;
          onChange(script === '' ? rest : { ...rest, script }, 'script');
        }}
      />
    </>
  );
}
