'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { policyReportUrl } from '#lib/api/policy-route.ts';

/** A file of what was sent and held back between two dates, at first of this month. */
export function PolicyReport({ today }: { readonly today: string }) {
  const t = useTranslations('policy');
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today);
  const isPeriod = from !== '' && to !== '' && from <= to;
  return (
    <section aria-labelledby="policy-report" className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id="policy-report" className="font-semibold text-lg">
          {t('report.title')}
        </h2>
        <p className="text-ink-2">{t('report.lead')}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3 rounded-xl border bg-surface p-5 shadow-1">
        <TextField label={t('report.from')} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
        <TextField label={t('report.to')} type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        {isPeriod ? (
          <Button asChild size="large">
            <a href={policyReportUrl(from, to)} download>
              {t('report.download')}
            </a>
          </Button>
        ) : (
          <Button size="large" disabled>
            {t('report.download')}
          </Button>
        )}
      </div>
    </section>
  );
}
