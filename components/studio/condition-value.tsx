'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ValueEditorProps } from 'react-querybuilder';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { isLocalDate, isLocalTime } from '#lib/base/civil.ts';
import { minorDigits, parseMoney } from '#lib/base/money.ts';
import { type Field, fieldAt } from '#lib/facts/catalogue.ts';
import { readNumber } from '#lib/facts/comparison.ts';
import { useValueName } from './predicate-words.ts';
import { useStudioPlace } from './studio-context.tsx';
import { type TextRead, useTyped } from './use-typed.ts';

/** What a rule compares with, in the manner of its field's type. */
export function ConditionValue({ field: path, operator, value, handleOnChange, disabled }: ValueEditorProps) {
  const t = useTranslations('studio');
  const field = fieldAt(path);
  if (!field || operator === 'null' || operator === 'notNull') return null;
  const isList = operator === 'in' || operator === 'notIn';
  const given = { field, disabled: disabled === true };
  if (operator === 'between' || operator === 'notBetween') {
    const [from, to] = Array.isArray(value) ? value : [value, value];
    return (
      <div className="is-wide grid grid-cols-2 gap-1">
        <OneValue {...given} label={t('from')} value={from ?? ''} onChange={(next) => handleOnChange([next, to ?? next])} />
        <OneValue {...given} label={t('to')} value={to ?? ''} onChange={(next) => handleOnChange([from ?? next, next])} />
      </div>
    );
  }
  const one = Array.isArray(value) ? (value[0] ?? '') : value;
  if (isList) return <SeveralValues {...given} values={Array.isArray(value) ? value : [value]} onChange={handleOnChange} />;
  return <OneValue {...given} label={t('value')} value={one} onChange={handleOnChange} />;
}

interface OneValueProps {
  readonly field: Field;
  readonly label: string;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

function OneValue({ field, label, value, disabled, onChange }: OneValueProps) {
  const valueName = useValueName();
  const choices = field.type === 'boolean' ? [true, false] : field.values;
  if (!choices) return <TypedValue field={field} label={label} value={value} disabled={disabled} onChange={onChange} />;
  return (
    <select
      aria-label={label}
      value={String(value)}
      disabled={disabled}
      onChange={(event) => onChange(choices.find((choice) => String(choice) === event.target.value))}
      className={classes(control, 'is-value h-8 min-w-0 truncate px-1.5 text-sm')}
    >
      {choices.map((choice) => (
        <option key={String(choice)} value={String(choice)} className="bg-surface text-ink">
          {valueName(field, choice)}
        </option>
      ))}
    </select>
  );
}

/** Reads as it is typed; what cannot be a value of the field is refused below it and changes nothing. */
function TypedValue({ field, label, value, disabled, onChange }: OneValueProps) {
  const { show, read } = useReading(field);
  const { text, fault, type, leave } = useTyped({ shown: show(value), read, show, onChange });
  return (
    <div className="is-value min-w-0">
      <input
        aria-label={label}
        title={fault ?? undefined}
        value={text}
        readOnly={disabled}
        aria-invalid={fault ? true : undefined}
        inputMode={field.type === 'money' || field.type === 'integer' || field.type === 'number' ? 'decimal' : 'text'}
        placeholder={placeholderOf(field)}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        className={classes(control, 'h-8 px-2 text-sm')}
      />
      {fault ? (
        <p role="alert" className="pt-0.5 text-bad-text text-xs">
          {fault}
        </p>
      ) : null}
    </div>
  );
}

interface SeveralValuesProps {
  readonly field: Field;
  readonly values: readonly unknown[];
  readonly disabled: boolean;
  readonly onChange: (values: unknown) => void;
}

/** Ticks for a list that is known; else values with commas between. */
function SeveralValues({ field, values, disabled, onChange }: SeveralValuesProps) {
  const t = useTranslations('studio');
  const valueName = useValueName();
  if (!field.values) {
    const several: Field = { ...field, type: 'list' };
    return <TypedValue field={several} label={t('values')} value={values} disabled={disabled} onChange={onChange} />;
  }
  return (
    <fieldset className="is-wide grid grid-cols-2 gap-x-2 gap-y-0.5" disabled={disabled}>
      <legend className="sr-only">{t('values')}</legend>
      {field.values.map((choice) => (
        <label key={choice} className="flex items-center gap-1.5 text-xs">
          <input
            type="checkbox"
            checked={values.includes(choice)}
            onChange={(event) =>
              onChange(event.target.checked ? [...values.filter((one) => one !== ''), choice] : values.filter((one) => one !== choice))
            }
            className="accent-brand"
          />
          <span className="truncate">{valueName(field, choice)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function placeholderOf({ type }: Field): string | undefined {
  if (type === 'date' || type === 'instant') return '2026-03-15';
  return type === 'time' ? '09:00' : undefined;
}

/** How a field's values are written and read. Amounts are typed in the currency and kept in its minor unit. */
function useReading(field: Field): { show: (value: unknown) => string; read: (text: string) => TextRead<unknown> } {
  const t = useTranslations('studio');
  const locale = useLocale();
  const { currency } = useStudioPlace();
  const no = (fault: string): TextRead<unknown> => ({ ok: false, fault });
  const plain = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  switch (field.type) {
    case 'money':
      return {
        show: (value) => {
          const minor = readNumber(value);
          if (minor === null) return plain(value);
          return (minor / 10 ** minorDigits(currency)).toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 4 });
        },
        read: (text) => {
          const [first, second]: readonly ('.' | ',')[] = locale === 'en' ? ['.', ','] : [',', '.'];
          for (const decimal of [first ?? '.', second ?? ',']) {
            const amount = parseMoney(text, currency, decimal);
            if (amount.ok) return { ok: true, value: amount.minor };
          }
          return no(t('faultMoney', { currency }));
        },
      };
    case 'integer':
      return { show: plain, read: (text) => (/^\s*-?\d{1,9}\s*$/.test(text) ? { ok: true, value: Number(text) } : no(t('faultWhole'))) };
    case 'number':
      return {
        show: plain,
        read: (text) =>
          /^\s*-?\d{1,9}([.,]\d{1,9})?\s*$/.test(text) ? { ok: true, value: Number(text.replace(',', '.')) } : no(t('faultNumber')),
      };
    case 'date':
    case 'instant':
      return { show: plain, read: (text) => (isLocalDate(text.trim()) ? { ok: true, value: text.trim() } : no(t('faultDate'))) };
    case 'time':
      return { show: plain, read: (text) => (isLocalTime(text.trim()) ? { ok: true, value: text.trim() } : no(t('faultTime'))) };
    case 'list':
      return {
        show: (value) => (Array.isArray(value) ? value.join(', ') : plain(value)),
        read: (text) => ({
          ok: true,
          value: text
            .split(',')
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        }),
      };
    default:
      return { show: plain, read: (text) => (text.length > 200 ? no(t('faultLong', { max: 200 })) : { ok: true, value: text }) };
  }
}
