'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import { call } from '#lib/api/call.ts';
import type { DebtorDetail } from '#lib/api/debtors.ts';
import { debtorKey, debtorUrl } from '#lib/api/debtors-route.ts';
import { DebtorAccounts } from './debtor-accounts.tsx';
import { DebtorChannels } from './debtor-channels.tsx';
import { DebtorHead } from './debtor-head.tsx';
import { DebtorSkeleton } from './debtor-skeleton.tsx';
import { DebtorTimeline } from './timeline.tsx';

export interface DebtorScreenProps {
  readonly id: string;
  /** The workspace's country: how money is written. */
  readonly country: string;
  /** The day by the clock of a test workspace, for whoever may answer as the debtor; null for others. */
  readonly answeringOn: string | null;
  readonly mayReadInbox: boolean;
  /** Beside a task at the desk: the way back to the list of debtors would lead away from it. */
  readonly isBeside?: boolean;
}

/** One debtor: who they are, what they owe, how they are reached, and all that happened. */
export function DebtorScreen({ id, country, answeringOn, mayReadInbox, isBeside = false }: DebtorScreenProps) {
  const t = useTranslations('debtor');
  const lists = useTranslations('debtors');
  const query = useQuery({ queryKey: debtorKey(id), queryFn: ({ signal }) => call<DebtorDetail>(debtorUrl(id), { signal }) });
  const { account, narrow } = useAccount();
  if (query.isPending) return <DebtorSkeleton />;
  if (!query.data) return <Failure title={lists('brokenTitle')} error={query.error} onRetry={() => void query.refetch()} />;
  const debtor = query.data;
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-5 lg:px-8 lg:py-7">
        {isBeside ? null : (
          <Link href="/debtors" className="flex w-fit items-center gap-1.5 rounded-sm py-1 text-ink-2 text-sm hover:text-ink">
            <ArrowLeft aria-hidden className="size-4" />
            {t('back')}
          </Link>
        )}
        <DebtorHead debtor={debtor} country={country} />
        <div className="flex flex-col gap-6 lg:flex-row-reverse lg:items-start">
          <aside className="flex min-w-0 shrink-0 flex-col gap-6 lg:w-81">
            <DebtorAccounts accounts={debtor.accounts} country={country} chosen={account} onChoose={narrow} />
            <DebtorChannels debtor={debtor} />
          </aside>
          <DebtorTimeline debtor={debtor} account={account} country={country} answeringOn={answeringOn} mayReadInbox={mayReadInbox} />
        </div>
      </div>
    </div>
  );
}

/** The account that the address narrows to, and a way to change it. */
function useAccount() {
  const account = useSearchParams().get('account');
  const narrow = useCallback((next: string | null) => {
    // Stays where it is: on the debtor's own page, or beside a task at the desk.
    const query = new URLSearchParams(window.location.search);
    if (next === null) query.delete('account');
    else query.set('account', next);
    const search = query.size === 0 ? '' : `?${query}`;
    window.history.pushState(null, '', window.location.pathname + search);
  }, []);
  return { account, narrow };
}
