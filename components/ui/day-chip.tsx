import { classes } from './classes.ts';

/** A bucket of days past due, or none: which heat something is shown in. */
export type Heat = 'none' | 'pre' | 'due' | '1-30' | '31-60' | '61-90' | '90+';

/** `D−5`, `D0`, `D+12`: a day relative to the due date, written alike in every language. */
export function dayLabel(day: number): string {
  if (day === 0) return 'D0';
  return day < 0 ? `D−${-day}` : `D+${day}`;
}

/** A day relative to the due date in its heat. */
export function DayChip({ day, heat, className }: { readonly day: number; readonly heat: Heat; readonly className?: string }) {
  return (
    <span
      data-heat={heat}
      className={classes('inline-block rounded-xs bg-heat/12 px-1.5 font-semibold text-2xs text-heat-text leading-5', className)}
    >
      {dayLabel(day)}
    </span>
  );
}
