'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import type { Contacts } from './use-contacts.ts';

/** The list's name, how many it shows, and a way to ask anew. */
export function ListHead({ contacts }: { readonly contacts: Contacts }) {
  const t = useTranslations('inbox');
  const pages = contacts.data?.pages;
  const count = pages?.reduce((sum, page) => sum + page.contacts.length, 0);
  return (
    <div className="flex h-8 items-center gap-2.5">
      <h1 className="font-semibold text-xl tracking-tight">{t('title')}</h1>
      <p role="status" className="truncate pt-0.5 text-ink-3 text-sm">
        {count === undefined ? null : t('shown', { count, more: contacts.hasNextPage ? 'yes' : 'no' })}
      </p>
      <IconButton label={t('refresh')} onClick={() => void contacts.refetch()} className="-mr-1 ml-auto">
        <RefreshCw aria-hidden className={classes('size-4', contacts.isFetching ? 'animate-spin' : null)} />
      </IconButton>
    </div>
  );
}
