'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { formatMinor } from '#components/contact/money.ts';
import { useRuleName } from '#components/contact/rule-words.ts';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { CallFailed } from '#lib/api/call.ts';
import type { Allowance, DeskDeed, DeskTaskWhole } from '#lib/api/desk.ts';
import { doTask, readTask, taskKey } from '#lib/api/desk-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { OutcomeForm } from './outcome-form.tsx';

/** Does a deed at the desk; everything that the page shows is asked again afterwards. */
function useDeed(key: string) {
  const problems = useTranslations('problem');
  const memory = useQueryClient();
  const mutation = useMutation({
    mutationFn: (deed: DeskDeed) => doTask(key, deed),
    onSuccess: (task) => memory.setQueryData(taskKey(key), task),
    onSettled: () => memory.invalidateQueries(),
  });
  const { error } = mutation;
  const fault = error ? (error instanceof CallFailed && error.problem ? error.problem.title : problems('offline')) : null;
  return { run: mutation.mutate, isBusy: mutation.isPending, fault };
}

/** The task that is open: take it, begin its contact when the policy allows it, log what came of it. */
export function TaskPanel({ taskId, country }: { readonly taskId: string; readonly country: string }) {
  const t = useTranslations('desk');
  // A button that is off comes back on by itself.
  const query = useQuery({ queryKey: taskKey(taskId), queryFn: ({ signal }) => readTask(taskId, signal), refetchInterval: 30_000 });
  const deed = useDeed(taskId);
  if (query.isPending) return <Skeleton className="m-4 h-40 rounded-xl" />;
  if (!query.data) return <Failure title={t('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} />;
  const task = query.data;
  const isMine = task.takenBy?.isMe === true;
  return (
    <section aria-label={t(`kind-${task.kind}`)} className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      <Head task={task} country={country} />
      {deed.fault ? <Notice tone="bad">{deed.fault}</Notice> : null}
      {task.script ? (
        <div className="flex flex-col gap-1">
          <h3 className="label-caps">{t('script')}</h3>
          <p className="wrap-anywhere whitespace-pre-wrap text-ink-2">{task.script}</p>
        </div>
      ) : null}
      {task.isOpen ? (
        <>
          <Actions task={task} isMine={isMine} isBusy={deed.isBusy} run={deed.run} />
          {isMine ? <OutcomeForm key={task.begun?.at ?? 'idle'} task={task} country={country} isBusy={deed.isBusy} run={deed.run} /> : null}
        </>
      ) : (
        <p role="status" className="text-ink-2">
          {t('closed')}
        </p>
      )}
    </section>
  );
}

function Head({ task, country }: { readonly task: DeskTaskWhole; readonly country: string }) {
  const t = useTranslations('desk');
  const dates = useTranslations('date');
  const language = useLocale();
  const { kind, step, journey, account, balance, currency, queue, expires, takenBy, debtor } = task;
  const state = takenBy === null ? t('free') : takenBy.isMe ? t('mine') : t('takenBy', { name: takenBy.name });
  return (
    <header className="flex flex-col gap-1">
      <Link href="/desk" className="flex w-fit items-center gap-1.5 rounded-sm py-1 text-ink-2 text-sm hover:text-ink lg:hidden">
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold text-lg">
          {t(`kind-${kind}`)} · {debtor.name ?? t('noName')}
        </h2>
        <Pill tone={takenBy?.isMe ? 'brand' : 'calm'}>{state}</Pill>
      </div>
      <p className="wrap-anywhere text-ink-2 text-sm">
        {t('step', { step, journey })} · {t('queue', { queue })} ·{' '}
        {t('until', { date: civilDate(dates, expires.date, 'day'), time: expires.time })}
      </p>
      <p className="wrap-anywhere">
        {account} · {t('owes', { amount: formatMinor(balance, currency, `${language}-${country}`) })} ·{' '}
        {debtor.phone === null ? t('noPhone') : <span className="tabular-nums">{debtor.phone}</span>}
      </p>
    </header>
  );
}

interface ActionsProps {
  readonly task: DeskTaskWhole;
  readonly isMine: boolean;
  readonly isBusy: boolean;
  readonly run: (deed: DeskDeed) => void;
}

function Actions({ task, isMine, isBusy, run }: ActionsProps) {
  const t = useTranslations('desk');
  const why = useId();
  const { kind, allowance, begun, takenBy } = task;
  const isOff = !isMine || !allowance?.isAllowed;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {takenBy === null ? (
          <Button look="primary" disabled={isBusy} onClick={() => run({ deed: 'take' })}>
            {t('take')}
          </Button>
        ) : null}
        {kind !== 'review' && begun === null ? (
          <Button
            look={isMine ? 'primary' : 'plain'}
            aria-disabled={isOff}
            aria-describedby={why}
            disabled={isBusy}
            className={isOff ? 'cursor-not-allowed opacity-60' : ''}
            onClick={() => (isOff ? undefined : run({ deed: 'start' }))}
          >
            {t(`start-${kind}`)}
          </Button>
        ) : null}
        {isMine ? (
          <Button look="quiet" disabled={isBusy} onClick={() => run({ deed: 'release' })}>
            {t('release')}
          </Button>
        ) : null}
      </div>
      <div id={why}>
        {begun ? <p className="text-ok-text">{t('begun', { time: begun.time })}</p> : <Why allowance={allowance} isMine={isMine} />}
      </div>
    </div>
  );
}

/** Why the button is off, and when it comes back on. */
function Why({ allowance, isMine }: { readonly allowance: Allowance | null; readonly isMine: boolean }) {
  const t = useTranslations('desk');
  const dates = useTranslations('date');
  const ruleName = useRuleName();
  if (!allowance) return null;
  if (allowance.isAllowed) return <p className="text-ink-2">{isMine ? t('allowed') : `${t('allowed')} ${t('takeFirst')}`}</p>;
  const { rule, ruleId, until } = allowance;
  return (
    <Notice tone="warn">
      <p>{t('off', { rule: ruleName(rule, ruleId ?? '') })}</p>
      <p className="font-medium">
        {until ? t('offUntil', { date: civilDate(dates, until.date, 'long'), time: until.time }) : t('offNever')}
      </p>
    </Notice>
  );
}
