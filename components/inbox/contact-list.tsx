'use client';

import { useTranslations } from 'next-intl';
import { Fragment, type KeyboardEvent, useCallback } from 'react';
import { Failure } from '#components/failure/failure.tsx';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { ContactRow } from '#lib/api/contacts.ts';
import type { ContactsFilter } from '#lib/api/contacts-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { ContactLine } from './contact-line.tsx';
import { Empty, NoMatch, type SetUp } from './inbox-blank.tsx';
import type { InboxWorkspace } from './inbox-screen.tsx';
import { ListSkeleton } from './inbox-skeleton.tsx';
import type { Contacts } from './use-contacts.ts';
import { useSeen } from './use-seen.ts';

interface ContactListProps {
  readonly contacts: Contacts;
  readonly filter: ContactsFilter;
  /** The key of the one that is shown. */
  readonly contact: string | null;
  readonly workspace: InboxWorkspace;
  readonly setUp: SetUp;
  readonly onOpen: (key: string, how?: 'push' | 'replace') => void;
  readonly onNarrow: (filter: ContactsFilter, how: 'push' | 'replace') => void;
}

/** The list in whichever state it is: on its way, broken, empty, or lines by day. */
export function ContactList(props: ContactListProps) {
  const t = useTranslations('inbox');
  const { contacts, filter, workspace, setUp, onNarrow } = props;
  const rows = contacts.data?.pages.flatMap((page) => page.contacts);
  if (!rows)
    return contacts.error ? (
      <Failure title={t('brokenTitle')} refused={t('refusedTitle')} error={contacts.error} onRetry={() => void contacts.refetch()} />
    ) : (
      <ListSkeleton />
    );
  if (rows.length > 0) return <Lines {...props} rows={rows} />;
  if (Object.keys(filter).length > 0) return <NoMatch onClear={() => onNarrow({}, 'push')} />;
  return <Empty mode={workspace.mode} setUp={setUp} />;
}

function Lines({ contacts, filter, contact, workspace, onOpen, rows }: ContactListProps & { readonly rows: readonly ContactRow[] }) {
  const t = useTranslations('inbox');
  const date = useTranslations('date');
  const current = rows.some(({ key }) => key === contact) ? contact : rows[0]?.key;
  return (
    <>
      {contacts.error ? <Behind onRetry={() => void contacts.refetch()} /> : null}
      <div
        className={classes(
          'thin-scroll min-h-0 flex-1 overflow-y-auto transition-opacity',
          contacts.isPlaceholderData ? 'opacity-50' : null,
        )}
      >
        <ul aria-label={t('list')} onKeyDown={(event) => walk(event, onOpen)}>
          {rows.map((row, index) => (
            <Fragment key={row.key}>
              {row.local.date === rows[index - 1]?.local.date ? null : (
                <li className="sticky top-0 z-10 border-b bg-paper/95 px-4 py-1.5 text-ink-2 text-xs first-letter:uppercase">
                  {civilDate(date, row.local.date, 'long')}
                </li>
              )}
              <ContactLine
                row={row}
                filter={filter}
                zone={workspace.timezone}
                isOpen={row.key === contact}
                isTabStop={row.key === current}
                onOpen={onOpen}
              />
            </Fragment>
          ))}
        </ul>
        <More contacts={contacts} />
      </div>
      <p className="hidden border-t px-4 py-2 text-ink-3 text-xs lg:block">{t('keys')}</p>
    </>
  );
}

/** Arrows, Home and End walk from line to line; where both panes are seen, the line walked to opens. */
function walk(event: KeyboardEvent<HTMLElement>, onOpen: ContactListProps['onOpen']) {
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-contact]')];
  const here = lines.findIndex((line) => line.matches(':focus'));
  const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: lines.length - 1 }[event.key];
  const line = target === undefined ? undefined : lines[target];
  if (!line) return;
  event.preventDefault();
  line.focus();
  if (line.dataset.contact && window.matchMedia('(width >= 64rem)').matches) onOpen(line.dataset.contact, 'replace');
}

/** The next page comes when one scrolls to the end, or presses. */
function More({ contacts }: { readonly contacts: Contacts }) {
  const t = useTranslations('inbox');
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = contacts;
  const seen = useSeen(useCallback(() => void fetchNextPage(), [fetchNextPage]));
  if (!hasNextPage) return null;
  return (
    <div ref={seen} className="grid place-items-center p-4">
      <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t(isFetchingNextPage ? 'loadingMore' : 'more')}
      </Button>
    </div>
  );
}

function Behind({ onRetry }: { readonly onRetry: () => void }) {
  const [t, problems] = [useTranslations('inbox'), useTranslations('problem')];
  return (
    <div className="border-b p-3">
      <Notice tone="bad">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {t('stale')}
          <button type="button" onClick={onRetry} className="font-semibold underline underline-offset-2">
            {problems('retry')}
          </button>
        </span>
      </Notice>
    </div>
  );
}
