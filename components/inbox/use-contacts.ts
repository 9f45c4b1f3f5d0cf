'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '#lib/api/call.ts';
import type { ContactPage } from '#lib/api/contacts.ts';
import { type ContactsFilter, contactsKey, contactsUrl } from '#lib/api/contacts-route.ts';

/** How often the list is asked anew while it is looked at; and up to how many pages, since each is a call. */
const ASK_AGAIN = { everyMs: 10_000, upToPages: 4 };

/** The contacts of a filter, newest first, page by page; new ones arrive by themselves. While a new filter loads, the former list stays. */
export function useContacts(filter: ContactsFilter) {
  return useInfiniteQuery({
    queryKey: contactsKey(filter),
    queryFn: ({ pageParam, signal }) => call<ContactPage>(contactsUrl(filter, pageParam), { signal }),
    initialPageParam: initialPage,
    getNextPageParam: (page: ContactPage) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= ASK_AGAIN.upToPages ? ASK_AGAIN.everyMs : false),
  });
}

const initialPage: string | null = null;

export type Contacts = ReturnType<typeof useContacts>;
