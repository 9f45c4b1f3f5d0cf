'use client';

import { useTranslations } from 'next-intl';
import { FileDrop } from './file-drop.tsx';
import { ImportHistory } from './import-history.tsx';

/** Where a file is brought, and what became of those before. `limit` in bytes. */
export function ImportHome({ limit }: { readonly limit: number }) {
  const t = useTranslations('importing');
  return (
    <div className="thin-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-6 lg:px-8 lg:py-8">
        <div className="flex flex-col gap-1">
          <h1 className="font-semibold text-2xl">{t('title')}</h1>
          <p className="max-w-2xl text-ink-2">{t('lead')}</p>
        </div>
        <FileDrop limit={limit} />
        <ImportHistory />
      </div>
    </div>
  );
}
