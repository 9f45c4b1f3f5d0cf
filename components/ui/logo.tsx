import { classes } from './classes.ts';

/** Cadenza's mark: a C that opens on a step. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <span aria-hidden className={classes('grid size-7 shrink-0 place-items-center rounded-md bg-brand text-brand-ink', className)}>
      <svg viewBox="0 0 24 24" className="size-4.5" fill="none" role="presentation">
        <path d="M18.2 6.6A8 8 0 1 0 18.2 17.4" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
        <circle cx="13.4" cy="12" r="2.1" fill="currentColor" />
      </svg>
    </span>
  );
}
