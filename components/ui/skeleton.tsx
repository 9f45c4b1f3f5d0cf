import { classes } from './classes.ts';

/** The grey shape of something that is on its way. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden className={classes('block animate-shimmer rounded-xs bg-line', className)} />;
}
