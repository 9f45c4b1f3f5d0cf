import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { FieldFrame } from './field-frame.tsx';

/** The looks of whatever one types or picks in. */
export const control =
  'w-full rounded-md border border-edge bg-surface text-ink placeholder:text-ink-3 transition-colors hover:border-ink-3 focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-2 disabled:opacity-100 disabled:hover:border-line';

interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  /** Stands inside the field, at its end: as a button that shows the password. */
  readonly end?: ReactNode;
  /** What is wrong with it, in a sentence; it is read with the field. */
  readonly fault?: string | null;
}

/** A line of text with its label above. */
export function TextField({ label, end, fault, className, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} fault={fault} className={className}>
      {(ids) => (
        <div className="relative">
          <input {...rest} {...ids} className={classes(control, 'h-11 px-3 text-lg', end ? 'pr-12' : null)} />
          {end ? <div className="absolute inset-y-0 right-1 grid place-items-center">{end}</div> : null}
        </div>
      )}
    </FieldFrame>
  );
}
