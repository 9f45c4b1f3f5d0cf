'use client';

import { ChartNoAxesColumn, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import type { DrawChart } from '#components/chart/chart-canvas.tsx';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';

const Canvas = dynamic(() => import('#components/chart/chart-canvas.tsx').then(({ ChartCanvas }) => ChartCanvas), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-lg" />,
});

interface ChartCardProps {
  readonly title: string;
  readonly unit: string;
  /** What the chart shows, in a sentence; null where there is nothing to show. */
  readonly says: string | null;
  readonly none: string;
  readonly draw: DrawChart;
  readonly table: ReactNode;
  readonly legend?: ReactNode;
  /** Stands in the card's head, as a choice of what is drawn. */
  readonly choice?: ReactNode;
  readonly note?: string | null;
  readonly isTall?: boolean;
  readonly isStale?: boolean;
  readonly className?: string;
}

/** A chart with its sentence; its table is one key away. */
export function ChartCard(props: ChartCardProps) {
  const { title, unit, says, none, draw, table, legend, choice, note, isTall, isStale, className } = props;
  const t = useTranslations('insights.chart');
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      aria-busy={isStale}
      className={classes('flex min-w-0 flex-col rounded-xl border bg-surface p-4 shadow-1', className)}
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          <p className="text-ink-3 text-sm">{unit}</p>
        </div>
        {choice}
        {says === null ? null : (
          <Button size="small" aria-pressed={isTable} onClick={() => setTable(!isTable)} className="max-lg:h-10">
            {isTable ? <ChartNoAxesColumn aria-hidden className="size-3.5" /> : <Table2 aria-hidden className="size-3.5" />}
            {t(isTable ? 'chart' : 'table')}
          </Button>
        )}
      </div>
      {says === null ? (
        <p className="grid flex-1 place-items-center px-4 py-14 text-center text-ink-3">{none}</p>
      ) : (
        <>
          <p className="mt-2 text-base">{says}</p>
          {isTable ? (
            <div className="mt-3">{table}</div>
          ) : (
            <>
              <div
                role="img"
                aria-label={says}
                className={classes('relative mt-3 flex-1 transition-opacity', isTall ? 'min-h-72' : 'min-h-56', isStale && 'opacity-60')}
              >
                <div className="absolute inset-0">
                  <Canvas draw={draw} />
                </div>
              </div>
              {legend}
            </>
          )}
          {note ? <p className="mt-2 text-ink-3 text-xs">{note}</p> : null}
        </>
      )}
    </section>
  );
}
