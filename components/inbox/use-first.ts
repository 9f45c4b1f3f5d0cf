'use client';

import { useState } from 'react';
import { type ContactsFilter, filterQuery } from '#lib/api/contacts-route.ts';
import type { Contacts } from './use-contacts.ts';

/**
 * The key of the contact that led the list when this filter was first answered: what is shown while none is chosen. It
 * stays though newer ones arrive, so that nothing changes under the reader's eyes. Null while nothing is known or found.
 */
export function useFirst(contacts: Contacts, filter: ContactsFilter): string | null {
  const of = filterQuery(filter).toString();
  const [first, setFirst] = useState<{ readonly of: string; readonly key: string | null } | null>(null);
  const found = contacts.isPlaceholderData ? undefined : contacts.data?.pages[0]?.contacts[0]?.key;
  if (found !== undefined && (first?.of !== of || first.key === null)) setFirst({ of, key: found });
  return first?.of === of ? first.key : (found ?? null);
}
