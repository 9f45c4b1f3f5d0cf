'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { FileSight, ImportDetail, SightChoice } from '#lib/api/imports.ts';
import { ColumnList } from './column-list.tsx';
import { DefaultsPanel } from './defaults-panel.tsx';
import { fieldLabel } from './field-words.ts';
import type { ImportWorkspace } from './import-screen.tsx';
import { type Decision, type Draft, decide, documentOf, firstDraft, type Gap, gapsOf, guessedDraft } from './mapping-draft.ts';
import { PreviewTable } from './preview-table.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { StepFailed } from './step-failed.tsx';
import type { useImportSteps } from './use-import.ts';

interface MappingEditorProps {
  readonly run: ImportDetail;
  readonly sight: FileSight;
  readonly workspace: ImportWorkspace;
  readonly check: ReturnType<typeof useImportSteps>['check'];
  readonly look: ReturnType<typeof useImportSteps>['look'];
  readonly onChecked: () => void;
}

/** What each column is and how its cells are read, with the first rows as they would be taken. */
export function MappingEditor({ run, sight, workspace, check, look, onChecked }: MappingEditorProps) {
  const t = useTranslations('importing');
  const [draft, setDraft] = useState(() => firstDraft(run, workspace));
  const decision = useMemo(() => decide(draft, sight), [draft, sight]);
  const document = useMemo(() => documentOf(draft, decision, sight), [draft, decision, sight]);
  const [isRecognised, setIsRecognised] = useState(run.mapping === null && run.recognised !== null);
  const startOver = () => {
    setIsRecognised(false);
    setDraft(guessedDraft(run, workspace));
  };
  // Another delimiter or sheet has other headings: what they suggest is taken anew.
  const lookAgain = (choice: SightChoice) =>
    look.mutate(choice, {
      onSuccess: (next) => setDraft({ ...guessedDraft(next, workspace), ...choice, dates: draft.dates, decimal: draft.decimal }),
    });
  return (
    <div className="flex flex-col gap-5">
      {isRecognised && run.recognised ? (
        <div className="flex flex-wrap items-center gap-3 rounded-lg bg-brand-soft px-4 py-2.5 text-brand-strong">
          <p className="min-w-0 flex-1">{t('recognised', { name: run.recognised.name })}</p>
          <Button size="small" onClick={startOver}>
            {t('startOver')}
          </Button>
        </div>
      ) : null}
      <div className="grid items-start gap-5 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-5 lg:col-span-2">
          <ColumnList sight={sight} draft={draft} onChange={setDraft} />
          <DefaultsPanel draft={draft} onChange={setDraft} />
        </div>
        <div className="flex min-w-0 flex-col gap-5 max-lg:order-first">
          <ReadingPanel sight={sight} draft={draft} decision={decision} zones={workspace.zones} onChange={setDraft} onLook={lookAgain} />
          <StepFailed error={look.error} />
        </div>
      </div>
      <PreviewTable id={run.id} sight={sight} document={document} draft={draft} />
      <Foot draft={draft} decision={decision} check={check} onCheck={() => document && check.mutate(document, { onSuccess: onChecked })} />
    </div>
  );
}

interface FootProps {
  readonly draft: Draft;
  readonly decision: Decision;
  readonly check: MappingEditorProps['check'];
  readonly onCheck: () => void;
}

/** What is still to be said, or the button that looks the file through; always in sight. */
function Foot({ draft, decision, check, onCheck }: FootProps) {
  const t = useTranslations('importing');
  const gaps = gapsOf(draft, decision);
  return (
    <div className="sticky bottom-0 z-20 -mx-4 flex flex-col gap-3 border-t bg-paper px-4 py-3 lg:-mx-8 lg:px-8">
      {gaps.length > 0 ? (
        <Notice tone="warn">
          <p className="font-medium">{t('mappingFaults')}</p>
          <ul className="list-disc pl-4">
            {gaps.map((gap) => (
              <li key={gap.kind}>{sentenceOf(gap)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <StepFailed error={check.error} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" size="large" disabled={gaps.length > 0 || check.isPending} onClick={onCheck}>
          {t('check')}
        </Button>
        <p className="min-w-0 text-ink-2 text-sm">{t('checkHint')}</p>
      </div>
    </div>
  );

  function sentenceOf(gap: Gap) {
    return gap.kind === 'needAccount' ? t('needAccount', { field: fieldLabel(t, gap.field) }) : t(gap.kind);
  }
}
