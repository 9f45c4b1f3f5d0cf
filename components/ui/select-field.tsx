import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';
import { classes } from './classes.ts';
import { control } from './field.tsx';

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
  const id = useId();
  const notes = [fault ? `${id}-fault` : null, hint ? `${id}-hint` : null].filter((note) => note !== null);
  return (
    <div className={classes('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-ink-2 text-sm">
        {label}
      </label>
      <div className="relative">
        <select
          {...rest}
          id={id}
          aria-invalid={fault ? true : undefined}
          aria-describedby={notes.length > 0 ? notes.join(' ') : undefined}
          className={classes(control, 'h-11 appearance-none truncate pr-9 pl-3 text-lg')}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-surface text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 size-4 text-ink-3" />
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="text-bad-text text-sm">
          {fault}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-3 text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
