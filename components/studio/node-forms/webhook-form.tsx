'use client';

import { useTranslations } from 'next-intl';
import { MAX_SECONDS } from '#lib/journey/nodes/webhook.ts';
import { LinesField } from '../fields.tsx';
import { TextSetting, WholeField } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

/** Whom to call, with what, and for how long an answer is waited for. */
export function WebhookForm({ config, onChange, faultAt }: NodeFormProps<'webhook'>) {
  const t = useTranslations('studio');
  return (
    <>
      <TextSetting label={t('url')} value={config.url} fault={faultAt('url')} onChange={(url) => onChange({ ...config, url }, 'url')} />
      <LinesField label={t('webhookBody')} value={config.body} rows={5} onChange={(body) => onChange({ ...config, body }, 'body')} />
      <WholeField
        label={t('timeoutSeconds')}
        min={1}
        max={MAX_SECONDS}
        value={config.timeoutSeconds}
        fault={faultAt('timeoutSeconds')}
        onChange={(timeoutSeconds) => onChange({ ...config, timeoutSeconds }, 'timeoutSeconds')}
      />
      <p className="text-ink-2 text-sm">{t('webhookHint')}</p>
    </>
  );
}
