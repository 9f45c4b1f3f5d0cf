'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { control } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { CONTACT_STATUSES } from '#lib/api/contact-statuses.ts';
import type { ContactsFilter } from '#lib/api/contacts-route.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';

/** A pause in typing after which the search is made. */
const TYPING_MS = 250;

interface ContactFiltersProps {
  readonly filter: ContactsFilter;
  readonly journeys: readonly { readonly key: string; readonly name: string }[];
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: ContactsFilter, how: 'push' | 'replace') => void;
}

/** Narrows the list: words, channel, status, journey. */
export function ContactFilters({ filter, journeys, searchRef, onChange }: ContactFiltersProps) {
  const t = useTranslations('inbox');
  const channels = useTranslations('channel');
  const statuses = useTranslations('status');
  const set = (part: ContactsFilter) => onChange(clean({ ...filter, ...part }), 'push');
  return (
    <search aria-label={t('filters')} className="flex flex-col gap-2">
      <SearchField filter={filter} searchRef={searchRef} onChange={onChange} />
      <div className="grid grid-cols-3 gap-2">
        <Select
          label={t('channelFilter')}
          value={filter.channel ?? ''}
          isActive={filter.channel !== undefined}
          onChange={(event) => set({ channel: event.target.value })}
          options={[{ value: '', label: t('channelFilter') }, ...CHANNELS.map((value) => ({ value, label: channels(value) }))]}
        />
        <Select
          label={t('statusFilter')}
          value={filter.status ?? ''}
          isActive={filter.status !== undefined}
          onChange={(event) => set({ status: event.target.value })}
          options={[{ value: '', label: t('statusFilter') }, ...CONTACT_STATUSES.map((value) => ({ value, label: statuses(value) }))]}
        />
        <Select
          label={t('journeyFilter')}
          value={filter.journey ?? ''}
          isActive={filter.journey !== undefined}
          onChange={(event) => set({ journey: event.target.value })}
          options={[{ value: '', label: t('journeyFilter') }, ...journeys.map(({ key, name }) => ({ value: key, label: name }))]}
        />
      </div>
    </search>
  );
}

function SearchField({ filter, searchRef, onChange }: Omit<ContactFiltersProps, 'journeys'>) {
  const t = useTranslations('inbox');
  const [words, setWords] = useState(filter.search ?? '');
  const asked = useRef(filter.search ?? '');
  useEffect(() => {
    // The address changed by another way than typing: back, forward, or filters taken off.
    if ((filter.search ?? '') !== asked.current) setWords(filter.search ?? '');
    asked.current = filter.search ?? '';
  }, [filter.search]);
  useEffect(() => {
    if (words === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = words;
      onChange(clean({ ...filter, search: words }), 'replace');
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, filter, onChange]);
  return (
    <div className="relative">
      <Search aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-ink-3" />
      <input
        ref={searchRef}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={words}
        maxLength={120}
        onChange={(event) => setWords(event.target.value)}
        className={`${control} h-9 pr-9 pl-8.5 text-base max-lg:h-11 max-lg:text-lg bare-search`}
      />
      {words ? (
        <button
          type="button"
          aria-label={t('clear')}
          onClick={() => {
            setWords('');
            searchRef.current?.focus();
          }}
          className="-translate-y-1/2 absolute top-1/2 right-1 grid size-7 place-items-center rounded-sm text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  );
}

/** Without what narrows nothing. */
function clean(filter: ContactsFilter): ContactsFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
}
