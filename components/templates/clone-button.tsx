'use client';

import { Copy } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed, call } from '#lib/api/call.ts';
import { type CreatedJourney, type CreateJourney, NAME_LENGTH } from '#lib/api/journeys.ts';
import { JOURNEYS_URL, journeyPage } from '#lib/api/journeys-route.ts';

interface CloneButtonProps {
  /** What is cloned. */
  readonly from: NonNullable<CreateJourney['from']>;
  /** What it is called. */
  readonly name: string;
  readonly look?: 'primary' | 'plain';
  readonly size?: 'small' | 'usual';
}

/** Asks for a name and makes a draft of a template or of another journey; then the draft is opened. */
export function CloneButton({ from, name, look = 'plain', size = 'small' }: CloneButtonProps) {
  const t = useTranslations('templates');
  const [isOpen, setOpen] = useState(false);
  const isTemplate = 'template' in from;
  return (
    <>
      <Button
        look={look}
        size={size}
        aria-label={isTemplate ? t('useOf', { name }) : t('duplicateOf', { name })}
        onClick={() => setOpen(true)}
      >
        <Copy aria-hidden className="size-4" />
        {isTemplate ? t('use') : t('duplicate')}
      </Button>
      {isOpen ? <CloneDialog from={from} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CloneDialog({ from, name: original, onClose }: Pick<CloneButtonProps, 'from' | 'name'> & { readonly onClose: () => void }) {
  const t = useTranslations('templates');
  const form = useId();
  const isTemplate = 'template' in from;
  const [name, setName] = useState(() => (isTemplate ? original : t('copyOf', { name: original })).slice(0, NAME_LENGTH));
  const [fault, setFault] = useState<'nameMissing' | 'nameLong' | null>(null);
  const { clone, isBusy, failure } = useClone(from);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = name.trim();
    const tooLong = wanted.length > NAME_LENGTH ? 'nameLong' : null;
    const wrong = wanted === '' ? 'nameMissing' : tooLong;
    setFault(wrong);
    if (!wrong) void clone(wanted);
  };
  return (
    <Dialog
      isOpen
      title={isTemplate ? t('cloneTitle', { name: original }) : t('duplicateTitle', { name: original })}
      closeLabel={t('close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} look="primary" disabled={isBusy}>
            {isBusy ? t('creating') : t('create')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <TextField
          label={t('name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={fault && t(fault)}
          autoComplete="off"
          autoFocus
        />
        {failure === null ? null : <Notice tone="bad">{failure}</Notice>}
        <p className="text-ink-2 text-sm">{t('cloneText')}</p>
      </form>
    </Dialog>
  );
}

/** Sends the wish under one name, however often it is sent: a second click, or a network that comes back, makes no second journey. */
function useClone(from: CloneButtonProps['from']) {
  const t = useTranslations('templates');
  const router = useRouter();
  const wish = useRef<{ readonly name: string; readonly id: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const clone = async (name: string) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    if (wish.current?.name !== name) wish.current = { name, id: crypto.randomUUID() };
    try {
      const { key } = await call<CreatedJourney>(JOURNEYS_URL, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': wish.current.id },
        body: JSON.stringify({ name, from } satisfies CreateJourney),
      });
      router.push(journeyPage(key));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error.problem?.title ?? t('offline'));
      setBusy(false);
    }
  };
  return { clone, isBusy, failure };
}
