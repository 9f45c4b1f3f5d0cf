'use client';

import { useTranslations } from 'next-intl';
import { TextSetting } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

/** How the run is said to have ended. */
export function ExitForm({ config, onChange }: NodeFormProps<'exit'>) {
  const t = useTranslations('studio');
  return (
    <TextSetting
      label={t('outcome')}
      hint={t('outcomeHint')}
      value={config.outcome}
      needed={t('faultOutcome')}
      onChange={(outcome) => onChange({ outcome }, 'outcome')}
    />
  );
}
