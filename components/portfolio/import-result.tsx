'use client';

import { Download, PencilLine } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ImportDetail } from '#lib/api/imports.ts';
import { AbsentPanel } from './absent-panel.tsx';
import { RefusedList } from './refused-list.tsx';
import { StepFailed } from './step-failed.tsx';
import { SummaryTiles } from './summary-tiles.tsx';
import type { useImportSteps } from './use-import.ts';

interface ImportResultProps {
  readonly run: ImportDetail;
  readonly start: ReturnType<typeof useImportSteps>['start'];
  readonly onChange: () => void;
  readonly onStart: () => void;
}

/** What a check foretells, or what became of an import, and what can be done next. */
export function ImportResult({ run, start, onChange, onStart }: ImportResultProps) {
  const t = useTranslations('importing');
  const { status, summary, problem } = run;
  return (
    <div className="flex flex-col gap-5">
      <Outcome run={run} />
      {summary && problem === null ? <SummaryTiles summary={summary} /> : null}
      {run.refusals.length > 0 ? <RefusedList run={run} /> : null}
      {status === 'checked' && summary && problem === null ? <Confirm run={run} start={start} onStart={onStart} /> : null}
      <div className="flex flex-wrap gap-2">
        {run.hasFile && status !== 'done' ? (
          <Button onClick={onChange}>
            <PencilLine aria-hidden className="size-4" />
            {t('change')}
          </Button>
        ) : null}
        {status === 'done' ? <WhatNow name={run.mappingName} /> : null}
        {status === 'done' || !run.hasFile ? (
          <Button asChild>
            <Link href="/import">{t('another')}</Link>
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Outcome({ run }: { readonly run: ImportDetail }) {
  const t = useTranslations('importing');
  if (run.status === 'cancelled') return <Told tone="warn" title={t('cancelledTitle')} text={t('cancelledText')} />;
  if (run.status === 'failed') return <Told tone="bad" title={t('failedTitle')} text={run.problem ?? t('failedText')} />;
  if (run.problem !== null) return <Told tone="bad" title={t('problemTitle')} text={run.problem} />;
  const isDone = run.status === 'done';
  return (
    <div role="status">
      <h2 className="font-semibold text-lg">{t(isDone ? 'doneTitle' : 'checkedTitle')}</h2>
      {isDone ? null : <p className="text-ink-2">{t('checkedHint')}</p>}
      {run.summary?.closed === undefined ? null : <p className="text-ink-2">{t('absent.closed', { count: run.summary.closed })}</p>}
    </div>
  );
}

function Told({ tone, title, text }: { readonly tone: 'bad' | 'warn'; readonly title: string; readonly text: string }) {
  return (
    <Notice tone={tone}>
      <h2 className="font-semibold">{title}</h2>
      <p>{text}</p>
    </Notice>
  );
}

/** The name under which the mapping is remembered, and the one button that writes. */
function Confirm({ run, start, onStart }: Omit<ImportResultProps, 'onChange'>) {
  const t = useTranslations('importing');
  const [closing, setClosing] = useState<string | null | undefined>(null);
  const [name, setName] = useState(run.mappingName ?? run.recognised?.name ?? run.fileName.replace(/\.\w+$/, ''));
  const { summary } = run;
  const taken = summary ? summary.rows - summary.refused : 0;
  const isAllRefused = taken === 0;
  const isPending = start.isPending || start.isSuccess;
  return (
    <section className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      {summary?.absent ? <AbsentPanel absent={summary.absent} isOff={isAllRefused} onConsent={setClosing} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="min-w-0 flex-1 basis-72"
          label={t('remember')}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          look="primary"
          size="large"
          disabled={isAllRefused || isPending || closing === undefined}
          onClick={() => {
            onStart();
            start.mutate(
              { saveAs: name.trim() === '' ? null : name.trim(), closing: closing ?? null },
              { onSettled: (_, error) => (error ? undefined : start.reset()) },
            );
          }}
        >
          {isPending
            ? t('starting')
            : closing
              ? t('startClosing', { count: taken, closed: summary?.absent?.count ?? 0 })
              : t('start', { count: taken })}
        </Button>
      </div>
      <p className="text-ink-3 text-sm">{isAllRefused ? t('allRefused') : t('rememberHint')}</p>
      <StepFailed error={start.error} />
    </section>
  );
}

function WhatNow({ name }: { readonly name: string | null }) {
  const t = useTranslations('importing');
  return (
    <>
      <Button asChild look="primary">
        <Link href="/debtors">{t('toDebtors')}</Link>
      </Button>
      <Button asChild>
        <Link href="/journeys">{t('toJourneys')}</Link>
      </Button>
      {name === null ? null : (
        <Button asChild look="quiet">
          <a href={`/api/v1/mappings/${encodeURIComponent(name)}`} download>
            <Download aria-hidden className="size-4" />
            {t('mappingFile')}
          </a>
        </Button>
      )}
    </>
  );
}
