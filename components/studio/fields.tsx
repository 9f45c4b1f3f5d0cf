'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { useStudio } from './studio-context.tsx';
import { type TextRead, useTyped } from './use-typed.ts';

interface RowProps {
  readonly label: string;
  readonly fault?: string | null;
  readonly hint?: string | null;
  readonly children: (ids: {
    readonly id: string;
    readonly describedBy: string | undefined;
    readonly isInvalid: true | undefined;
  }) => ReactNode;
  readonly className?: string;
}

/** A setting with its label above and what is wrong with it below. */
export function Row({ label, fault = null, hint = null, children, className }: RowProps) {
  const id = useId();
  const isInvalid = fault ? true : undefined;
  return (
    <div className={classes('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-ink-2 text-sm">
        {label}
      </label>
      {children({ id, describedBy: fault || hint ? `${id}-note` : undefined, isInvalid })}
      {fault || hint ? (
        <p id={`${id}-note`} className={classes('text-xs', fault ? 'text-bad-text' : 'text-ink-3')}>
          {fault ?? hint}
        </p>
      ) : null}
    </div>
  );
}

interface TypedFieldProps<Value> {
  readonly label: string;
  /** The value in force, as text. */
  readonly shown: string;
  readonly read: (text: string) => TextRead<Value>;
  readonly show: (value: Value) => string;
  readonly onChange: (value: Value) => void;
  /** A finding about the value in force. */
  readonly fault?: string | null;
  readonly hint?: string | null;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  readonly placeholder?: string;
  readonly list?: string;
  readonly className?: string;
}

/** A field of which each keystroke is read: a good value is in force at once, a bad one is refused in place and changes nothing. */
export function TypedField<Value>({
  label,
  shown,
  read,
  show,
  onChange,
  fault = null,
  hint = null,
  className,
  ...rest
}: TypedFieldProps<Value>) {
  const canEdit = useStudio((studio) => studio.canEdit);
  const typed = useTyped({ shown, read, show, onChange });
  return (
    <Row label={label} fault={typed.fault ?? fault} hint={hint} {...(className ? { className } : {})}>
      {({ id, describedBy, isInvalid }) => (
        <input
          {...rest}
          id={id}
          value={typed.text}
          readOnly={!canEdit}
          aria-invalid={isInvalid}
          aria-describedby={describedBy}
          autoComplete="off"
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.leave}
          className={classes(control, 'h-9 px-2.5 text-base')}
        />
      )}
    </Row>
  );
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly fault?: string | null;
  readonly hint?: string | null;
  readonly className?: string;
}

/** One of several. */
export function ChoiceField({ label, value, options, onChange, fault = null, hint = null, className }: ChoiceFieldProps) {
  const canEdit = useStudio((studio) => studio.canEdit);
  return (
    <Row label={label} fault={fault} hint={hint} {...(className ? { className } : {})}>
      {({ id, describedBy, isInvalid }) => (
        <div className="relative">
          <select
            id={id}
            value={value}
            disabled={!canEdit}
            aria-invalid={isInvalid}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.value)}
            className={classes(control, 'h-9 appearance-none truncate pr-8 pl-2.5 text-base disabled:opacity-80')}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} className="bg-surface text-ink">
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-4 text-ink-3" />
        </div>
      )}
    </Row>
  );
}

interface LinesFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly rows?: number;
}

/** The longest text of several lines; more is a paste gone wrong. */
const LINES_LENGTH = 4_000;

/** A text of several lines. One that is too long stays in the field, refused in place, and changes nothing. */
export function LinesField({ label, value, onChange, placeholder, rows = 3 }: LinesFieldProps) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const read = (text: string): TextRead<string> =>
    text.length > LINES_LENGTH ? { ok: false, fault: t('faultLong', { max: LINES_LENGTH }) } : { ok: true, value: text };
  const typed = useTyped({ shown: value, read, show: (text) => text, onChange });
  return (
    <Row label={label} fault={typed.fault}>
      {({ id, describedBy, isInvalid }) => (
        <textarea
          id={id}
          rows={rows}
          value={typed.text}
          readOnly={!canEdit}
          placeholder={placeholder}
          aria-invalid={isInvalid}
          aria-describedby={describedBy}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.leave}
          className={classes(control, 'thin-scroll field-sizing-content max-h-60 min-h-16 resize-y px-2.5 py-1.5 text-base')}
        />
      )}
    </Row>
  );
}
