'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Failure } from '#components/failure/failure.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { call } from '#lib/api/call.ts';
import type { DebtorDetail, Timeline, TimelineEntry } from '#lib/api/debtors.ts';
import { timelineKey, timelineUrl } from '#lib/api/debtors-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { ListSkeleton } from './debtor-skeleton.tsx';
import { Entry } from './timeline-entry.tsx';

interface DebtorTimelineProps {
  readonly debtor: DebtorDetail;
  readonly account: string | null;
  readonly country: string;
  readonly answeringOn: string | null;
  readonly mayReadInbox: boolean;
}

const newest: string | null = null;

/** Everything that happened to a debtor, day by day, the newest first. */
export function DebtorTimeline({ debtor, account, ...shown }: DebtorTimelineProps) {
  const t = useTranslations('debtor');
  const lists = useTranslations('debtors');
  const date = useTranslations('date');
  const query = useInfiniteQuery({
    queryKey: timelineKey(debtor.externalId, account),
    queryFn: ({ pageParam, signal }) => call<Timeline>(timelineUrl(debtor.externalId, account, pageParam), { signal }),
    initialPageParam: newest,
    getNextPageParam: (page: Timeline) => page.next,
  });
  const days = [...Map.groupBy(query.data?.pages.flatMap(({ entries }) => entries) ?? [], ({ when }) => when.date)];
  return (
    <section aria-label={t('timeline')} className="flex min-w-0 flex-1 flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="label-caps">{t('timeline')}</h2>
        {account === null ? null : <p className="text-ink-2 text-sm">{t('only', { account })}</p>}
      </div>
      {query.isPending ? <ListSkeleton /> : null}
      {query.error && !query.data ? (
        <Failure title={lists('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && days.length === 0 ? (
        <BlankState picture={History} title={t('emptyTitle')}>
          {t('emptyText')}
        </BlankState>
      ) : null}
      <ol className="flex flex-col gap-5">
        {days.map(([day, entries]) => (
          <li key={day} className="flex flex-col gap-2">
            <h3 className="font-semibold text-ink-2 text-sm first-letter:uppercase">{civilDate(date, day, 'long')}</h3>
            <Day entries={entries} {...shown} />
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button className="self-center" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t(query.isFetchingNextPage ? 'loading' : 'older')}
        </Button>
      ) : null}
    </section>
  );
}

function Day({ entries, ...shown }: { readonly entries: readonly TimelineEntry[] } & Omit<DebtorTimelineProps, 'debtor' | 'account'>) {
  return (
    <ol className="flex flex-col overflow-hidden rounded-xl border bg-surface shadow-1">
      {entries.map((entry) => (
        <Entry key={entry.key} entry={entry} {...shown} />
      ))}
    </ol>
  );
}
