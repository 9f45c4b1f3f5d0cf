import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

const looks = {
  primary: 'bg-brand text-brand-ink shadow-1 hover:bg-brand-strong',
  plain: 'border bg-surface text-ink hover:bg-sunken',
  danger: 'border border-bad/40 bg-surface text-bad-text hover:bg-bad/8',
  quiet: 'text-ink-2 hover:bg-sunken hover:text-ink',
};

const sizes = {
  small: 'h-8 rounded-md px-2.5 text-sm',
  usual: 'h-9 rounded-md px-3.5 text-base',
  large: 'h-11 rounded-lg px-4 text-base',
};

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
  readonly size?: keyof typeof sizes;
  /** Lends its looks to the one child, as a link. */
  readonly asChild?: boolean;
}

/** The only button of the house. */
export function Button({ look = 'plain', size = 'usual', asChild = false, className, ...rest }: ButtonProps) {
  const Tag = asChild ? Slot.Root : 'button';
  const given = asChild ? rest : { type: 'button' as const, ...rest };
  return (
    <Tag
      {...given}
      className={classes(
        'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap font-medium transition-colors disabled:cursor-default disabled:opacity-60',
        looks[look],
        sizes[size],
        className,
      )}
    />
  );
}

/** A square button that shows only a picture; its name is for those who cannot see it, and a tooltip for those who can. */
export function IconButton({
  label,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & { readonly label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'grid size-9 shrink-0 place-items-center rounded-md text-ink-2 transition-colors hover:bg-sunken hover:text-ink disabled:opacity-60',
        className,
      )}
    />
  );
}
