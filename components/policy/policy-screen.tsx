'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Failure } from '#components/failure/failure.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { PolicyView } from '#lib/api/policy.ts';
import { POLICY_KEY, readPolicy } from '#lib/api/policy-route.ts';
import { civilDate } from '#messages/civil-date.ts';
import { CountryRules } from './country-rules.tsx';
import { HouseRules } from './house-rules.tsx';
import { OwnHolidays } from './own-holidays.tsx';
import { PolicyReport } from './policy-report.tsx';
import { useSavePolicy } from './use-policy.ts';

/** The contact policy: what is in force, the rules of each country in words, the house's own, and its holidays. */
export function PolicyScreen({ mayWrite }: { readonly mayWrite: boolean }) {
  const t = useTranslations('policy');
  const query = useQuery({ queryKey: POLICY_KEY, queryFn: ({ signal }) => readPolicy(signal) });
  if (query.isPending) return <Skeleton className="h-40 rounded-xl" />;
  if (!query.data) return <Failure title={t('broken')} error={query.error} onRetry={() => void query.refetch()} />;
  return <Policy view={query.data} mayWrite={mayWrite} />;
}

function Policy({ view, mayWrite }: { readonly view: PolicyView; readonly mayWrite: boolean }) {
  const t = useTranslations('policy');
  const dates = useTranslations('date');
  const regions = new Intl.DisplayNames([useLocale()], { type: 'region' });
  const { save, isBusy, isSaved, fault } = useSavePolicy(view);
  const name = (code: string) => regions.of(code) ?? code;
  const choices = view.choices.map((code) => ({ value: code, label: name(code) })).sort((a, b) => (a.label < b.label ? -1 : 1));
  return (
    <>
      <p className="text-ink-2 text-sm">{t('notLegal', { date: civilDate(dates, view.reviewedOn, 'day') })}</p>
      {fault ? <Notice tone="bad">{fault}</Notice> : null}
      <p role="status" className="sr-only">
        {isSaved ? t('saved') : ''}
      </p>
      <section aria-label={t('inForce')} className="flex flex-col gap-3 rounded-xl border bg-surface p-5 shadow-1">
        {mayWrite ? (
          <SelectField
            label={t('preset')}
            hint={t('presetHint')}
            value={view.preset ?? ''}
            disabled={isBusy}
            onChange={({ target }) => save({ preset: target.value === '' ? null : target.value })}
            options={[...choices, { value: '', label: t('none') }]}
          />
        ) : (
          <p>
            <span className="text-ink-3">{t('preset')}: </span>
            {view.preset === null ? t('none') : name(view.preset)}
          </p>
        )}
        {view.preset === null ? <Notice tone="warn">{t('noneMeans')}</Notice> : null}
      </section>
      <section aria-labelledby="countries" className="flex flex-col gap-3">
        <h2 id="countries" className="font-semibold text-lg">
          {t('countries')} {view.preset === null ? <span className="font-normal text-ink-3 text-sm">{t('notInForce')}</span> : null}
        </h2>
        {view.countries.map((country, index) => (
          <CountryRules
            key={country.code}
            country={country}
            name={name(country.code)}
            isFirst={index === 0}
            own={view.own}
            {...(mayWrite ? { onChange: (own) => save({ own }) } : {})}
          />
        ))}
      </section>
      <HouseRules own={view.own} {...(mayWrite ? { onChange: (own) => save({ own }) } : {})} />
      <OwnHolidays
        countries={view.countries.map(({ code, holidays }) => ({ code, name: name(code), holidays }))}
        own={view.own}
        {...(mayWrite ? { onChange: (own) => save({ own }) } : {})}
      />
      {mayWrite ? <PolicyReport today={view.today} /> : null}
    </>
  );
}
