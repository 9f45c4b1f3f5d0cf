'use client';

import { useTranslations } from 'next-intl';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { INSTALMENTS, PERCENT, WITHIN_DAYS } from '#lib/journey/offer-terms.ts';
import { ChoiceField } from '../fields.tsx';
import { useStepWords } from '../step-words.ts';
import { TellingFields } from '../telling-fields.tsx';
import { WholeField } from '../typed-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

type Terms = NodeOf<'offer'>['config']['terms'];

const KINDS = ['promise', 'plan', 'discount'] as const;
const MAX_INSTALMENTS = 120;

/** What is offered, until when, and the message that leads to it. */
export function OfferForm({ node, config, onChange, faultAt }: NodeFormProps<'offer'>) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const { terms, validDays } = config;
  return (
    <>
      <ChoiceField
        label={t('terms')}
        value={terms.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`terms-${kind}`) }))}
        onChange={(next) => onChange({ ...config, terms: beginning(next) }, null)}
      />
      <TermsField terms={terms} faultAt={faultAt} onChange={(next) => onChange({ ...config, terms: next }, 'terms')} />
      <WholeField
        label={t('validDays')}
        hint={t('validDaysHint')}
        min={1}
        value={validDays}
        fault={faultAt('validDays')}
        onChange={(days) => onChange({ ...config, validDays: days }, 'validDays')}
      />
      <TellingFields
        stepName={words.nodeName(node)}
        config={config}
        onChange={(told, field) => onChange({ ...told, terms, validDays }, field)}
        faultAt={faultAt}
      />
    </>
  );
}

interface TermsFieldProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
  readonly faultAt: (path: string) => string | null;
}

/** The one number of each kind of terms. */
function TermsField({ terms, onChange, faultAt }: TermsFieldProps) {
  const t = useTranslations('studio');
  switch (terms.kind) {
    case 'promise':
      return (
        <WholeField
          label={t('withinDays')}
          min={1}
          value={terms.withinDays ?? WITHIN_DAYS}
          fault={faultAt('terms.withinDays')}
          onChange={(withinDays) => onChange({ ...terms, withinDays })}
        />
      );
    case 'plan':
      return (
        <WholeField
          label={t('instalments')}
          min={2}
          max={MAX_INSTALMENTS}
          value={terms.instalments ?? INSTALMENTS}
          onChange={(instalments) => onChange({ ...terms, instalments })}
        />
      );
    case 'discount':
      return (
        <WholeField
          label={t('percent')}
          min={1}
          max={100}
          value={terms.percent ?? PERCENT}
          onChange={(percent) => onChange({ ...terms, percent })}
        />
      );
  }
}

function beginning(kind: string): Terms {
  if (kind === 'plan') return { kind, instalments: INSTALMENTS };
  return kind === 'discount' ? { kind, percent: PERCENT } : { kind: 'promise', withinDays: WITHIN_DAYS };
}
