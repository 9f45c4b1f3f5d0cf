'use client';

import { useTranslations } from 'next-intl';
import type { Span, When } from '#lib/journey/when.ts';
import { ChoiceField } from './fields.tsx';
import { TimeField, WholeField } from './typed-fields.tsx';

const KINDS = ['now', 'before', 'on', 'past', 'later'] as const;
type Kind = (typeof KINDS)[number];
const UNITS = ['hours', 'days', 'businessDays'] as const;
/** As many hours as the rules allow days. */
const MAX_HOURS = 3_650 * 24;

function kindOf(when: When): Kind {
  if (when.kind === 'now') return 'now';
  if (when.kind === 'after') return 'later';
  if (when.days === 0) return 'on';
  return when.days < 0 ? 'before' : 'past';
}

function whenOf(kind: Kind, before: When): When {
  const at = ('at' in before ? before.at : undefined) ?? '09:00';
  const days = before.kind === 'due' ? Math.abs(before.days) || 3 : 3;
  if (kind === 'now') return { kind: 'now' };
  if (kind === 'later') return { kind: 'after', amount: 1, unit: 'days' };
  if (kind === 'on') return { kind: 'due', days: 0, at };
  return { kind: 'due', days: kind === 'before' ? -days : days, at };
}

interface WhenFieldsProps {
  readonly value: When;
  /** `field` names what was changed, so that typing in one is one step of the history. */
  readonly onChange: (value: When, field: string | null) => void;
  /** A wait has nothing to do on arrival. */
  readonly isWait?: boolean;
  readonly fault?: string | null;
}

/** When a step acts: on arrival, by the due date, or some time after the arrival. */
export function WhenFields({ value, onChange, isWait = false, fault = null }: WhenFieldsProps) {
  const t = useTranslations('studio');
  const kinds = KINDS.filter((kind) => !isWait || kind !== 'now' || value.kind === 'now');
  const kind = kindOf(value);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{t(isWait ? 'waitUntil' : 'when')}</legend>
      <ChoiceField
        label={t(isWait ? 'waitUntil' : 'when')}
        value={kind}
        fault={fault}
        options={kinds.map((one) => ({ value: one, label: t(`when-${one}`) }))}
        onChange={(next) => onChange(whenOf(KINDS.find((one) => one === next) ?? 'now', value), null)}
      />
      {value.kind === 'due' ? (
        <div className="grid grid-cols-2 items-end gap-2">
          {value.days === 0 ? null : (
            <WholeField
              label={t(value.days < 0 ? 'daysBefore' : 'daysAfter')}
              value={Math.abs(value.days)}
              min={1}
              onChange={(days) => onChange({ ...value, days: value.days < 0 ? -days : days }, 'days')}
            />
          )}
          <TimeField label={t('time')} value={value.at} onChange={(at) => onChange({ ...value, at: at ?? '' }, 'at')} />
        </div>
      ) : null}
      {value.kind === 'after' ? (
        <>
          <SpanFields
            value={value}
            min={0}
            onChange={({ amount, unit }, field) => {
              const { at, ...rest } = value;
              onChange(unit === 'hours' || at === undefined ? { ...rest, amount, unit } : { ...rest, amount, unit, at }, field);
            }}
          />
          {value.unit === 'hours' ? null : (
            <TimeField
              label={t('time')}
              value={value.at ?? null}
              mayBeEmpty
              onChange={(at) => {
                const { at: _, ...rest } = value;
                onChange(at === null ? rest : { ...rest, at }, 'at');
              }}
            />
          )}
        </>
      ) : null}
    </fieldset>
  );
}

interface SpanFieldsProps {
  readonly value: Span;
  readonly min: number;
  readonly onChange: (value: Span, field: string | null) => void;
}

/** How long: a number and its unit. */
export function SpanFields({ value, min, onChange }: SpanFieldsProps) {
  const t = useTranslations('studio');
  return (
    <div className="grid grid-cols-2 items-end gap-2">
      <WholeField
        label={t('amount')}
        value={value.amount}
        min={min}
        {...(value.unit === 'hours' ? { max: MAX_HOURS } : {})}
        onChange={(amount) => onChange({ amount, unit: value.unit }, 'amount')}
      />
      <ChoiceField
        label={t('unit')}
        value={value.unit}
        options={UNITS.map((unit) => ({ value: unit, label: t(`unit-${unit}`) }))}
        onChange={(next) => onChange({ amount: value.amount, unit: UNITS.find((unit) => unit === next) ?? 'days' }, null)}
      />
    </div>
  );
}
