'use client';

import { LayoutTemplate, PenLine, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import { type CreatedJourney, NAME_LENGTH } from '#lib/api/journeys.ts';
import { JOURNEYS_URL, journeyPage } from '#lib/api/journeys-route.ts';

/** The button that makes a journey, and its question: drawn from nothing, or begun from a template. */
export function CreateJourney() {
  const t = useTranslations('journeys');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t('create')}
      </Button>
      {isOpen ? <CreateDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('journeys');
  const form = useId();
  const { create, isBusy, fault, problem } = useCreation();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('name');
    void create(typeof name === 'string' ? name.trim() : '');
  };
  return (
    <Dialog
      isOpen
      title={t('createTitle')}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={isBusy}>
            {t(isBusy ? 'creating' : 'createBlank')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3">
          <p className="flex items-center gap-2 font-medium">
            <PenLine aria-hidden className="size-4 text-ink-3" />
            {t('blank.title')}
          </p>
          <TextField
            name="name"
            label={t('nameLabel')}
            placeholder={t('namePlaceholder')}
            fault={fault ? t(fault) : null}
            maxLength={NAME_LENGTH + 1}
            autoComplete="off"
            autoFocus
          />
        </form>
        <Link
          href="/templates"
          className="flex items-center gap-3 rounded-lg border bg-surface px-4 py-3 transition-colors hover:border-brand hover:bg-brand-soft"
        >
          <LayoutTemplate aria-hidden className="size-5 shrink-0 text-brand" />
          <span>
            <span className="block font-medium">{t('fromTemplate')}</span>
            <span className="block text-ink-2 text-sm">{t('fromTemplateText')}</span>
          </span>
        </Link>
      </div>
    </Dialog>
  );
}

function useCreation() {
  const problems = useTranslations('problem');
  const router = useRouter();
  // One wish for as long as the question stands: however often it is sent, one journey is made.
  const [wish] = useState(() => crypto.randomUUID());
  const isSending = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<'nameMissing' | 'nameLong' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (name: string) => {
    setFault(name === '' ? 'nameMissing' : name.length > NAME_LENGTH ? 'nameLong' : null);
    if (name === '' || name.length > NAME_LENGTH || isSending.current) return;
    isSending.current = true;
    setBusy(true);
    setProblem(null);
    try {
      const { key } = await call<CreatedJourney>(JOURNEYS_URL, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': wish },
        body: JSON.stringify({ name }),
      });
      router.push(journeyPage(key));
    } catch (error) {
      setProblem(error instanceof CallFailed && error.problem ? error.problem.title : problems('offline'));
      setBusy(false);
      isSending.current = false;
    }
  };
  return { create, isBusy, fault, problem };
}
