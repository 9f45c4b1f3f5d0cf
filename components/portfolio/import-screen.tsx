'use client';

import { ArrowLeft, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ImportDetail } from '#lib/api/imports.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { sizeText } from './size-text.ts';
import { StatusPill } from './status-pill.tsx';
import { StepLine } from './step-line.tsx';
import { useImport, useImportSteps } from './use-import.ts';

/** What the screen knows of its workspace. */
export interface ImportWorkspace {
  readonly timezone: string;
  readonly currency: string;
  readonly zones: readonly string[];
}

/** One import, from the mapping of its columns to what became of it. */
export function ImportScreen({ id, workspace }: { readonly id: number; readonly workspace: ImportWorkspace }) {
  const t = useTranslations('importing');
  const { detail, progress, isLost } = useImport(id);
  const steps = useImportSteps(id);
  const [isMapping, setIsMapping] = useState(false);
  if (!detail.data)
    return detail.error ? (
      <Failure title={t('brokenTitle')} refused={t('refusedPage')} error={detail.error} onRetry={() => detail.refetch()} />
    ) : null;
  const run = detail.data;
  const isBusy = run.status === 'checking' || run.status === 'running';
  const isMapped = !isBusy && run.sight !== null && (run.status === 'uploaded' || isMapping);
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-5 px-4 py-5 lg:px-8">
        <Head
          run={run}
          at={isMapped ? 1 : stepOf(run)}
          canDiscard={run.status === 'uploaded' || run.status === 'checked'}
          onDiscard={steps.discard}
        />
        {progress ? (
          <ImportProgress
            isWriting={run.status === 'running'}
            progress={progress}
            isLost={isLost}
            isStopping={steps.stop.isPending || steps.stop.isSuccess}
            onStop={() => steps.stop.mutate()}
          />
        ) : null}
        {isMapped && run.sight ? (
          <MappingEditor
            run={run}
            sight={run.sight}
            workspace={workspace}
            check={steps.check}
            look={steps.look}
            onChecked={() => {
              steps.stop.reset();
              setIsMapping(false);
            }}
          />
        ) : null}
        {!isBusy && !isMapped ? (
          <ImportResult
            run={run}
            start={steps.start}
            onChange={() => {
              steps.start.reset();
              setIsMapping(true);
            }}
            onStart={() => steps.stop.reset()}
          />
        ) : null}
      </div>
    </div>
  );
}

function stepOf({ status }: ImportDetail): number {
  if (status === 'done') return 4;
  return status === 'checking' || status === 'checked' ? 2 : 3;
}

interface HeadProps {
  readonly run: ImportDetail;
  readonly at: number;
  readonly canDiscard: boolean;
  readonly onDiscard: ReturnType<typeof useImportSteps>['discard'];
}

function Head({ run, at, canDiscard, onDiscard }: HeadProps) {
  const t = useTranslations('importing');
  const locale = useLocale();
  const router = useRouter();
  const { sight } = run;
  return (
    <div className="flex flex-col gap-3">
      <Link href="/import" className="inline-flex items-center gap-1.5 self-start rounded-sm py-1 text-ink-2 text-sm hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 break-all font-semibold text-xl">{run.fileName}</h1>
        <StatusPill status={run.status} />
        {canDiscard ? (
          <Button
            size="small"
            look="quiet"
            className="ml-auto"
            disabled={onDiscard.isPending}
            onClick={() => onDiscard.mutate(undefined, { onSuccess: () => router.push('/import') })}
          >
            <Trash2 aria-hidden className="size-4" />
            {t('discard')}
          </Button>
        ) : null}
      </div>
      {sight ? (
        <p className="text-ink-2 text-sm">
          {[
            run.size === null ? null : sizeText(run.size, locale),
            t('columnsCount', { count: sight.columns.length }),
            t('looked', { rows: sight.looked, whole: sight.isWhole ? 'yes' : 'no' }),
          ]
            .filter((fact) => fact !== null)
            .join(' · ')}
        </p>
      ) : null}
      <StepLine at={at} />
    </div>
  );
}
