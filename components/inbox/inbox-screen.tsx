'use client';

import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { classes } from '#components/ui/classes.ts';
import type { ContactsFilter } from '#lib/api/contacts-route.ts';
import { ContactFilters } from './contact-filters.tsx';
import { ContactList } from './contact-list.tsx';
import { ContactReader } from './contact-reader.tsx';
import { useInboxAddress } from './inbox-address.ts';
import type { SetUp } from './inbox-blank.tsx';
import { ListHead } from './list-head.tsx';
import { useContacts } from './use-contacts.ts';
import { useFirst } from './use-first.ts';

/** What the inbox knows of its workspace. */
export interface InboxWorkspace {
  /** Who the messages are from. */
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly mode: 'test' | 'live';
  /** The day by the clock of a test workspace, for whoever may answer as the debtor; null for others. */
  readonly answeringOn: string | null;
}

interface InboxScreenProps {
  readonly workspace: InboxWorkspace;
  readonly journeys: readonly { readonly key: string; readonly name: string }[];
  readonly setUp: SetUp;
}

/** The inbox: contacts at the left, the open one at the right (the newest where none is chosen); on a phone one after the other. */
export function InboxScreen({ workspace, journeys, setUp }: InboxScreenProps) {
  const { filter, contact, go } = useInboxAddress();
  const contacts = useContacts(filter);
  const searchRef = useRef<HTMLInputElement>(null);
  const first = useFirst(contacts, filter);
  useSlashKey(searchRef);
  const open = useCallback((key: string | null, how?: 'push' | 'replace') => go({ filter, contact: key }, how), [filter, go]);
  const narrow = useCallback((next: ContactsFilter, how: 'push' | 'replace') => go({ filter: next, contact: null }, how), [go]);
  const shown = contact ?? first;
  const isEmpty = !shown && !contacts.isPending && !contacts.error && Object.keys(filter).length === 0;
  return (
    <div className="flex h-full">
      <section
        className={classes(
          'flex w-full shrink-0 flex-col lg:flex',
          contact ? 'hidden' : null,
          isEmpty ? null : 'bg-surface lg:w-105 lg:border-r',
        )}
      >
        <div className="flex flex-col gap-2.5 border-b bg-surface px-3 pt-3 pb-3">
          <ListHead contacts={contacts} />
          {isEmpty ? null : <ContactFilters filter={filter} journeys={journeys} searchRef={searchRef} onChange={narrow} />}
        </div>
        <ContactList
          contacts={contacts}
          filter={filter}
          contact={shown}
          workspace={workspace}
          setUp={setUp}
          onOpen={open}
          onNarrow={narrow}
        />
      </section>
      {shown ? (
        <section className={classes('min-w-0 flex-1 lg:block', contact ? null : 'hidden')}>
          <ContactReader key={shown} contact={shown} isChosen={contact !== null} workspace={workspace} onClose={() => open(null)} />
        </section>
      ) : null}
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
