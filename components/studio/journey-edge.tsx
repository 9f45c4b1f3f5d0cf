'use client';

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useLocale } from 'next-intl';
import { memo } from 'react';
import { classes } from '#components/ui/classes.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { WayEdge } from './flow-view.ts';
import { useStepWords } from './step-words.ts';

/** Between the words of two ways that lead to one step, in pixels. */
const ROW = 24;

/** A way from one step to the next; it says by which way out, unless that is the usual one, and how many took it. */
export const JourneyEdge = memo(function JourneyEdge({ data, selected, ...place }: EdgeProps<WayEdge>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition } = place;
  const [path, labelX, labelY] = getBezierPath({ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition });
  return (
    <>
      <BaseEdge
        id={place.id}
        path={path}
        className={classes('way', selected ? 'is-chosen' : null, data?.fault === 'error' ? 'is-wrong' : null)}
        interactionWidth={24}
      />
      {data ? <EdgeWords data={data} isSelected={selected === true} x={labelX} y={labelY + data.row * ROW} /> : null}
    </>
  );
});

interface EdgeWordsProps {
  readonly data: NonNullable<WayEdge['data']>;
  readonly isSelected: boolean;
  readonly x: number;
  readonly y: number;
}

function EdgeWords({ data: { edge, source, count, fault }, isSelected, x, y }: EdgeWordsProps) {
  const words = useStepWords();
  const locale = useLocale();
  const isUsual =
    bindNode(source).handles[0]?.id === edge.sourceHandle &&
    (source.type === 'entry' || source.type === 'message' || source.type === 'wait');
  const says = isUsual ? '' : edge.label || words.handleName(source, edge.sourceHandle);
  if (says === '' && !count) return null;
  return (
    <EdgeLabelRenderer>
      <span
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        className={classes(
          'pointer-events-none absolute rounded-xs border bg-surface px-1.5 text-2xs leading-5',
          isSelected ? 'border-brand text-brand-strong' : 'text-ink-2',
          fault === 'error' ? 'border-bad/60 text-bad-text' : null,
        )}
      >
        {says}
        {count ? (
          <b className={classes('font-semibold text-ink', says ? 'ml-1.5' : null)}>
            {count.toLocaleString(locale, { useGrouping: 'always' })}
          </b>
        ) : null}
      </span>
    </EdgeLabelRenderer>
  );
}
