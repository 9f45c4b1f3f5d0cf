'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { ScenarioExpected } from './scenario-expected.tsx';
import { ScenarioFacts } from './scenario-facts.tsx';
import { useStudioPlace } from './studio-context.tsx';

interface ScenarioDialogProps {
  readonly isOpen: boolean;
  /** The case under edit; null while it is fetched. */
  readonly stated: ScenarioCase | null;
  /** Nobody saved it yet: it may still begin with another story. */
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly refusal: string | null;
  readonly onChange: (stated: ScenarioCase) => void;
  readonly onStory: (debtor: string | null) => void;
  /** Puts what comes of the case now as what is expected. */
  readonly onTake: () => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** A test case as a form: whose it is, what happens, and what must come of it. */
export function ScenarioDialog({
  isOpen,
  stated,
  isNew,
  isBusy,
  refusal,
  onChange,
  onStory,
  onTake,
  onSave,
  onClose,
}: ScenarioDialogProps) {
  const t = useTranslations('scenarios');
  const form = useId();
  const [isAsked, setAsked] = useState(false);
  const needsName = stated !== null && stated.name.trim() === '';
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!needsName) onSave();
  }
  return (
    <Dialog
      isOpen={isOpen}
      size="wide"
      title={t(isNew ? 'newTitle' : 'editTitle')}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} look="primary" disabled={isBusy || stated === null}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {isNew ? <Story isBusy={isBusy} onStory={onStory} /> : null}
        {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
        {stated ? (
          <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
            <TextField
              label={t('name')}
              value={stated.name}
              maxLength={200}
              placeholder={t('namePlaceholder')}
              fault={isAsked && needsName ? t('needsName') : null}
              onChange={({ target }) => onChange({ ...stated, name: target.value })}
            />
            <ScenarioFacts stated={stated} onChange={onChange} />
            <ScenarioExpected stated={stated} isBusy={isBusy} onChange={onChange} onTake={onTake} />
          </form>
        ) : (
          <p role="status" className="text-ink-2">
            {t('fetching')}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Begins with the story of a debtor of the portfolio, who is named by their code. */
function Story({ isBusy, onStory }: { readonly isBusy: boolean; readonly onStory: (debtor: string | null) => void }) {
  const t = useTranslations('scenarios');
  const list = useId();
  const samples = useStudioPlace().context?.samples ?? [];
  const [debtor, setDebtor] = useState('');
  const known = new Map(samples.map((sample) => [sample.debtor, sample.debtorName ?? sample.debtor]));
  if (samples.length === 0) return null;
  return (
    <form
      noValidate
      className="flex flex-col gap-1.5 rounded-lg bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        onStory(debtor.trim() === '' ? null : debtor.trim());
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          className="flex-1"
          label={t('storyOf')}
          value={debtor}
          list={list}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => setDebtor(target.value)}
        />
        <Button type="submit" size="large" disabled={isBusy}>
          {t('bringStory')}
        </Button>
      </div>
      <p className="text-ink-2 text-sm">{t('storyHint')}</p>
      <datalist id={list}>
        {[...known].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </form>
  );
}
