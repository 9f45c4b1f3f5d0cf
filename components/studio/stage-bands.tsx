'use client';

import { useViewport } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo, useMemo } from 'react';
import { dayLabel } from '#components/ui/day-chip.tsx';
import { bandsOf } from '#lib/journey/bands.ts';
import type { Stage } from '#lib/journey/document.ts';
import { heatOfStage } from './heat-of.ts';
import { useStudio } from './studio-context.tsx';

/** The least room in which a stage's name is shown. */
const LEAST_HEAD = 48;
/** How far the first band reaches to the left and the last one to the right: farther than anybody pans. */
const ENDLESS = 20_000;

/**
 * The stages as columns behind the steps, each in its heat, with its days. They reach from the top of the canvas to its bottom however one pans: all of
 * them move as one, and only the names at their heads stay in view by themselves.
 */
export const StageBands = memo(function StageBands() {
  const nodes = useStudio(({ history }) => history.document.nodes);
  const stages = useStudio(({ history }) => history.document.stages);
  const bands = useMemo(() => bandsOf({ nodes, stages }), [nodes, stages]);
  const { x, zoom } = useViewport();
  if (!bands) return null;
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      <BandColumns bands={bands} zoom={zoom} x={x} />
      {bands.map(({ stage, left, right }, index) => {
        const from = index === 0 ? 0 : Math.max(0, left * zoom + x);
        const isLast = index === bands.length - 1;
        const to = Math.max(from, right * zoom + x);
        return (
          <div
            key={stage.id}
            data-heat={heatOfStage(stage)}
            style={{ transform: `translateX(${from}px)`, width: isLast ? '100%' : `${to - from}px` }}
            className="absolute top-0 left-0 overflow-hidden"
          >
            {/* Where less than a word would show, it would lie over its neighbour's. */}
            {isLast || to - from > LEAST_HEAD ? <BandHead stage={stage} /> : null}
          </div>
        );
      })}
    </div>
  );
});

interface BandColumnsProps {
  readonly bands: NonNullable<ReturnType<typeof bandsOf>>;
  readonly zoom: number;
  readonly x: number;
}

function BandColumns({ bands, zoom, x }: BandColumnsProps) {
  return (
    <div style={{ transform: `translateX(${x}px)` }} className="absolute inset-0">
      {bands.map(({ stage, left, right }, index) => {
        const from = left * zoom - (index === 0 ? ENDLESS : 0);
        const to = right * zoom + (index === bands.length - 1 ? ENDLESS : 0);
        return (
          <div
            key={stage.id}
            data-heat={heatOfStage(stage)}
            style={{ left: `${from}px`, width: `${to - from}px` }}
            className="heat-band absolute inset-y-0"
          />
        );
      })}
    </div>
  );
}

const BandHead = memo(function BandHead({ stage }: { readonly stage: Stage }) {
  const t = useTranslations('studio');
  const { fromDay, toDay } = stage;
  const days = (() => {
    if (fromDay === null && toDay === null) return null;
    if (fromDay === toDay && fromDay !== null) return dayLabel(fromDay);
    return t('days', { from: fromDay === null ? '' : dayLabel(fromDay), to: toDay === null ? '' : dayLabel(toDay) });
  })();
  return (
    <p className="flex gap-2 overflow-hidden px-3 pt-2.5 text-sm">
      <span className="shrink-0 font-semibold text-heat-text">{stage.name}</span>
      {days ? <span className="min-w-0 truncate text-ink-3 text-xs leading-5">{days}</span> : null}
    </p>
  );
});
