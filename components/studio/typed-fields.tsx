'use client';

import { useTranslations } from 'next-intl';
import { isLocalTime } from '#lib/base/civil.ts';
import { TypedField } from './fields.tsx';
import type { TextRead } from './use-typed.ts';

interface FieldOf<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly fault?: string | null;
  readonly hint?: string | null;
  readonly className?: string;
}

/** The longest text of a setting; more is a paste gone wrong. */
const TEXT_LENGTH = 200;
/** As many days as the journey's rules allow anywhere. */
const MAX_DAYS = 3_650;

/** A whole number within bounds. Nothing is rounded or cut to fit: what does not fit is refused with the bounds. */
export function WholeField({ min, max = MAX_DAYS, value, ...rest }: FieldOf<number> & { readonly min: number; readonly max?: number }) {
  const t = useTranslations('studio');
  const read = (text: string): TextRead<number> => {
    const number = /^\s*[-−]?\d{1,9}\s*$/.test(text) ? Number(text.replace('−', '-')) : Number.NaN;
    if (!Number.isInteger(number)) return { ok: false, fault: t('faultWhole') };
    return number < min || number > max ? { ok: false, fault: t('faultBetween', { min, max }) } : { ok: true, value: number };
  };
  return <TypedField {...rest} shown={String(value)} read={read} show={String} inputMode="numeric" />;
}

/** A time of day as `09:00`; an empty one is null where that is allowed. */
export function TimeField({ value, mayBeEmpty = false, onChange, ...rest }: FieldOf<string | null> & { readonly mayBeEmpty?: boolean }) {
  const t = useTranslations('studio');
  const read = (text: string): TextRead<string | null> => {
    const trimmed = text.trim();
    if (trimmed === '' && mayBeEmpty) return { ok: true, value: null };
    const time = /^\d:/.test(trimmed) ? `0${trimmed}` : trimmed;
    return isLocalTime(time) ? { ok: true, value: time } : { ok: false, fault: t('faultTime') };
  };
  return (
    <TypedField
      {...rest}
      onChange={onChange}
      shown={value ?? ''}
      read={read}
      show={(time) => time ?? ''}
      inputMode="numeric"
      placeholder={mayBeEmpty ? t('sameTime') : '09:00'}
    />
  );
}

interface TextSettingProps extends FieldOf<string> {
  /** Refused where it is empty, with this sentence. */
  readonly needed?: string;
  readonly placeholder?: string;
  readonly list?: string;
}

/** A line of text. */
export function TextSetting({ value, needed, ...rest }: TextSettingProps) {
  const t = useTranslations('studio');
  const read = (text: string): TextRead<string> => {
    if (needed !== undefined && text.trim() === '') return { ok: false, fault: needed };
    return text.length > TEXT_LENGTH ? { ok: false, fault: t('faultLong', { max: TEXT_LENGTH }) } : { ok: true, value: text };
  };
  return <TypedField {...rest} shown={value} read={read} show={(text) => text} />;
}
