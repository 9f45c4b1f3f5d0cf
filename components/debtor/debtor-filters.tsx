'use client';

import { Search } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { control } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DebtorsFilter } from '#lib/api/debtors-route.ts';
import { BUCKETS } from '#lib/facts/catalogue.ts';

interface DebtorFiltersProps {
  readonly filter: DebtorsFilter;
  readonly countries: readonly string[];
  readonly onChange: (filter: DebtorsFilter, how: 'push' | 'replace') => void;
}

/** Narrows the list: words, the bucket of the most overdue account, country. */
export function DebtorFilters({ filter, countries, onChange }: DebtorFiltersProps) {
  const t = useTranslations('debtors');
  const buckets = useTranslations('bucket');
  const names = new Intl.DisplayNames([useLocale()], { type: 'region' });
  return (
    <search aria-label={t('filters')} className="flex flex-wrap gap-2">
      <SearchField filter={filter} onChange={onChange} />
      <Select
        label={t('bucketFilter')}
        value={filter.bucket ?? ''}
        isActive={filter.bucket !== undefined}
        onChange={(event) => onChange({ ...filter, bucket: event.target.value }, 'push')}
        options={[{ value: '', label: t('bucketFilter') }, ...BUCKETS.map((value) => ({ value, label: buckets(value) }))]}
        className="w-40 max-sm:flex-1"
      />
      {countries.length > 1 ? (
        <Select
          label={t('countryFilter')}
          value={filter.country ?? ''}
          isActive={filter.country !== undefined}
          onChange={(event) => onChange({ ...filter, country: event.target.value }, 'push')}
          options={[{ value: '', label: t('countryFilter') }, ...countries.map((value) => ({ value, label: names.of(value) ?? value }))]}
          className="w-40 max-sm:flex-1"
        />
      ) : null}
    </search>
  );
}

function SearchField({ filter, onChange }: Omit<DebtorFiltersProps, 'countries'>) {
  const t = useTranslations('debtors');
  return (
    <div className="relative min-w-0 flex-1 max-sm:basis-full">
      <Search aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-ink-3" />
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={filter.search ?? ''}
        maxLength={120}
        onChange={(event) => onChange({ ...filter, search: event.target.value }, 'replace')}
        className={`${control} h-8 pr-3 pl-8.5 text-base max-lg:h-10`}
      />
    </div>
  );
}
