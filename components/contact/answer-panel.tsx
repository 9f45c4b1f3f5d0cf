'use client';

import { BellOff, CalendarClock, CircleDollarSign, Coins, type LucideIcon, MessageCircleReply, Scale, Star } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { CallFailed } from '#lib/api/call.ts';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { type AnswerDraft, DRAFT_KINDS, type DraftKind, emptyDraft, type Faults, readDraft } from './answer-draft.ts';
import { AnswerFields } from './answer-fields.tsx';
import { AnswerOutcome } from './answer-outcome.tsx';
import { decimalSign } from './money.ts';
import { useAnswer } from './use-answer.ts';

const pictures: Readonly<Record<DraftKind, LucideIcon>> = {
  payAll: CircleDollarSign,
  payPart: Coins,
  promise: CalendarClock,
  reply: MessageCircleReply,
  prefer: Star,
  dispute: Scale,
  optOut: BellOff,
};

interface AnswerPanelProps {
  readonly contact: ContactDetail;
  readonly country: string;
  /** The day by the workspace's clock. */
  readonly today: string;
}

/** In a test workspace: answers a message as the debtor would, and shows at once what the journeys make of it. */
export function AnswerPanel({ contact, country, today }: AnswerPanelProps) {
  const t = useTranslations('answer');
  const locale = `${useLocale()}-${country}`;
  const problems = useTranslations('problem');
  const title = useId();
  const place = { accounts: contact.accounts, decimal: decimalSign(locale), today };
  const [draft, setDraft] = useState<AnswerDraft | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const answer = useAnswer(contact.key);
  const sentenceOf = (error: Error) => (error instanceof CallFailed && error.problem ? error.problem.title : problems('offline'));
  const choose = (kind: DraftKind) => {
    setDraft(emptyDraft(kind, CHANNELS.find((channel) => channel !== contact.channel) ?? 'email', place));
    setFaults({});
    answer.reset();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!draft || answer.isPending) return;
    const read = readDraft(draft, place);
    setFaults(read.ok ? {} : read.faults);
    if (read.ok) answer.mutate(read.answer, { onSuccess: () => setDraft(null) });
  };
  return (
    <section aria-labelledby={title} className="flex flex-col gap-4 rounded-xl border bg-surface p-4 shadow-1 lg:p-5">
      <div className="flex flex-col gap-0.5">
        <h3 id={title} className="font-semibold text-lg">
          {t('title')}
        </h3>
        <p className="text-ink-2 text-sm">{t('hint')}</p>
      </div>
      <form noValidate onSubmit={send} className="flex flex-col gap-4">
        <Choices chosen={draft?.kind ?? null} onChoose={choose} />
        {draft ? (
          <>
            <AnswerFields draft={draft} faults={faults} place={place} contact={contact} locale={locale} onChange={setDraft} />
            {answer.error ? <Notice tone="bad">{sentenceOf(answer.error)}</Notice> : null}
            <div className="flex justify-end gap-2">
              <Button look="quiet" onClick={() => setDraft(null)}>
                {t('cancel')}
              </Button>
              <Button type="submit" look="primary" disabled={answer.isPending}>
                {answer.isPending ? t('sending') : t(`${draft.kind}Send`)}
              </Button>
            </div>
          </>
        ) : null}
      </form>
      <div role="status" className="empty:-mt-4">
        {answer.data && !draft ? <AnswerOutcome result={answer.data} /> : null}
      </div>
    </section>
  );
}

function Choices({ chosen, onChoose }: { readonly chosen: DraftKind | null; readonly onChoose: (kind: DraftKind) => void }) {
  const t = useTranslations('answer');
  return (
    <fieldset className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <legend className="sr-only">{t('what')}</legend>
      {DRAFT_KINDS.map((kind) => {
        const Picture = pictures[kind];
        return (
          <label
            key={kind}
            className="flex h-9 cursor-pointer items-center gap-2 rounded-md border px-3 font-medium text-ink-2 text-sm transition-colors hover:bg-sunken has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand-strong has-focus-visible:outline-2 has-focus-visible:outline-focus max-lg:h-11"
          >
            <input type="radio" name="answer" checked={chosen === kind} onChange={() => onChoose(kind)} className="sr-only" />
            <Picture aria-hidden className="size-4 shrink-0" strokeWidth={1.9} />
            {t(kind)}
          </label>
        );
      })}
    </fieldset>
  );
}
