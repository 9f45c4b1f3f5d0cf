import 'server-only';
import { dehydrate, type InfiniteData, QueryClient } from '@tanstack/react-query';
import { type ContactPage, type ContactsQuery, contactsQuerySchema } from '#lib/api/contacts.ts';
import { contactKey, contactsKey } from '#lib/api/contacts-route.ts';
import { appDatabase, type Sql } from '#lib/db/client.ts';
import { journeyNames } from '#lib/db/queries/journeys.ts';
import { hasAccounts } from '#lib/db/queries/set-up.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { contactDetail, contactPage } from './contacts.ts';

/** A filter that was read: only what the contract allows. */
export type ReadFilter = Pick<ContactsQuery, 'channel' | 'status' | 'journey' | 'search'>;

const filterSchema = contactsQuerySchema.pick({ channel: true, status: true, journey: true, search: true });

/** The filter that an address names; a parameter that is none of ours, or means nothing, narrows nothing. */
export function readFilter(query: Readonly<Record<string, string | string[] | undefined>>): ReadFilter {
  return Object.fromEntries(
    Object.entries(filterSchema.shape).flatMap(([name, schema]) => {
      const read = schema.safeParse(query[name]);
      return read.success && read.data ? [[name, read.data]] : [];
    }),
  );
}

/** All that the inbox shows at first, read on the server under the keys that the browser uses; what fails is asked again there. */
export async function loadInbox(workspace: WorkspaceStanding, filter: ReadFilter, contact: string | null) {
  const db = await appDatabase();
  const memory = new QueryClient();
  const [journeys, hasPortfolio] = await Promise.all([
    journeyNames(db, workspace.id),
    hasPortfolioIn(db, workspace),
    memory.prefetchInfiniteQuery<ContactPage, Error, ContactPage, ReturnType<typeof contactsKey>, string | null>({
      queryKey: contactsKey(filter),
      queryFn: () => contactPage(db, workspace, filter),
      initialPageParam: null,
    }),
    contact === null ? null : memory.prefetchQuery({ queryKey: contactKey(contact), queryFn: () => contactDetail(db, workspace, contact) }),
  ]);
  if (contact === null) await prefetchFirst(memory, db, workspace, filter);
  return {
    memory: dehydrate(memory),
    journeys: journeys.map(({ key, name }) => ({ key, name })),
    setUp: { hasPortfolio, hasLiveJourney: journeys.some(({ status }) => status === 'live') },
  };
}

/** Where none is chosen the newest is shown: its words come along with the list. */
async function prefetchFirst(memory: QueryClient, db: Sql, workspace: WorkspaceStanding, filter: ReadFilter): Promise<void> {
  const first = memory.getQueryData<InfiniteData<ContactPage>>(contactsKey(filter))?.pages[0]?.contacts[0]?.key;
  if (first) await memory.prefetchQuery({ queryKey: contactKey(first), queryFn: () => contactDetail(db, workspace, first) });
}

async function hasPortfolioIn(db: Sql, workspace: WorkspaceStanding): Promise<boolean> {
  for (const shard of shardsOf(workspace)) if (await hasAccounts(db, workspace.id, shard)) return true;
  return false;
}
