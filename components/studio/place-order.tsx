'use client';

import { ArrowUp, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import { fieldName } from '#lib/api/predicate-sentence.ts';
import { FIELDS } from '#lib/facts/catalogue.ts';
import type { PlacePriority } from '#lib/journey/pools.ts';
import { ChoiceField } from './fields.tsx';
import { useLooseWords } from './loose-words.ts';
import { useStudio } from './studio-context.tsx';

/** What can put one account before another: amounts, counts, dates, and what a company numbers by itself. */
const RANKING = FIELDS.filter(
  ({ type, source }) => ['money', 'integer', 'number', 'date', 'instant'].includes(type) && source !== 'event' && source !== 'enrollment',
).map(({ path }) => path);

const DIRECTIONS = ['desc', 'asc'] as const;

interface PlaceOrderProps {
  readonly value: readonly PlacePriority[];
  readonly onChange: (value: readonly PlacePriority[]) => void;
  /** What is wrong with a row, in a sentence. */
  readonly faultAt: (index: number) => string | null;
}

/** In which order places go, row by row; where all rows are equal, who has waited longest goes first. */
export function PlaceOrder({ value, onChange, faultAt }: PlaceOrderProps) {
  const t = useTranslations('studio');
  const fields = useLooseWords('fields');
  const canEdit = useStudio((studio) => studio.canEdit);
  const free = RANKING.find((path) => !value.some(({ field }) => field === path));
  const replace = (index: number, one: PlacePriority) => onChange(value.map((other, i) => (i === index ? one : other)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-ink-2 text-sm">{t('placeOrder')}</legend>
      {value.length === 0 ? <p className="text-ink-3 text-sm">{t('placeOrderNone')}</p> : null}
      {value.map((one, index) => {
        const name = fieldName(fields, one.field);
        return (
          <div key={placeOf(value, index)} className="flex flex-col gap-2 rounded-lg border p-2.5">
            <div className="flex items-end gap-1">
              <ChoiceField
                className="flex-1"
                label={t('placeOrderField', { number: index + 1 })}
                value={one.field}
                fault={faultAt(index)}
                options={[...(RANKING.includes(one.field) ? [] : [one.field]), ...RANKING].map((path) => ({
                  value: path,
                  label: fieldName(fields, path),
                }))}
                onChange={(field) => replace(index, { ...one, field })}
              />
              {canEdit && index > 0 ? (
                <IconButton label={t('moveUp', { name })} onClick={() => onChange(raised(value, index))}>
                  <ArrowUp aria-hidden className="size-4" />
                </IconButton>
              ) : null}
              {canEdit ? (
                <IconButton label={t('take', { name })} onClick={() => onChange(value.filter((_, i) => i !== index))}>
                  <X aria-hidden className="size-4" />
                </IconButton>
              ) : null}
            </div>
            <ChoiceField
              label={t('placeOrderDirection', { number: index + 1 })}
              value={one.direction}
              options={DIRECTIONS.map((direction) => ({ value: direction, label: t(`placeOrder-${direction}`) }))}
              onChange={(direction) => replace(index, { ...one, direction: direction === 'asc' ? 'asc' : 'desc' })}
            />
          </div>
        );
      })}
      {canEdit && free !== undefined ? (
        <Button size="small" className="self-start" onClick={() => onChange([...value, { field: free, direction: 'desc' }])}>
          <Plus aria-hidden className="size-4" />
          {t('addPlaceOrder')}
        </Button>
      ) : null}
    </fieldset>
  );
}

function raised(value: readonly PlacePriority[], index: number): readonly PlacePriority[] {
  const [one, above] = [value[index], value[index - 1]];
  return one && above ? value.with(index - 1, one).with(index, above) : value;
}

/** A row has no name of its own: it is known by its place. */
function placeOf(value: readonly PlacePriority[], index: number): string {
  return `${value.length} ${index}`;
}
