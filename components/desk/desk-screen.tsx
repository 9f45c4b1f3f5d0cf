'use client';

import { useQuery } from '@tanstack/react-query';
import { ClipboardCheck, Headset } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatMinor } from '#components/contact/money.ts';
import { Failure } from '#components/failure/failure.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { classes } from '#components/ui/classes.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { DeskTask } from '#lib/api/desk.ts';
import { DESK_KEY, readDesk } from '#lib/api/desk-route.ts';

interface DeskScreenProps {
  /** The key of the task that is open; null: none. */
  readonly open: string | null;
  readonly country: string;
  /** The task with the debtor's page. */
  readonly children?: ReactNode;
}

/** The worklist, and beside it the task that is open. On a phone one or the other. */
export function DeskScreen({ open, country, children }: DeskScreenProps) {
  const t = useTranslations('desk');
  return (
    <div className="flex h-full min-h-0">
      <aside
        aria-label={t('title')}
        className={classes('flex min-h-0 flex-col border-r bg-surface lg:w-96 lg:shrink-0', open === null ? 'w-full' : 'max-lg:hidden')}
      >
        <Worklist open={open} country={country} />
      </aside>
      <div className={classes('min-h-0 min-w-0 flex-1', open === null ? 'max-lg:hidden' : '')}>
        {children ?? (
          <div className="grid h-full place-items-center p-6">
            <BlankState picture={Headset} title={t('chooseTitle')}>
              {t('chooseText')}
            </BlankState>
          </div>
        )}
      </div>
    </div>
  );
}

function Worklist({ open, country }: Pick<DeskScreenProps, 'open' | 'country'>) {
  const t = useTranslations('desk');
  const query = useQuery({ queryKey: DESK_KEY, queryFn: ({ signal }) => readDesk(signal), refetchInterval: 30_000 });
  if (query.isPending) return <Skeleton className="m-4 h-40 rounded-xl" />;
  if (!query.data) return <Failure title={t('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} />;
  const { tasks, more } = query.data;
  const queues = [...Map.groupBy(tasks, ({ queue }) => queue)];
  return (
    <>
      <header className="flex flex-col gap-0.5 border-b px-4 py-3">
        <h1 className="font-semibold text-xl tracking-tight">{t('title')}</h1>
        <p className="text-ink-2 text-sm">{t('count', { count: tasks.length, more: more ? 'yes' : 'no' })}</p>
      </header>
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto">
        {tasks.length === 0 ? (
          <BlankState picture={ClipboardCheck} title={t('emptyTitle')}>
            {t('emptyText')}
          </BlankState>
        ) : null}
        {queues.map(([queue, list]) => (
          <section key={queue} aria-label={t('queue', { queue })}>
            <h2 className="label-caps sticky top-0 bg-sunken px-4 py-1.5">{t('queue', { queue })}</h2>
            <ul className="divide-y">
              {list.map((task) => (
                <TaskLine key={task.key} task={task} isOpen={task.key === open} country={country} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function TaskLine({ task, isOpen, country }: { readonly task: DeskTask; readonly isOpen: boolean; readonly country: string }) {
  const t = useTranslations('desk');
  const language = useLocale();
  const { key, kind, debtor, account, balance, currency, step, takenBy } = task;
  const state = takenBy === null ? t('free') : takenBy.isMe ? t('mine') : t('takenBy', { name: takenBy.name });
  return (
    <li>
      <Link
        href={`/desk?task=${key}`}
        aria-current={isOpen ? 'true' : undefined}
        className={classes('flex flex-col gap-0.5 px-4 py-3 hover:bg-sunken', isOpen ? 'bg-brand-soft' : '')}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="wrap-anywhere min-w-0 font-medium">{debtor.name ?? t('noName')}</span>
          <span className="shrink-0 text-sm tabular-nums">{formatMinor(balance, currency, `${language}-${country}`)}</span>
        </span>
        <span className="wrap-anywhere text-ink-2 text-sm">
          {t(`kind-${kind}`)} · {account} · {step}
        </span>
        <span className={classes('text-sm', takenBy?.isMe ? 'text-brand-strong' : 'text-ink-3')}>{state}</span>
      </Link>
    </li>
  );
}
