'use client';

import { CalendarCheck, CircleCheck, CircleX, Clock, HandCoins, Hourglass, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { OfferSight, OfferSightAccount } from '#lib/api/offers.ts';

interface OfferPageProps {
  readonly token: string;
  readonly offer: OfferSight;
  readonly fault: 'date' | 'again' | null;
  readonly language: string;
}

const PICTURES: Readonly<Record<Exclude<OfferSight['state'], 'open'>, LucideIcon>> = {
  accepted: CalendarCheck,
  declined: CircleX,
  expired: Clock,
  paid: CircleCheck,
  withdrawn: CircleX,
  resting: Hourglass,
};

/** The terms of an offer for the person it was made to. A plain form: it works on any telephone, also before scripts have come. */
export function OfferPage({ token, offer, fault, language }: OfferPageProps) {
  const t = useTranslations('offer');
  const { state, company, name, kind } = offer;
  return (
    <main lang={language} className="flex min-h-dvh flex-col items-center bg-paper px-5 py-8 sm:py-14">
      <div className="flex w-full max-w-md flex-col gap-6">
        <p className="flex items-center gap-2.5 font-semibold text-ink-2">
          <span aria-hidden className="grid size-9 place-items-center rounded-lg bg-brand-soft text-brand-strong">
            <HandCoins className="size-5" strokeWidth={1.9} />
          </span>
          <span className="wrap-anywhere min-w-0">{company}</span>
        </p>
        {state === 'open' ? (
          <>
            <div className="flex flex-col gap-1.5">
              <h1 className="text-balance font-semibold text-2xl tracking-tight">{t(`title-${kind}`)}</h1>
              <p className="text-lg text-ink-2">{name === null ? t(`lead-${kind}`) : t('hello', { name, lead: t(`lead-${kind}`) })}</p>
            </div>
            {fault ? <Notice tone="bad">{t(`fault-${fault}`, { last: offer.lastPromiseDayText })}</Notice> : null}
            <Accounts offer={offer} />
            <Reply token={token} offer={offer} />
          </>
        ) : (
          <Settled offer={offer} state={state} />
        )}
      </div>
    </main>
  );
}

/** How an offer stands that cannot be answered any more, and what was agreed on. */
function Settled({ offer, state }: { readonly offer: OfferSight; readonly state: Exclude<OfferSight['state'], 'open'> }) {
  const t = useTranslations('offer');
  const Picture = PICTURES[state];
  const { company, promised, kind, lastDay } = offer;
  const isGood = state === 'accepted' || state === 'paid';
  const text = state === 'accepted' ? t(`accepted-${kind}`, { date: promised ?? '' }) : t(`${state}Text`, { company, date: lastDay });
  return (
    <>
      <div role="status" className="flex flex-col gap-3 rounded-xl border bg-surface p-5 shadow-1">
        <span
          aria-hidden
          className={`grid size-11 place-items-center rounded-full ${isGood ? 'bg-ok/12 text-ok-text' : 'bg-sunken text-ink-2'}`}
        >
          <Picture className="size-5" strokeWidth={1.9} />
        </span>
        <h1 className="text-balance font-semibold text-xl tracking-tight">{t(`${state}Title`)}</h1>
        <p className="text-ink-2 text-lg">{text}</p>
      </div>
      {state === 'accepted' ? <Accounts offer={offer} /> : null}
    </>
  );
}

/** What is owed, and what is offered for it. */
function Accounts({ offer }: { readonly offer: OfferSight }) {
  const t = useTranslations('offer');
  if (offer.accounts.length === 0) return null;
  return (
    <ul aria-label={t('terms')} className="flex flex-col gap-3">
      {offer.accounts.map((account) => (
        <li key={account.externalId} className="flex flex-col gap-3 rounded-xl border bg-surface p-5 shadow-1">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="wrap-anywhere font-medium">{account.product ?? t('account')}</span>
            <span className="wrap-anywhere text-ink-2 text-sm">{account.externalId}</span>
          </p>
          <Terms account={account} />
        </li>
      ))}
    </ul>
  );
}

function Terms({ account: { balance, discount, instalments } }: { readonly account: OfferSightAccount }) {
  const t = useTranslations('offer');
  if (discount)
    return (
      <dl className="flex flex-col gap-1">
        <Pair name={t('before')}>
          <s className="text-ink-2">{balance}</s>
        </Pair>
        <Pair name={t('after', { percent: discount.percent })} isStrong>
          {discount.after}
        </Pair>
        <Pair name={t('saved')}>
          <span className="text-ok-text">{discount.saved}</span>
        </Pair>
      </dl>
    );
  if (instalments.length === 0)
    return (
      <dl>
        <Pair name={t('owed')} isStrong>
          {balance}
        </Pair>
      </dl>
    );
  return (
    <dl className="flex flex-col gap-1">
      <Pair name={t('total', { count: instalments.length })} isStrong>
        {balance}
      </Pair>
      {instalments.map(({ date, amount }, index) => (
        <Pair key={date} name={t('instalment', { number: index + 1, date })}>
          {amount}
        </Pair>
      ))}
    </dl>
  );
}

function Pair({
  name,
  isStrong = false,
  children,
}: {
  readonly name: string;
  readonly isStrong?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className={isStrong ? 'font-semibold text-xl tabular-nums' : 'tabular-nums'}>{children}</dd>
    </div>
  );
}

function Reply({ token, offer }: { readonly token: string; readonly offer: OfferSight }) {
  const t = useTranslations('offer');
  const { kind, today, lastPromiseDay, lastPromiseDayText, lastDay } = offer;
  return (
    <form method="post" action={`/api/v1/offers/${encodeURIComponent(token)}`} className="flex flex-col gap-4">
      {kind === 'promise' ? (
        <div className="flex flex-col gap-1.5">
          <TextField label={t('day')} name="date" type="date" min={today} max={lastPromiseDay} defaultValue={lastPromiseDay} required />
          <p className="text-ink-2 text-sm">{t('dayHint', { last: lastPromiseDayText })}</p>
        </div>
      ) : null}
      <div className="flex flex-col gap-2.5">
        <Button type="submit" name="answer" value="accept" look="primary" size="large">
          {t(`accept-${kind}`)}
        </Button>
        <Button type="submit" name="answer" value="decline" size="large" formNoValidate>
          {t('decline')}
        </Button>
      </div>
      <p className="text-ink-2 text-sm">{t('until', { date: lastDay })}</p>
    </form>
  );
}
