'use client';

import { useLocale, useTranslations } from 'next-intl';
import { ChoiceField } from '../fields.tsx';
import { useStudioPlace } from '../studio-context.tsx';
import type { NodeFormProps } from './node-form.ts';

const MODES = ['move', 'start'] as const;

/** To which journey the account goes, and whether this one ends by it. One that there is no more is shown by its key. */
export function HandoverForm({ config, onChange, faultAt }: NodeFormProps<'handover'>) {
  const t = useTranslations('studio');
  const locale = useLocale();
  const { journey: here, context } = useStudioPlace();
  const names = Object.entries(context?.journeyNames ?? {})
    .filter(([key]) => key !== here)
    .sort(([, a], [, b]) => a.localeCompare(b, locale));
  const isKnown = config.journey === '' || names.some(([key]) => key === config.journey);
  return (
    <>
      <ChoiceField
        label={t('handoverJourney')}
        hint={t(names.length === 0 ? 'handoverNone' : 'handoverHint')}
        value={config.journey}
        fault={faultAt('journey')}
        options={[
          { value: '', label: t('handoverChoose') },
          ...(isKnown ? [] : [{ value: config.journey, label: config.journey }]),
          ...names.map(([value, label]) => ({ value, label })),
        ]}
        onChange={(journey) => onChange({ ...config, journey }, null)}
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
