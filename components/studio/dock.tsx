import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';

interface DockProps {
  readonly title: string;
  /** Its button, where something else leads to it. */
  readonly id?: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Beside the title, read while it is folded too. */
  readonly beside?: ReactNode;
  /** There is nothing inside to unfold. */
  readonly isEmpty?: boolean;
  readonly children: ReactNode;
}

/** A part at the foot of the studio, folded away until it is asked for: what is inside is made only then. */
export function Dock({ title, id, isOpen, onToggle, beside, isEmpty = false, children }: DockProps) {
  return (
    <section aria-label={title} className="shrink-0 border-t bg-surface">
      <button
        id={id}
        type="button"
        aria-expanded={isOpen}
        disabled={isEmpty}
        onClick={onToggle}
        className="flex h-9 w-full items-center gap-3 px-4 text-left text-sm enabled:hover:bg-sunken"
      >
        <span className="label-caps truncate">{title}</span>
        {beside}
        {isEmpty ? null : (
          <ChevronDown
            aria-hidden
            className={classes('ml-auto size-4 shrink-0 text-ink-3 transition-transform', isOpen ? null : 'rotate-180')}
          />
        )}
      </button>
      {isOpen && !isEmpty ? children : null}
    </section>
  );
}
