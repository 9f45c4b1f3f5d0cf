'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { Combobox } from '#components/ui/combobox.tsx';
import { kindOf, wordsOf } from '#lib/api/import-fields.ts';
import type { ColumnSight, FileSight } from '#lib/api/imports.ts';
import { ColumnValues } from './column-values.tsx';
import { fieldOptions, IGNORE } from './field-words.ts';
import { type Draft, withField } from './mapping-draft.ts';

interface ColumnListProps {
  readonly sight: FileSight;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** Every column of the file: its heading, some of its cells, and the field that it fills. */
export function ColumnList({ sight, draft, onChange }: ColumnListProps) {
  const t = useTranslations('importing');
  const usedBy = useMemo(() => new Map([...draft.columns].map(([heading, { field }]) => [field, heading])), [draft.columns]);
  const double = useMemo(() => doubleHeadings(sight.columns), [sight.columns]);
  // A heading may be empty or stand twice; its place may not.
  const placed = useMemo(() => sight.columns.map((column, place) => ({ column, key: `${place}:${column.heading}` })), [sight.columns]);
  return (
    <section aria-labelledby="columns" className="rounded-xl border bg-surface shadow-1">
      <div className="border-b px-4 py-3">
        <h2 id="columns" className="font-semibold text-lg">
          {t('columnsTitle')}
        </h2>
        <p className="text-ink-2 text-sm">{t('columnsLead')}</p>
      </div>
      <ul aria-labelledby="columns" className="divide-y">
        {placed.map(({ column, key }) => (
          <ColumnLine key={key} column={column} isDouble={double.has(column.heading)} draft={draft} usedBy={usedBy} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function doubleHeadings(columns: readonly ColumnSight[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(columns.map(({ heading }) => heading).filter((heading) => seen.size === seen.add(heading).size));
}

interface ColumnLineProps {
  readonly column: ColumnSight;
  readonly isDouble: boolean;
  readonly draft: Draft;
  readonly usedBy: ReadonlyMap<string, string>;
  readonly onChange: (draft: Draft) => void;
}

function ColumnLine({ column, isDouble, draft, usedBy, onChange }: ColumnLineProps) {
  const t = useTranslations('importing');
  const [isOpen, setIsOpen] = useState(false);
  const { heading, values } = column;
  const field = draft.columns.get(heading)?.field ?? null;
  const options = useMemo(() => fieldOptions(t, heading, field, usedBy), [t, heading, field, usedBy]);
  const hasValues = field !== null && values !== null && wordsOf(kindOf(field)) !== null;
  const isReadable = heading !== '' && !isDouble;
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <div className="min-w-0 flex-1 basis-48">
          <p className={classes('truncate font-medium', field === null ? 'text-ink-2' : null)}>
            {heading === '' ? t('noHeading') : heading}
          </p>
          <p className="truncate text-ink-3 text-xs">{column.examples.length === 0 ? t('noCells') : column.examples.join(' · ')}</p>
        </div>
        {isReadable ? (
          <div className="flex min-w-0 flex-1 basis-64 items-center gap-1.5">
            <Combobox
              className="flex-1"
              label={t('fieldFor', { heading })}
              options={options}
              value={field ?? IGNORE}
              isQuiet={field === null}
              placeholder={t('searchField')}
              none={t('noField')}
              onChange={(value) => onChange(withField(draft, heading, value === IGNORE ? null : value))}
            />
            {hasValues ? (
              <Button
                size="small"
                look="quiet"
                aria-expanded={isOpen}
                aria-label={t('valuesOf', { heading })}
                onClick={() => setIsOpen(!isOpen)}
              >
                {t('values')}
              </Button>
            ) : null}
          </div>
        ) : (
          <p className="flex-1 basis-64 text-ink-2 text-sm">{isDouble ? t('doubleHeading') : null}</p>
        )}
      </div>
      {isOpen && hasValues ? <ColumnValues heading={heading} values={values} field={field} draft={draft} onChange={onChange} /> : null}
    </li>
  );
}
