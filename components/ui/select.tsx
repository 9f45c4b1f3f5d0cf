import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

interface SelectProps extends ComponentProps<'select'> {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** True where it narrows something: it is lit then. */
  readonly isActive?: boolean;
}

/** The browser's own choice of one, small enough to stand in a row; its label is heard, and seen as its first option. */
export function Select({ label, options, isActive = false, className, ...rest }: SelectProps) {
  return (
    <div className={classes('relative min-w-0', className)}>
      <select
        aria-label={label}
        {...rest}
        className={classes(
          'h-8 w-full appearance-none truncate rounded-md border py-0 pr-7 pl-2.5 text-sm transition-colors max-lg:h-10',
          isActive ? 'border-brand bg-brand-soft font-medium text-brand-strong' : 'bg-surface text-ink-2 hover:bg-sunken',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-surface text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 size-3.5 text-ink-3" />
    </div>
  );
}
