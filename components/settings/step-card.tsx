import { ArrowRight, Check, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';

interface StepCardProps {
  readonly picture: LucideIcon;
  readonly name: string;
  readonly text: string;
  readonly state: string;
  readonly isDone: boolean;
  /** The first that is not done: its button is the page's. */
  readonly isNext: boolean;
  readonly go: string;
  /** Where it is done; null where it has no page or the role may not. */
  readonly href: string | null;
  /** The panel in which it is done. */
  readonly popover: string | null;
}

/** One of the first steps: what it is for, whether it is done, and the way there. */
export function StepCard({ picture: Picture, name, text, state, isDone, isNext, go, href, popover }: StepCardProps) {
  const look = isNext ? 'primary' : 'plain';
  return (
    <li
      className={classes(
        'flex items-start gap-4 rounded-xl border p-4 max-sm:flex-wrap',
        isNext ? 'border-brand/40 bg-surface shadow-2' : 'bg-surface shadow-1',
      )}
    >
      <span
        className={classes(
          'grid size-10 shrink-0 place-items-center rounded-lg',
          isDone ? 'bg-ok/15 text-ok-text' : isNext ? 'bg-brand-soft text-brand-strong' : 'bg-sunken text-ink-3',
        )}
      >
        {isDone ? <Check aria-hidden className="size-5" /> : <Picture aria-hidden className="size-5" strokeWidth={1.75} />}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <h2 className="font-semibold text-lg">
          {name} <span className={classes('font-normal text-sm', isDone ? 'text-ok-text' : 'text-ink-3')}>{state}</span>
        </h2>
        <p className="text-base text-ink-2">{text}</p>
      </div>
      {href ? (
        <Button asChild look={look} className="self-center max-sm:w-full">
          <Link href={href}>
            {go}
            <ArrowRight aria-hidden className="size-4" />
          </Link>
        </Button>
      ) : null}
      {popover ? (
        <Button look={look} popoverTarget={popover} className="self-center max-sm:w-full">
          {go}
        </Button>
      ) : null}
    </li>
  );
}
