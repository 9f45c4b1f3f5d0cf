'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCallWords } from '#components/contact/use-call-words.ts';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { CallFailed } from '#lib/api/call.ts';
import type { CallsStanding } from '#lib/api/webhook-calls.ts';
import { CALLS_KEY, makeSecret, readCalls } from '#lib/api/webhook-calls-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { FreshText } from './fresh-text.tsx';

/** How calls to other systems are signed, and those that are stuck. */
export function CallsCard() {
  const t = useTranslations('calls');
  const calls = useQuery({ queryKey: CALLS_KEY, queryFn: ({ signal }) => readCalls(signal) });
  return (
    <section aria-labelledby="calls" className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id="calls" className="font-semibold text-lg">
          {t('title')}
        </h2>
        <p className="text-ink-2">{t('lead')}</p>
      </div>
      {calls.isPending ? <Skeleton className="h-32 rounded-xl" /> : null}
      {calls.data ? (
        <>
          <Signing signing={calls.data.signing} />
          <Stuck stuck={calls.data.stuck} />
        </>
      ) : calls.error ? (
        <Failure title={t('broken')} error={calls.error} onRetry={() => void calls.refetch()} />
      ) : null}
    </section>
  );
}

/** The secret: since when, and a new one in its place, after asking, since receivers have to follow. */
function Signing({ signing }: Pick<CallsStanding, 'signing'>) {
  const [t, dates, problems] = [useTranslations('calls'), useTranslations('date'), useTranslations('problem')];
  const memory = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const make = useMutation({
    mutationFn: makeSecret,
    onSuccess: ({ calls }) => memory.setQueryData(CALLS_KEY, calls),
    onSettled: () => setIsAsking(false),
  });
  const day = (date: string) => civilDate(dates, date, 'day');
  const ask = () => (signing ? setIsAsking(true) : make.mutate());
  return (
    <div className="flex flex-col gap-3 rounded-xl border bg-surface p-5 shadow-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium">{t('secret')}</p>
          <p className="text-ink-2 text-sm">
            {signing === null
              ? t('none')
              : signing.isSeen
                ? t('madeBy', { name: signing.by ?? t('somebody'), date: day(signing.since) })
                : t('unseen', { date: day(signing.since) })}
            {signing?.formerUntil ? ` ${t('former', { date: day(signing.formerUntil) })}` : null}
          </p>
        </div>
        {isAsking ? null : (
          <Button disabled={make.isPending} onClick={ask}>
            {make.isPending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <KeyRound aria-hidden className="size-4" />}
            {t(signing ? 'rotate' : 'make')}
          </Button>
        )}
      </div>
      {isAsking ? (
        <fieldset className="flex flex-col gap-3 rounded-lg bg-sunken p-3">
          <legend className="sr-only">{t('rotate')}</legend>
          <p>{t('rotateAsk')}</p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" disabled={make.isPending} onClick={() => make.mutate()}>
              {t('rotateYes')}
            </Button>
            <Button look="quiet" onClick={() => setIsAsking(false)}>
              {t('keep')}
            </Button>
          </div>
        </fieldset>
      ) : null}
      {make.error ? (
        <p role="alert" className="text-bad-text text-sm">
          {make.error instanceof CallFailed && make.error.problem ? make.error.problem.title : problems('offline')}
        </p>
      ) : null}
      <div role="status">
        {make.data ? <FreshText id="fresh-secret" label={t('fresh')} value={make.data.secret} once={t('freshOnce')} /> : null}
      </div>
    </div>
  );
}

/** Calls that were tried and not taken so far, each with what came of it and whose they are. */
function Stuck({ stuck }: Pick<CallsStanding, 'stuck'>) {
  const t = useTranslations('calls');
  const words = useCallWords();
  if (stuck.count === 0) return <p className="text-ink-2 text-sm">{t('noneStuck')}</p>;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{t('stuck', { count: stuck.count })}</h3>
      <ul className="divide-y rounded-xl border bg-surface shadow-1">
        {stuck.oldest.map((call) => (
          <li key={`${call.debtor} ${call.host} ${call.since} ${call.next}`} className="flex flex-col gap-0.5 px-4 py-3">
            <span className="wrap-anywhere font-medium">
              {call.host} <span className="font-normal text-ink-2">· {call.journey}</span>
            </span>
            <span className="text-ink-2 text-sm">{words(call)}</span>
            {call.detail ? <span className="wrap-anywhere font-mono text-ink-2 text-xs">{call.detail}</span> : null}
            <Link href={`/debtors/${encodeURIComponent(call.debtor)}`} className="self-start text-brand-strong text-sm underline">
              {t('debtor', { debtor: call.debtor })}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
