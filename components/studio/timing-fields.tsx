'use client';

import { useTranslations } from 'next-intl';
import type { Timing } from '#lib/journey/when.ts';
import { ChoiceField } from './fields.tsx';
import { WholeField } from './typed-fields.tsx';
import { WhenFields } from './when-fields.tsx';

interface TimingFieldsProps<Config extends Timing> {
  readonly config: Config;
  readonly onChange: (config: Config, field: string | null) => void;
  readonly fault: string | null;
}

/** When a step acts, and what becomes of it where its moment is missed. */
export function TimingFields<Config extends Timing>({ config, onChange, fault }: TimingFieldsProps<Config>) {
  const t = useTranslations('studio');
  return (
    <>
      <WhenFields value={config.when} fault={fault} onChange={(when, field) => onChange({ ...config, when }, field && `when ${field}`)} />
      {config.when.kind === 'now' ? null : (
        <div className="grid grid-cols-2 items-end gap-2">
          <ChoiceField
            label={t('ifMissed')}
            value={config.ifMissed ?? 'skip'}
            options={[
              { value: 'skip', label: t('ifMissed-skip') },
              { value: 'act', label: t('ifMissed-act') },
            ]}
            onChange={(next) => onChange({ ...config, ifMissed: next === 'act' ? 'act' : 'skip' }, null)}
          />
          <WholeField
            label={t('graceDays')}
            value={config.graceDays ?? 0}
            min={0}
            onChange={(graceDays) => onChange({ ...config, graceDays }, 'graceDays')}
          />
        </div>
      )}
    </>
  );
}
