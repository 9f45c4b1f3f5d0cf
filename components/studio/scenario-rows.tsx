'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { Row } from './fields.tsx';

interface RowsProps<Entry> {
  readonly title: string;
  readonly rows: readonly Entry[];
  readonly none: string;
  readonly addLabel: string;
  readonly takeLabel: (number: number) => string;
  readonly onAdd: (() => void) | null;
  readonly onTake: (index: number) => void;
  readonly children: (row: Entry, index: number) => ReactNode;
}

/** A list that one writes row by row: what there is, and a button for one more. */
export function Rows<Entry>({ title, rows, none, addLabel, takeLabel, onAdd, onTake, children }: RowsProps<Entry>) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="label-caps pb-1.5">{title}</legend>
      {rows.length === 0 ? <p className="text-ink-3 text-sm">{none}</p> : null}
      {rows.map((row, index) => (
        <div key={placeOf(rows, index)} className="flex items-end gap-2 rounded-lg border p-3">
          <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-4">{children(row, index)}</div>
          <IconButton label={takeLabel(index + 1)} onClick={() => onTake(index)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
      {onAdd ? (
        <Button size="small" className="self-start" onClick={onAdd}>
          <Plus aria-hidden className="size-3.5" />
          {addLabel}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface MomentFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (wall: string) => void;
}

/** A date and a time on the clock of a case's people. */
export function MomentField({ label, value, onChange }: MomentFieldProps) {
  return (
    <Row label={label} className="sm:col-span-2">
      {({ id }) => (
        <input
          id={id}
          type="datetime-local"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={classes(control, 'h-9 px-2.5 text-base')}
        />
      )}
    </Row>
  );
}

/** A date; one that is emptied or half typed changes nothing. */
export function DateField({ label, value, onChange }: Omit<MomentFieldProps, 'onChange'> & { readonly onChange: (date: string) => void }) {
  return (
    <Row label={label}>
      {({ id }) => (
        <input
          id={id}
          type="date"
          value={value}
          onChange={({ target }) => (target.value === '' ? undefined : onChange(target.value))}
          className={classes(control, 'h-9 px-2.5 text-base')}
        />
      )}
    </Row>
  );
}

/** What `takeLabel` and the like of a list say, in the reader's language. */
export function useRowLabels(kind: 'event' | 'contact' | 'end') {
  const t = useTranslations('scenarios');
  return { addLabel: t(`add-${kind}`), none: t(`none-${kind}`), takeLabel: (number: number) => t(`take-${kind}`, { number }) };
}

/** Rows have no name of their own: they are known by their place. */
function placeOf(rows: readonly unknown[], index: number): string {
  return `${rows.length} ${index}`;
}
