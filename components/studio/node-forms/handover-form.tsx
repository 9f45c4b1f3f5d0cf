'use client';

import { useTranslations } from 'next-intl';
import { ChoiceField } from '../fields.tsx';
import { TextSetting } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

const MODES = ['move', 'start'] as const;

/** To which journey the account goes, and whether this one ends by it. */
export function HandoverForm({ config, onChange, faultAt }: NodeFormProps<'handover'>) {
  const t = useTranslations('studio');
  return (
    <>
      <TextSetting
        label={t('handoverJourney')}
        hint={t('handoverHint')}
        value={config.journey}
        needed={t('faultJourney')}
        fault={faultAt('journey')}
        onChange={(journey) => onChange({ ...config, journey }, 'journey')}
      />
      <ChoiceField
        label={t('handoverMode')}
        value={config.mode}
        options={MODES.map((mode) => ({ value: mode, label: t(mode === 'move' ? 'handoverMove' : 'handoverStart') }))}
        onChange={(mode) => onChange({ ...config, mode: mode === 'start' ? 'start' : 'move' }, null)}
      />
    </>
  );
}
