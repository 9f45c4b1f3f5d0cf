import { classes } from './classes.ts';

/** How far something is, from 0 to 1; its words are heard, and shown beside it by whoever uses it. */
export function ProgressBar({ label, share, className }: { readonly label: string; readonly share: number; readonly className?: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classes('h-2 w-full overflow-hidden rounded-xs bg-line', className)}
    >
      <div className="h-full rounded-xs bg-brand transition-all duration-300" style={{ width: `${percent}%` }} />
    </div>
  );
}
