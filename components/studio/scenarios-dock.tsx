'use client';

import { CircleCheck, CircleX, FileUp, Pencil, Play, Plus, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ScenarioOutcome } from '#lib/api/journey-scenarios.ts';
import { Dock } from './dock.tsx';
import { ScenarioDialog } from './scenario-dialog.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';
import { useScenarios } from './use-scenarios.ts';

/** The journey's test cases at the foot of the studio, folded away until they are asked for: only then are they run. */
export function ScenariosDock() {
  const t = useTranslations('scenarios');
  const [isOpen, setOpen] = useState(false);
  return (
    <Dock title={t('title')} isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
      <Opened />
    </Dock>
  );
}

function Opened() {
  const t = useTranslations('scenarios');
  const canEdit = useStudio((studio) => studio.canEdit);
  const { list, add, remove, refusal, desk } = useScenarios();
  const file = useRef<HTMLInputElement>(null);
  const scenarios = list.data?.scenarios ?? [];
  return (
    <div className="thin-scroll flex max-h-72 flex-col gap-3 overflow-y-auto border-t px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto text-ink-2 text-sm">
          {scenarios.length > 0 ? t('count', { holding: scenarios.filter(({ holds }) => holds).length, count: scenarios.length }) : null}
        </p>
        {scenarios.length > 0 ? (
          <Button size="small" disabled={list.isFetching} onClick={() => void list.refetch()}>
            <Play aria-hidden className="size-3.5" />
            {t(list.isFetching ? 'running' : 'run')}
          </Button>
        ) : null}
        {canEdit ? (
          <>
            <Button size="small" onClick={() => void desk.begin(null)}>
              <Plus aria-hidden className="size-3.5" />
              {t('new')}
            </Button>
            <Button size="small" onClick={() => file.current?.click()}>
              <FileUp aria-hidden className="size-3.5" />
              {t('add')}
            </Button>
            <input
              ref={file}
              type="file"
              accept=".json,application/json"
              aria-label={t('add')}
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                if (chosen) void add(chosen);
                event.target.value = '';
              }}
            />
          </>
        ) : null}
      </div>
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      {list.isError ? <Notice tone="bad">{t('lost')}</Notice> : null}
      {list.isPending ? <Skeleton className="h-9 w-full" /> : null}
      {list.data && scenarios.length === 0 ? <p className="max-w-prose text-ink-2 text-sm">{t('none')}</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {scenarios.map((scenario) => (
          <ScenarioLine
            key={scenario.id}
            scenario={scenario}
            onEdit={canEdit ? () => void desk.edit(scenario.id) : null}
            onRemove={canEdit ? () => void remove(scenario.id) : null}
          />
        ))}
      </ul>
      <ScenarioDialog
        key={desk.open?.id ?? (desk.open ? 'new' : 'none')}
        isOpen={desk.open !== null}
        stated={desk.open?.stated ?? null}
        isNew={desk.open?.id === null}
        isBusy={desk.isBusy}
        refusal={desk.refusal}
        onChange={desk.change}
        onStory={(debtor) => void desk.begin(debtor)}
        onTake={() => void desk.take()}
        onSave={() => void desk.save()}
        onClose={desk.close}
      />
    </div>
  );
}

interface ScenarioLineProps {
  readonly scenario: ScenarioOutcome;
  /** Null for a role that reads, and in a list that is only looked at. */
  readonly onEdit?: (() => void) | null;
  readonly onRemove: (() => void) | null;
}

/** A test case: whether it holds, and what came otherwise. */
export function ScenarioLine({ scenario: { name, timezone, holds, differences, problems }, onEdit = null, onRemove }: ScenarioLineProps) {
  const t = useTranslations('scenarios');
  const said = useRowWords();
  const Sign = holds ? CircleCheck : CircleX;
  const state = holds ? 'holds' : problems.length > 0 ? 'cannotRun' : 'fails';
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Sign aria-hidden className={classes('mt-0.5 size-4 shrink-0', holds ? 'text-ok-text' : 'text-bad-text')} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="wrap-anywhere">
          <span className="font-medium">{name}</span>
          <span className={classes('pl-2 text-sm', holds ? 'text-ok-text' : 'text-bad-text')}>{t(state)}</span>
        </p>
        {problems.map(({ path, message }) => (
          <p key={`${path} ${message}`} className="wrap-anywhere text-ink-2 text-sm">
            <span className="font-mono text-xs">{path}</span> {message}
          </p>
        ))}
        {differences.map(({ kind, part, row }) => (
          <p key={`${kind} ${part} ${JSON.stringify(row)}`} className="wrap-anywhere text-ink-2 text-sm">
            {`${t(kind)} (${t(part)}): `}
            <span className="text-ink">{said(row, timezone)}</span>
          </p>
        ))}
      </div>
      {onEdit ? (
        <Button size="small" aria-label={t('edit', { name })} onClick={onEdit}>
          <Pencil aria-hidden className="size-3.5" />
        </Button>
      ) : null}
      {onRemove ? (
        <Button size="small" aria-label={t('remove', { name })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      ) : null}
    </li>
  );
}

/** A row of a case in words: its time on the clock of its people, its step and channel by their names, the rest as it stands. */
function useRowWords(): (row: Readonly<Record<string, unknown>>, timezone: string | null) => string {
  const locale = useLocale();
  const { nodeName, channelName } = useStepWords();
  const nodes = useStudio((studio) => studio.history.document.nodes);
  return (row, timezone) =>
    ORDER.concat(Object.keys(row).filter((key) => !ORDER.includes(key)))
      .filter((key) => row[key] !== undefined)
      .map((key) => {
        const value = row[key];
        if (Array.isArray(value)) return value.map(String).join(', ');
        const text = String(value);
        if (key === 'channel') return channelName(text);
        const node = key === 'node' ? nodes.find(({ id }) => id === text) : undefined;
        if (node) return nodeName(node);
        const at = key === 'at' ? Date.parse(text) : Number.NaN;
        if (Number.isNaN(at)) return text;
        return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone ?? 'UTC' }).format(at);
      })
      .join(' · ');
}

const ORDER = ['at', 'node', 'channel', 'account', 'accounts'];
