'use client';

import { useTranslations } from 'next-intl';
import { ChoiceList } from './choice-list.tsx';
import type { Decision } from './mapping-draft.ts';

/** The sign before the decimals: shown by a cell, or decided by a person. */
export function DecimalChoice({ decision, onChange }: { readonly decision: Decision; readonly onChange: (sign: '.' | ',') => void }) {
  const t = useTranslations('importing');
  const { decimalEvidence: evidence, decimal } = decision;
  const proof = evidence.kind === 'proven' ? evidence.proof : null;
  const facts = proof ? { cell: proof.cell, heading: proof.heading, line: String(proof.line) } : null;
  const isAgainst = evidence.kind === 'proven' && decimal !== evidence.sign;
  return (
    <ChoiceList
      legend={t('decimal')}
      options={[
        { value: '.', label: t('decimalPoint') },
        { value: ',', label: t('decimalComma') },
      ]}
      value={decimal}
      onChange={onChange}
    >
      {facts && isAgainst ? <p className="font-medium text-bad-text">{t('decimalAgainst', facts)}</p> : null}
      {facts && !isAgainst ? <p className="text-ink-2">{t('decimalProven', facts)}</p> : null}
      {evidence.kind === 'open' ? (
        <p className={decimal === null ? 'font-medium text-warn-text' : 'text-ink-2'}>
          {t('decimalOpen', { cell: evidence.example.cell, heading: evidence.example.heading })}
        </p>
      ) : null}
      {evidence.kind === 'mixed' ? (
        <p className="font-medium text-warn-text">{t('decimalOpen', { cell: evidence.comma.cell, heading: evidence.comma.heading })}</p>
      ) : null}
    </ChoiceList>
  );
}
