'use client';

import { CircleStop } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { SimulationJob, SimulationOrder } from '#lib/api/simulations.ts';
import { Dock } from './dock.tsx';
import { SimulationForm } from './simulation-form.tsx';
import { SimulationResults } from './simulation-results.tsx';
import { useStudio } from './studio-context.tsx';
import { useLeading } from './use-leading.ts';
import { useSimulation } from './use-simulation.ts';

interface SimulationDockProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Under which the dock is found by the button in the header. */
export const SIMULATION_DOCK_ID = 'simulation-dock';

/** What the journey would do, at the foot of the studio, folded away until it is asked for. */
export function SimulationDock({ isOpen, onToggle }: SimulationDockProps) {
  const t = useTranslations('simulation');
  return (
    <Dock id={SIMULATION_DOCK_ID} title={t('title')} isOpen={isOpen} onToggle={onToggle}>
      <Opened />
    </Dock>
  );
}

function Opened() {
  const t = useTranslations('simulation');
  const canEdit = useStudio((studio) => studio.canEdit);
  const { setting, job, isLost, start, stop, refusal } = useSimulation();
  const isRunning = job?.state === 'running' || start.isPending;
  const { place, begin } = useLeading<HTMLElement>(isRunning);
  const spoken = ({ state, order }: SimulationJob) =>
    state === 'running' ? t(order.kind === 'backtest' ? 'runningPast' : 'running') : t(`state.${state}`);
  if (setting.isError && !setting.data)
    return (
      <div className="flex flex-wrap items-center gap-3 border-t px-4 py-3">
        <Notice tone="bad">{t('lost')}</Notice>
        <Button size="small" onClick={() => void setting.refetch()}>
          {t('again')}
        </Button>
      </div>
    );
  if (!setting.data)
    return (
      <div className="grid gap-3 border-t px-4 py-3 lg:grid-cols-4">
        <p role="status" className="sr-only">
          {t('opening')}
        </p>
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-48 w-full lg:col-span-3" />
      </div>
    );
  if (setting.data.debtors === 0) return <p className="max-w-prose border-t px-4 py-5 text-ink-2 text-sm">{t('noPortfolio')}</p>;
  const startLed = (order: SimulationOrder) => {
    begin();
    start.mutate(order);
  };
  return (
    <div className="thin-scroll flex max-h-96 border-t max-lg:flex-col max-lg:overflow-y-auto">
      <div className="thin-scroll shrink-0 border-b p-4 lg:w-72 lg:overflow-y-auto lg:border-r lg:border-b-0">
        {canEdit ? (
          <SimulationForm setting={setting.data} last={job} isRunning={isRunning} onStart={startLed} />
        ) : (
          <p className="text-ink-2 text-sm">{t('readsOnly')}</p>
        )}
      </div>
      <section
        ref={place}
        tabIndex={-1}
        aria-label={t('results')}
        className="thin-scroll flex min-w-0 flex-1 flex-col gap-3 p-4 lg:overflow-y-auto"
      >
        <p role="status" className="sr-only">
          {job ? spoken(job) : null}
        </p>
        {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
        {isLost ? <Notice tone="warn">{t('progressLost')}</Notice> : null}
        {job ? <Job job={job} canStop={canEdit} isStopping={stop.isPending} onStop={() => stop.mutate(job.id)} /> : null}
        {!job && !isRunning ? <p className="max-w-prose py-6 text-ink-2 text-sm">{t('none')}</p> : null}
      </section>
    </div>
  );
}

interface JobProps {
  readonly job: SimulationJob;
  readonly canStop: boolean;
  readonly isStopping: boolean;
  readonly onStop: () => void;
}

/** A simulation as it goes on, and how it ended. */
function Job({ job, canStop, isStopping, onStop }: JobProps) {
  const t = useTranslations('simulation');
  const locale = useLocale();
  const { state, done, whole, result, problem } = job;
  const share = whole === 0 ? 0 : done / whole;
  const title = t(job.order.kind === 'backtest' ? 'runningPast' : 'running');
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  return (
    <>
      {state === 'running' ? (
        <p className="text-sm">{`${title} ${whole === 0 ? t('reading') : t('progress', { done, whole, percent })}`}</p>
      ) : null}
      {state === 'running' ? (
        <div className="flex items-center gap-3">
          <ProgressBar label={title} share={share} />
          {canStop ? (
            <Button size="small" disabled={job.isStopping || isStopping} onClick={onStop}>
              <CircleStop aria-hidden className="size-3.5" />
              {t(job.isStopping || isStopping ? 'stopping' : 'stop')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {state === 'stopped' ? <p className="py-4 text-ink-2 text-sm">{t('stoppedText', { percent })}</p> : null}
      {state === 'interrupted' ? <Notice tone="warn">{t('interruptedText')}</Notice> : null}
      {state === 'failed' ? <Notice tone="bad">{`${t('failedText')} ${problem ?? ''}`}</Notice> : null}
      {state === 'finished' && result ? <SimulationResults job={job} result={result} /> : null}
    </>
  );
}
