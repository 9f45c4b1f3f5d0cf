'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { ChoiceField } from '../fields.tsx';
import { useStudio } from '../studio-context.tsx';
import { TextSetting, WholeField } from '../typed-fields.tsx';
import { newId } from '../use-drawing.ts';
import type { NodeFormProps } from './node-form.ts';

type Arm = NodeOf<'experiment'>['config']['arms'][number];

const UNITS = ['debtor', 'account'] as const;
/** Weights are shares of one another; a thousand parts are fine enough for any arm. */
const MAX_WEIGHT = 1_000;

/** What is tried: its key, by whom it is drawn, and the arms with their weights. */
export function ExperimentForm({ config, onChange }: NodeFormProps<'experiment'>) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const { key, unit, arms } = config;
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const replace = (index: number, arm: Arm, field: string) =>
    onChange({ ...config, arms: arms.map((one, i) => (i === index ? arm : one)) }, `${arm.id} ${field}`);
  return (
    <>
      <TextSetting
        label={t('experimentKey')}
        hint={t('experimentKeyHint')}
        value={key}
        needed={t('faultKey')}
        onChange={(text) => onChange({ ...config, key: text }, 'key')}
      />
      <ChoiceField
        label={t('experimentUnit')}
        value={unit}
        options={UNITS.map((one) => ({ value: one, label: t(one === 'debtor' ? 'unitDebtor' : 'unitAccount') }))}
        onChange={(value) => onChange({ ...config, unit: value === 'account' ? 'account' : 'debtor' }, null)}
      />
      {arms.map((arm, index) => (
        <section key={arm.id} className="flex flex-col gap-2 rounded-lg border p-2.5">
          <div className="flex items-end gap-1">
            <TextSetting
              className="flex-1"
              label={t('arm', { number: index + 1 })}
              value={arm.label ?? ''}
              placeholder={arm.id}
              onChange={(label) => replace(index, { ...arm, label }, 'label')}
            />
            {canEdit && arms.length > 1 ? (
              <IconButton
                label={t('take', { name: arm.label || arm.id })}
                onClick={() => onChange({ ...config, arms: arms.filter((one) => one !== arm) }, null)}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            ) : null}
          </div>
          <WholeField
            label={t('weight')}
            hint={t('weightShare', { share: total > 0 ? Math.round((100 * arm.weight) / total) : 0 })}
            min={1}
            max={MAX_WEIGHT}
            value={arm.weight}
            onChange={(weight) => replace(index, { ...arm, weight }, 'weight')}
          />
        </section>
      ))}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() =>
            onChange({ ...config, arms: [...arms, { id: newId('arm'), label: t('newArm', { number: arms.length + 1 }), weight: 1 }] }, null)
          }
        >
          <Plus aria-hidden className="size-4" />
          {t('addArm')}
        </Button>
      ) : null}
      <p className="text-ink-2 text-sm">{t('experimentHint')}</p>
    </>
  );
}
