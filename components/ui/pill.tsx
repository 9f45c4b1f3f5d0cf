import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

const tones = {
  calm: 'border-line bg-sunken text-ink-2',
  brand: 'border-transparent bg-brand-soft text-brand-strong',
  warn: 'border-warn/40 bg-warn/10 text-warn-text',
};

/** A short fact in a rounded frame, as in the header. */
export function Pill({ tone = 'calm', className, ...rest }: ComponentProps<'span'> & { readonly tone?: keyof typeof tones }) {
  return (
    <span
      {...rest}
      className={classes(
        'inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-2xl border px-2 text-xs',
        tones[tone],
        className,
      )}
    />
  );
}
