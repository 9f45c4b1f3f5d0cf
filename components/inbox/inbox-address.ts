'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type ContactsFilter, FILTER_NAMES, filterQuery } from '#lib/api/contacts-route.ts';

/** What the address says of the inbox: how it is narrowed, and which contact is open. */
export interface InboxAddress {
  readonly filter: ContactsFilter;
  readonly contact: string | null;
}

/** The path of the inbox so narrowed, with this contact open. */
export function inboxPath({ filter, contact }: InboxAddress): string {
  const query = filterQuery(filter);
  if (contact) query.set('contact', contact);
  return `/inbox${query.size > 0 ? `?${query}` : ''}`;
}

/** The address of the inbox, and a way to change it without asking the server for the page anew: back and forward work. */
export function useInboxAddress() {
  const params = useSearchParams();
  const address = useMemo(() => readAddress(params), [params]);
  const go = useCallback((next: InboxAddress, how: 'push' | 'replace' = 'push') => {
    const path = inboxPath(next);
    if (how === 'push') window.history.pushState(null, '', path);
    else window.history.replaceState(null, '', path);
  }, []);
  return { ...address, go };
}

function readAddress(params: URLSearchParams): InboxAddress {
  const filter = Object.fromEntries(FILTER_NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
  return { filter, contact: params.get('contact') };
}
