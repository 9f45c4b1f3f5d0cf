'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { classes } from '#components/ui/classes.ts';

interface ChoiceListProps<Value extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** What is known about it, below. */
  readonly children?: ReactNode;
}

/** A choice of a few that must be seen side by side. */
export function ChoiceList<Value extends string>({ legend, options, value, onChange, children }: ChoiceListProps<Value>) {
  const id = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={children ? `${id}-note` : undefined}>
      <legend className="mb-1.5 font-medium text-ink-2 text-sm">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={classes(
              'flex h-9 cursor-pointer items-center gap-2 rounded-md border px-2.5 text-sm transition-colors max-lg:h-11',
              option.value === value
                ? 'border-brand bg-brand-soft font-medium text-brand-strong'
                : 'border-edge bg-surface hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="accent-brand"
            />
            {option.label}
          </label>
        ))}
      </div>
      {children ? (
        <div id={`${id}-note`} className="flex flex-col gap-2 text-sm">
          {children}
        </div>
      ) : null}
    </fieldset>
  );
}
