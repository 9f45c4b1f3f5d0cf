import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { control } from './field.tsx';
import { FieldFrame } from './field-frame.tsx';

interface SelectFieldProps extends ComponentProps<'select'> {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Says more about it, below; it is read with the field. */
  readonly hint?: string | null;
  /** What is wrong with it, in a sentence; it is read with the field. */
  readonly fault?: string | null;
}

/** A choice of one with its label above, as tall as a line of text in a form. */
export function SelectField({ label, options, hint, fault, className, ...rest }: SelectFieldProps) {
  return (
    <FieldFrame label={label} fault={fault} hint={hint} className={className}>
      {(ids) => (
        <div className="relative">
          <select {...rest} {...ids} className={classes(control, 'h-11 appearance-none truncate pr-9 pl-3 text-lg')}>
            {options.map((option) => (
              <option key={option.value} value={option.value} className="bg-surface text-ink">
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 size-4 text-ink-3" />
        </div>
      )}
    </FieldFrame>
  );
}
