import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface BlankStateProps {
  readonly picture: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  /** What one can do about it. */
  readonly actions?: ReactNode;
  readonly isHeading?: boolean;
  readonly className?: string;
}

/** What stands where there is nothing to show: empty, refused, missing or broken. It says so, and what to do. */
export function BlankState({ picture: Picture, title, children, actions, isHeading = false, className }: BlankStateProps) {
  const Title = isHeading ? 'h1' : 'h2';
  return (
    <div className={classes('mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-10 text-center', className)}>
      <span className="mb-2 grid size-12 place-items-center rounded-xl border bg-surface text-ink-3 shadow-1">
        <Picture aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <Title className="font-semibold text-lg">{title}</Title>
      {children ? <div className="text-balance text-base text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
