import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';
import { DayChip } from '#components/ui/day-chip.tsx';
import type { TimelineEntry } from '#lib/api/debtors.ts';

export interface EntryProps {
  readonly entry: TimelineEntry;
  readonly country: string;
  readonly answeringOn: string | null;
  readonly mayReadInbox: boolean;
}

interface LineProps {
  readonly picture: LucideIcon;
  readonly time: string;
  readonly title: ReactNode;
  readonly accounts?: readonly About[];
  readonly isQuiet?: boolean;
  readonly children?: ReactNode;
}

type About = Extract<TimelineEntry, { kind: 'contact' }>['accounts'][number];

/** A line of the timeline: its picture, what it is, about which accounts, when; and what there is to say of it. */
export function Line({ picture: Picture, time, title, accounts = [], isQuiet = false, children }: LineProps) {
  return (
    <li className="flex gap-3 border-b px-4 py-3 last:border-b-0">
      <span
        aria-hidden
        className={classes(
          'grid size-8 shrink-0 place-items-center rounded-md text-ink-2',
          isQuiet ? 'border border-edge/60 border-dashed' : 'bg-sunken',
        )}
      >
        <Picture className="size-4" strokeWidth={1.9} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <span className={classes('wrap-anywhere min-w-0', isQuiet ? 'text-ink-2' : 'font-medium')}>{title}</span>
          {accounts.map(({ externalId, day, bucket }) => (
            <span key={externalId} className="flex items-baseline gap-1.5 text-ink-2 text-xs">
              {externalId}
              {day === null || bucket === null ? null : <DayChip day={day} heat={bucket} />}
            </span>
          ))}
          <span className="ml-auto shrink-0 text-ink-3 text-xs tabular-nums">{time}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
