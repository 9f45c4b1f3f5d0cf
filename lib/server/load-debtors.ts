import 'server-only';
import { dehydrate, QueryClient } from '@tanstack/react-query';
import { type DebtorDetail, type DebtorPage, type DebtorsQuery, debtorsQuerySchema, type Timeline } from '#lib/api/debtors.ts';
import { debtorKey, debtorsKey, timelineKey } from '#lib/api/debtors-route.ts';
import { appDatabase } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { Refused } from './api-call.ts';
import { debtorDetail, debtorTimeline } from './debtor.ts';
import { debtorCountries, debtorPage } from './debtors.ts';

/** A filter that was read: only what the contract allows. */
export type ReadDebtorsFilter = Pick<DebtorsQuery, 'search' | 'bucket' | 'country'>;

const filterSchema = debtorsQuerySchema.pick({ search: true, bucket: true, country: true });

/** The filter that an address names; a parameter that is none of ours, or means nothing, narrows nothing. */
export function readDebtorsFilter(query: Readonly<Record<string, string | string[] | undefined>>): ReadDebtorsFilter {
  return Object.fromEntries(
    Object.entries(filterSchema.shape).flatMap(([name, schema]) => {
      const read = schema.safeParse(query[name]);
      return read.success && read.data ? [[name, read.data]] : [];
    }),
  );
}

/** All that the list shows at first, under the keys that the browser uses; what fails is asked again there. */
export async function loadDebtors(workspace: WorkspaceStanding, filter: ReadDebtorsFilter) {
  const db = await appDatabase();
  const memory = new QueryClient();
  const [countries] = await Promise.all([
    debtorCountries(db, workspace),
    memory.prefetchInfiniteQuery<DebtorPage, Error, DebtorPage, ReturnType<typeof debtorsKey>, string | null>({
      queryKey: debtorsKey(filter),
      queryFn: () => debtorPage(db, workspace, filter),
      initialPageParam: null,
    }),
  ]);
  return { memory: dehydrate(memory), countries };
}

/** All that a debtor's page shows at first; null where the workspace has nobody of this externalId. */
export async function loadDebtor(workspace: WorkspaceStanding, externalId: string, account: string | null) {
  const db = await appDatabase();
  const memory = new QueryClient();
  let debtor: DebtorDetail;
  try {
    debtor = await debtorDetail(db, workspace, externalId);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
  memory.setQueryData(debtorKey(externalId), debtor);
  const known = debtor.accounts.some((one) => one.externalId === account) ? account : null;
  await memory.prefetchInfiniteQuery<Timeline, Error, Timeline, ReturnType<typeof timelineKey>, string | null>({
    queryKey: timelineKey(externalId, known),
    queryFn: () => debtorTimeline(db, workspace, externalId, known === null ? {} : { account: known }),
    initialPageParam: null,
  });
  return { memory: dehydrate(memory), name: debtor.name };
}
