'use client';

import { ServerCrash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';

/** What a page says that broke on our side: that nothing is lost, a way to try again, and the reference that stands in the server's log. */
export function BrokenPage({ digest, onRetry }: { readonly digest: string | undefined; readonly onRetry: () => void }) {
  const t = useTranslations('broken');
  return (
    <div className="grid h-full min-h-96 place-items-center">
      <BlankState
        isHeading
        picture={ServerCrash}
        title={t('title')}
        actions={
          <Button look="primary" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        <p>{t('text')}</p>
        {digest ? <p className="pt-2 text-ink-3 text-sm">{t('code', { digest })}</p> : null}
      </BlankState>
    </div>
  );
}
