import { classes } from './classes.ts';

/** Cadenza's mark: a C whose opening is three steps in time. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <span aria-hidden className={classes('grid size-7 shrink-0 place-items-center rounded-md bg-brand text-brand-ink', className)}>
      <svg viewBox="0 0 24 24" className="size-4.5" fill="none" role="presentation">
        <path d="M17.2 6.3A7.6 7.6 0 1 0 17.2 17.7" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
        <circle cx="12.2" cy="12" r="1.25" fill="currentColor" />
        <circle cx="16.1" cy="12" r="1.25" fill="currentColor" />
        <circle cx="20" cy="12" r="1.25" fill="currentColor" />
      </svg>
    </span>
  );
}
