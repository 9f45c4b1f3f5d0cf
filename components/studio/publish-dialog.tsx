'use client';

import { CircleCheck, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ScenarioOutcome } from '#lib/api/journey-scenarios.ts';
import type { JourneyDetail, PublishPlan, UnderWay } from '#lib/api/journeys.ts';
import type { Finding } from '#lib/journey/finding.ts';
import { isError } from '#lib/journey/problems.ts';
import { FindingLine } from './finding-line.tsx';
import { groupFindings } from './finding-words.ts';
import { ScenarioLine } from './scenarios-dock.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';
import { UnderWayChoice } from './under-way.tsx';
import { useDrawing } from './use-drawing.ts';
import { usePublishing } from './use-publishing.ts';
import { VersionChanges } from './version-changes.tsx';

interface PublishDialogProps {
  readonly journey: JourneyDetail;
  readonly canPublish: boolean;
  readonly onClose: () => void;
}

/** What will happen, before it does: which version, whom it lets in today, who finishes on theirs, and what was found. */
export function PublishDialog({ journey, canPublish, onClose }: PublishDialogProps) {
  const t = useTranslations('publishing');
  const { plan, publish, isBusy, published, refusal } = usePublishing();
  const { data } = plan;
  const [runs, setRuns] = useState<UnderWay>({ kind: 'finish' });
  const hasErrors = data?.findings.some(isError) ?? false;
  const hasFailed = data?.scenarios.some(({ holds }) => !holds) ?? false;
  const mayPublish = canPublish && data !== undefined && !hasErrors && !hasFailed && !data.isLive;
  return (
    <Dialog
      isOpen
      title={t(published ? 'doneTitle' : 'title')}
      closeLabel={t('close')}
      onClose={onClose}
      size="wide"
      actions={
        <>
          {!canPublish && !published ? <NoRight /> : null}
          <Button onClick={onClose}>{t(published ? 'close' : 'cancel')}</Button>
          {published ? null : (
            <Button
              look="primary"
              disabled={!mayPublish || isBusy}
              aria-describedby={canPublish ? undefined : NO_RIGHT_ID}
              onClick={() => data && void publish(data.revision, runs)}
            >
              {isBusy ? t('publishing') : data && !data.isLive ? t('publishVersion', { number: data.nextVersion }) : t('publish')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
        {published ? (
          <Done number={published.version} isPaused={journey.status === 'paused'} />
        ) : data ? (
          <Plan
            plan={data}
            live={journey.liveVersion?.number ?? null}
            isPaused={journey.status === 'paused'}
            runs={runs}
            onRuns={setRuns}
            onLeave={onClose}
          />
        ) : plan.isPending ? (
          <PlanSkeleton />
        ) : null}
      </div>
    </Dialog>
  );
}

const NO_RIGHT_ID = 'publish-no-right';

function NoRight() {
  const t = useTranslations('publishing');
  return (
    <p id={NO_RIGHT_ID} className="mr-auto flex min-w-48 flex-1 items-start gap-2 text-ink-2 text-sm">
      <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      {t('noRight')}
    </p>
  );
}

function Done({ number, isPaused }: { readonly number: number; readonly isPaused: boolean }) {
  const t = useTranslations('publishing');
  return (
    <div role="status" className="flex items-start gap-3">
      <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok-text" />
      <div className="flex flex-col gap-1">
        <p className="font-semibold text-lg">{t(isPaused ? 'donePaused' : 'done', { number })}</p>
        <p className="text-ink-2">{t(isPaused ? 'doneTextPaused' : 'doneText')}</p>
      </div>
    </div>
  );
}

interface PlanProps {
  readonly plan: PublishPlan;
  /** The live version's number. */
  readonly live: number | null;
  readonly runs: UnderWay;
  readonly onRuns: (runs: UnderWay) => void;
  readonly isPaused: boolean;
  readonly onLeave: () => void;
}

function Plan({ plan, live, runs, onRuns, isPaused, onLeave }: PlanProps) {
  const t = useTranslations('publishing');
  const errors = plan.findings.filter(isError);
  const warnings = plan.findings.filter((one) => !isError(one));
  const { nodeName } = useStepWords();
  const nodes = useStudio(({ history }) => history.document.nodes);
  const nameOf = (id: string) => {
    const drawn = nodes.find((node) => node.id === id);
    return drawn ? nodeName(drawn) : id;
  };
  return (
    <>
      {plan.isLive ? <p>{t('nothingNew', { number: plan.nextVersion })}</p> : <p>{t('lead', { number: plan.nextVersion })}</p>}
      {isPaused ? <Notice tone="warn">{t('staysPaused')}</Notice> : null}
      <Findings title={t('errors', { count: errors.length })} findings={errors} onLeave={onLeave} />
      <Scenarios scenarios={plan.scenarios} />
      {plan.isLive ? null : (
        <dl className="flex flex-col divide-y divide-line rounded-lg border bg-surface">
          {plan.entries.map(({ node, label, accounts, fresh }) => (
            <Fact key={node} term={t('enter', { name: label ?? nameOf(node) })} value={t('accounts', { count: accounts })}>
              {fresh < accounts ? t('already', { count: accounts - fresh }) : null}
            </Fact>
          ))}
          {plan.entries.length === 0 ? <Fact term={t('nobodyYet')} value={t('accounts', { count: 0 })} /> : null}
        </dl>
      )}
      {live === null || plan.isLive ? null : <VersionChanges changes={plan.changes} number={live} />}
      {plan.isLive ? null : <UnderWayChoice plan={plan} chosen={runs} onChoose={onRuns} />}
      <Findings title={t('warnings', { count: warnings.length })} findings={warnings} onLeave={onLeave} />
    </>
  );
}

function Fact({ term, value, children }: { readonly term: string; readonly value: string; readonly children?: React.ReactNode }) {
  return (
    <div className="flex items-baseline gap-4 px-4 py-3">
      <dt className="min-w-0 flex-1">
        {term}
        {children ? <span className="block text-ink-2 text-sm">{children}</span> : null}
      </dt>
      <dd className="shrink-0 font-semibold">{value}</dd>
    </div>
  );
}

/** How the journey's test cases come out: those that do not hold are told one by one. */
function Scenarios({ scenarios }: { readonly scenarios: readonly ScenarioOutcome[] }) {
  const t = useTranslations('scenarios');
  const failed = scenarios.filter(({ holds }) => !holds);
  if (scenarios.length === 0) return null;
  if (failed.length === 0) return <p className="text-ok-text">{t('passing', { count: scenarios.length })}</p>;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="label-caps">{t('failing', { count: failed.length })}</h3>
      <ul className="thin-scroll max-h-52 divide-y divide-line overflow-y-auto">
        {failed.map((scenario) => (
          <ScenarioLine key={scenario.id} scenario={scenario} onRemove={null} />
        ))}
      </ul>
    </section>
  );
}

/** What was found; each leads to its place on the canvas. */
function Findings({
  title,
  findings,
  onLeave,
}: {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly onLeave: () => void;
}) {
  const drawing = useDrawing();
  if (findings.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="label-caps">{title}</h3>
      <ul className="thin-scroll -mx-2 max-h-52 overflow-y-auto">
        {groupFindings(findings).map((group) => (
          <li
            key={`${group.first.code} ${group.first.node ?? ''} ${group.first.edge ?? ''} ${group.first.path ?? ''} ${Object.values(group.first.params).join(' ')}`}
          >
            <button
              type="button"
              onClick={() => {
                onLeave();
                drawing.show(group.first);
              }}
              className="w-full rounded-md px-2 py-1.5 text-left hover:bg-sunken"
            >
              <FindingLine group={group} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlanSkeleton() {
  const t = useTranslations('publishing');
  return (
    <div role="status" aria-label={t('asking')} className="flex flex-col gap-4">
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  );
}
