'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { FileUp, SearchX, Users } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { call } from '#lib/api/call.ts';
import type { DebtorPage } from '#lib/api/debtors.ts';
import { DEBTOR_FILTER_NAMES, type DebtorsFilter, debtorsFilterQuery, debtorsKey, debtorsUrl } from '#lib/api/debtors-route.ts';
import { DebtorFilters } from './debtor-filters.tsx';
import { ListSkeleton } from './debtor-skeleton.tsx';
import { DebtorTable } from './debtor-table.tsx';

interface DebtorsScreenProps {
  readonly country: string;
  readonly countries: readonly string[];
  /** Whoever may bring a portfolio in is led there where there is none. */
  readonly mayImport: boolean;
}

/** A pause in typing after which the search is made. */
const TYPING_MS = 250;

const firstPage: string | null = null;

/** Whom the workspace's accounts belong to: searched, narrowed, the most overdue first. */
export function DebtorsScreen({ country, countries, mayImport }: DebtorsScreenProps) {
  const t = useTranslations('debtors');
  const { filter, go } = useFilter();
  const asked = useSettled(filter);
  const query = useInfiniteQuery({
    queryKey: debtorsKey(asked),
    queryFn: ({ pageParam, signal }) => call<DebtorPage>(debtorsUrl(asked, pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: DebtorPage) => page.next,
    placeholderData: keepPreviousData,
  });
  const debtors = query.data?.pages.flatMap((page) => page.debtors) ?? [];
  const isNarrowed = debtorsFilterQuery(filter).size > 0;
  const isEmpty = query.data && debtors.length === 0 && !query.error;
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-5 lg:px-8 lg:py-7">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h1 className="font-semibold text-2xl tracking-tight">{t('title')}</h1>
          <p role="status" className="text-ink-2 text-sm">
            {query.data
              ? t('shown', { count: debtors.length, more: query.hasNextPage ? 'yes' : 'no' })
              : query.isPending
                ? t('loading')
                : null}
          </p>
        </div>
        {isEmpty && !isNarrowed ? null : <DebtorFilters filter={filter} countries={countries} onChange={go} />}
        {query.isPending ? <ListSkeleton /> : null}
        {query.error && !query.data ? <Failure title={t('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} /> : null}
        {debtors.length > 0 ? (
          <div aria-busy={query.isPlaceholderData} className={query.isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}>
            <DebtorTable debtors={debtors} country={country} />
          </div>
        ) : null}
        {isEmpty && isNarrowed ? (
          <BlankState picture={SearchX} title={t('noMatchTitle')} actions={<Button onClick={() => go({}, 'push')}>{t('clear')}</Button>}>
            {t('noMatchText')}
          </BlankState>
        ) : null}
        {isEmpty && !isNarrowed ? (
          <BlankState
            picture={Users}
            title={t('emptyTitle')}
            actions={
              mayImport ? (
                <Button asChild look="primary">
                  <Link href="/import">
                    <FileUp aria-hidden className="size-4" />
                    {t('import')}
                  </Link>
                </Button>
              ) : null
            }
          >
            {t('emptyText')}
          </BlankState>
        ) : null}
        {query.hasNextPage ? (
          <div className="flex justify-center">
            <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t(query.isFetchingNextPage ? 'loading' : 'more')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

/**
 * The filter once typing has paused. The address follows each letter at once, and only the question waits: an address
 * that is written late would take back the page that somebody has gone to meanwhile.
 */
function useSettled(filter: DebtorsFilter): DebtorsFilter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), TYPING_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}

/** The filter that the address names, and a way to change it: back and forward work. */
function useFilter() {
  const params = useSearchParams();
  const filter: DebtorsFilter = useMemo(
    () => Object.fromEntries(DEBTOR_FILTER_NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []))),
    [params],
  );
  const go = useCallback((next: DebtorsFilter, how: 'push' | 'replace') => {
    const query = debtorsFilterQuery(next);
    const path = `/debtors${query.size > 0 ? `?${query}` : ''}`;
    if (how === 'push') window.history.pushState(null, '', path);
    else window.history.replaceState(null, '', path);
  }, []);
  return { filter, go };
}
