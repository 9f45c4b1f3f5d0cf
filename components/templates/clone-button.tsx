'use client';

import { Copy, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { type FormEvent, useRef, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
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
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button look={look} size={size} aria-label={isTemplate ? t('useOf', { name }) : t('duplicateOf', { name })}>
          <Copy aria-hidden className="size-4" />
          {isTemplate ? t('use') : t('duplicate')}
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ink/35" />
        <Dialog.Content className="fixed inset-x-4 top-16 z-50 mx-auto max-w-md rounded-xl border bg-raised p-5 shadow-3 outline-none">
          <div className="flex items-start justify-between gap-3">
            <Dialog.Title className="text-balance pt-1 font-semibold text-xl">
              {isTemplate ? t('cloneTitle', { name }) : t('duplicateTitle', { name })}
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('cancel')}>
                <X aria-hidden className="size-4.5" />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className="pt-1.5 pb-4 text-base text-ink-2">{t('cloneText')}</Dialog.Description>
          <CloneForm from={from} name={isTemplate ? name : t('copyOf', { name })} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CloneForm({ from, name: suggested }: Pick<CloneButtonProps, 'from' | 'name'>) {
  const t = useTranslations('templates');
  const [name, setName] = useState(suggested.slice(0, NAME_LENGTH));
  const [fault, setFault] = useState<'nameMissing' | 'nameLong' | null>(null);
  const { clone, isBusy, failure } = useClone(from);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    const wrong = wanted === '' ? 'nameMissing' : wanted.length > NAME_LENGTH ? 'nameLong' : null;
    setFault(wrong);
    if (!wrong) void clone(wanted);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <TextField
        label={t('name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        fault={fault && t(fault)}
        autoComplete="off"
      />
      {failure === null ? null : <Notice tone="bad">{failure}</Notice>}
      <div className="flex justify-end gap-2">
        <Dialog.Close asChild>
          <Button look="quiet">{t('cancel')}</Button>
        </Dialog.Close>
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? t('creating') : t('create')}
        </Button>
      </div>
    </form>
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
