'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { FileSight, SightChoice } from '#lib/api/imports.ts';
import { DateChoice } from './date-choice.tsx';
import { DecimalChoice } from './decimal-choice.tsx';
import type { Decision, Draft } from './mapping-draft.ts';

interface ReadingPanelProps {
  readonly sight: FileSight;
  readonly draft: Draft;
  readonly decision: Decision;
  readonly zones: readonly string[];
  readonly onChange: (draft: Draft) => void;
  readonly onLook: (choice: SightChoice) => void;
}

/** How cells are read: dates, decimals, zone and currency; and what the file itself was found to be. */
export function ReadingPanel({ sight, draft, decision, zones, onChange, onLook }: ReadingPanelProps) {
  const t = useTranslations('importing');
  const zoneList = useId();
  return (
    <section aria-labelledby="reading" className="flex flex-col gap-4 rounded-xl border bg-surface p-4 shadow-1">
      <h2 id="reading" className="font-semibold text-lg">
        {t('reading')}
      </h2>
      <DateChoice sight={sight} decision={decision} onChange={(dates) => onChange({ ...draft, dates })} />
      <DecimalChoice decision={decision} onChange={(decimal) => onChange({ ...draft, decimal })} />
      <div className="grid grid-cols-3 gap-3">
        <TextField
          className="col-span-2 min-w-0"
          label={t('zone')}
          list={zoneList}
          value={draft.timezone}
          onChange={(event) => onChange({ ...draft, timezone: event.target.value })}
        />
        <datalist id={zoneList}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <TextField
          label={t('currency')}
          value={draft.currency}
          maxLength={3}
          autoCapitalize="characters"
          onChange={(event) => onChange({ ...draft, currency: event.target.value.toUpperCase() })}
        />
      </div>
      <FileChoice sight={sight} draft={draft} onLook={onLook} />
    </section>
  );
}

const SIGNS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
] as const;

function FileChoice({ sight, draft, onLook }: Pick<ReadingPanelProps, 'sight' | 'draft' | 'onLook'>) {
  const t = useTranslations('importing');
  const choice: SightChoice = {
    delimiter: SIGNS.find(([sign]) => sign === draft.delimiter)?.[0] ?? null,
    encoding: draft.encoding,
    sheet: draft.sheet,
    headingRow: draft.headingRow,
  };
  const heading = <HeadingChoice sight={sight} draft={draft} onChoose={(headingRow) => onLook({ ...choice, headingRow })} />;
  if (sight.kind === 'xlsx') {
    return (
      <div className="flex flex-col gap-4">
        {heading}
        <SelectField
          label={t('sheet')}
          options={sight.sheets.map((name) => ({ value: name, label: name }))}
          value={sight.sheet ?? ''}
          onChange={(event) => onLook({ ...choice, sheet: event.target.value, headingRow: null })}
        />
      </div>
    );
  }
  const signName = (sign: string | null) => SIGNS.find(([known]) => known === sign)?.[1] ?? 'comma';
  const encoding = sight.encoding === 'ascii' ? t('ascii') : (sight.encoding ?? '').toUpperCase().replace('WINDOWS', 'Windows');
  return (
    <div className="flex flex-col gap-4">
      {heading}
      <SelectField
        label={t('delimiter')}
        options={[
          { value: '', label: t('detected', { what: t(`sign.${signName(sight.delimiter)}`) }) },
          ...SIGNS.map(([sign, name]) => ({ value: sign, label: t(`sign.${name}`) })),
        ]}
        value={draft.delimiter ?? ''}
        onChange={(event) => onLook({ ...choice, delimiter: SIGNS.find(([sign]) => sign === event.target.value)?.[0] ?? null })}
      />
      <SelectField
        label={t('encoding')}
        options={[
          { value: '', label: t('detected', { what: encoding }) },
          { value: 'utf-8', label: 'UTF-8' },
          { value: 'windows-1252', label: 'Windows-1252' },
        ]}
        value={draft.encoding ?? ''}
        onChange={(event) => onLook({ ...choice, encoding: ENCODINGS.find((name) => name === event.target.value) ?? null })}
      />
    </div>
  );
}

interface HeadingChoiceProps {
  readonly sight: FileSight;
  readonly draft: Draft;
  readonly onChoose: (headingRow: number | null) => void;
}

/** On which row the headings stand: as it was found, or as a person says. */
function HeadingChoice({ sight, draft, onChoose }: HeadingChoiceProps) {
  const t = useTranslations('importing');
  const rowName = (line: number) => (line === 0 ? t('headingNone') : t('headingAt', { row: String(line) }));
  const options = sight.top.map(({ line, cells }) => {
    const words = cells.filter((cell) => cell.trim() !== '').slice(0, 3);
    return { value: String(line), label: `${rowName(line)}: ${words.join(' · ').slice(0, 60)}` };
  });
  return (
    <SelectField
      label={t('headingRow')}
      hint={t(sight.headingRow === 0 ? 'headingNoneHint' : 'headingHint')}
      options={[
        { value: '', label: draft.headingRow === null ? t('detected', { what: rowName(sight.headingRow) }) : t('headingFind') },
        { value: '0', label: t('headingNone') },
        ...options,
      ]}
      value={draft.headingRow === null ? '' : String(draft.headingRow)}
      onChange={(event) => onChoose(event.target.value === '' ? null : Number(event.target.value))}
    />
  );
}

const ENCODINGS = ['utf-8', 'windows-1252'] as const;
