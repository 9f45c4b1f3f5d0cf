'use client';

import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { classes } from '#components/ui/classes.ts';
import { ContactFilters } from './contact-filters.tsx';
import { ContactList } from './contact-list.tsx';
import { ContactReader } from './contact-reader.tsx';
import { useInboxAddress } from './inbox-address.ts';
import type { SetUp } from './inbox-blank.tsx';
import { ListHead } from './list-head.tsx';
import { useContacts } from './use-contacts.ts';

interface InboxScreenProps {
  /** Who the messages are from. */
  readonly sender: string;
  readonly country: string;
  readonly mode: 'test' | 'live';
  readonly journeys: readonly { readonly key: string; readonly name: string }[];
  readonly setUp: SetUp;
}

/** The inbox: contacts at the left, the open one at the right; on a phone one after the other. */
export function InboxScreen({ sender, country, mode, journeys, setUp }: InboxScreenProps) {
  const { filter, contact, go } = useInboxAddress();
  const contacts = useContacts(filter);
  const searchRef = useRef<HTMLInputElement>(null);
  useSlashKey(searchRef);
  const open = useCallback((key: string | null, how?: 'push' | 'replace') => go({ filter, contact: key }, how), [filter, go]);
  const narrow = useCallback((next: typeof filter, how: 'push' | 'replace') => go({ filter: next, contact }, how), [contact, go]);
  return (
    <div className="flex h-full">
      <section className={classes('flex w-full shrink-0 flex-col border-r bg-surface lg:flex lg:w-105', contact ? 'hidden' : null)}>
        <div className="flex flex-col gap-2.5 border-b px-3 pt-3 pb-3">
          <ListHead contacts={contacts} />
          <ContactFilters filter={filter} journeys={journeys} searchRef={searchRef} onChange={narrow} />
        </div>
        <ContactList contacts={contacts} filter={filter} contact={contact} mode={mode} setUp={setUp} onOpen={open} onNarrow={narrow} />
      </section>
      <section className={classes('min-w-0 flex-1 lg:block', contact ? null : 'hidden')}>
        <ContactReader contact={contact} sender={sender} country={country} onClose={() => open(null)} />
      </section>
    </div>
  );
}

/** `/` goes to the search, unless one is typing. */
function useSlashKey(searchRef: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      searchRef.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [searchRef]);
}
