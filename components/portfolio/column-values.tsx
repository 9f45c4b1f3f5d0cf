'use client';

import { useTranslations } from 'next-intl';
import { useAccountStatus, useChannelName } from '#components/contact/words.ts';
import { Select } from '#components/ui/select.tsx';
import { kindOf, wordsOf } from '#lib/api/import-fields.ts';
import { type Draft, type Scalar, withValue } from './mapping-draft.ts';

interface ColumnValuesProps {
  readonly heading: string;
  readonly values: readonly string[];
  readonly field: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

const AS_IS = '';
const EMPTY = 'null';

/** What each of a column's few values stands for: Yes for true, PAID for paid. */
export function ColumnValues({ heading, values, field, draft, onChange }: ColumnValuesProps) {
  const t = useTranslations('importing');
  const [statusName, channelName] = [useAccountStatus(), useChannelName()];
  const kind = kindOf(field);
  const words = wordsOf(kind) ?? [];
  const map = draft.columns.get(heading)?.map ?? {};
  const wordName = (word: string | boolean) =>
    word === true
      ? t('yes')
      : word === false
        ? t('no')
        : kind === 'status'
          ? (statusName(word) ?? word)
          : kind === 'channel'
            ? channelName(word)
            : consentName(t, word);
  const options = [
    { value: AS_IS, label: t('asIs') },
    ...words.map((word) => ({ value: JSON.stringify(word), label: wordName(word) })),
    { value: EMPTY, label: t('nothing') },
  ];
  return (
    <ul aria-label={t('valuesOf', { heading })} className="flex flex-wrap gap-x-5 gap-y-2 rounded-md bg-sunken px-3 py-2.5">
      {values.map((value) => (
        <li key={value} className="flex items-center gap-2">
          <span className="max-w-48 truncate font-mono text-sm">{value}</span>
          <Select
            label={t('valueFor', { value, heading })}
            options={options}
            value={value in map ? JSON.stringify(map[value]) : AS_IS}
            isActive={value in map}
            onChange={(event) => onChange(withValue(draft, heading, value, scalarOf(event.target.value)))}
          />
        </li>
      ))}
    </ul>
  );
}

function scalarOf(written: string): Scalar | undefined {
  return written === AS_IS ? undefined : JSON.parse(written);
}

function consentName(t: ReturnType<typeof useTranslations<'importing'>>, word: string): string {
  const known = (['granted', 'denied', 'unknown'] as const).find((one) => one === word);
  return known ? t(`consent.${known}`) : word;
}
