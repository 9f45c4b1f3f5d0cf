'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { MAX_PLACES } from '#lib/journey/nodes/capacity.ts';
import { PlaceOrder } from '../place-order.tsx';
import { useStudio, useStudioPlace } from '../studio-context.tsx';
import { TextSetting, WholeField } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

/** Whose places are asked for, how many a day has, who goes first, and for how long it is waited. */
export function CapacityForm({ node, config, onChange, faultAt }: NodeFormProps<'capacity'>) {
  const t = useTranslations('studio');
  const names = useId();
  const nodes = useStudio((studio) => studio.history.document.nodes);
  const elsewhere = useStudioPlace().context?.pools ?? [];
  const drawn = nodes.flatMap((other) => (other.type === 'capacity' && other.id !== node.id ? [other.config] : []));
  const others = [...drawn, ...elsewhere].filter(({ pool }) => pool === config.pool);
  const fewest = Math.min(...others.map(({ perDay }) => perDay));
  return (
    <>
      <TextSetting
        label={t('pool')}
        hint={t('poolHint')}
        value={config.pool}
        needed={t('faultPool')}
        fault={faultAt('pool')}
        list={names}
        onChange={(pool) => onChange({ ...config, pool }, 'pool')}
      />
      <datalist id={names}>
        {[...new Set([...drawn, ...elsewhere].map(({ pool }) => pool))].sort().map((pool) => (
          <option key={pool} value={pool} />
        ))}
      </datalist>
      <WholeField
        label={t('perDay')}
        min={1}
        max={MAX_PLACES}
        value={config.perDay}
        fault={faultAt('perDay')}
        hint={fewest < config.perDay ? t('perDayShared', { places: fewest }) : null}
        onChange={(perDay) => onChange({ ...config, perDay }, 'perDay')}
      />
      <PlaceOrder
        value={config.priority}
        faultAt={(index) => faultAt(`priority[${index}].field`)}
        onChange={(priority) => onChange({ ...config, priority: [...priority] }, null)}
      />
      <WholeField
        label={t('deadlineDays')}
        hint={t('deadlineDaysHint')}
        min={1}
        value={config.deadlineDays}
        fault={faultAt('deadlineDays')}
        onChange={(deadlineDays) => onChange({ ...config, deadlineDays }, 'deadlineDays')}
      />
      <p className="text-ink-2 text-sm">{t('capacityHint')}</p>
    </>
  );
}
