import { Signpost } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';

/** What an address that leads nowhere says. */
export default async function NotFound() {
  const t = await getTranslations('missing');
  return (
    <main className="grid min-h-dvh place-items-center">
      <BlankState
        isHeading
        picture={Signpost}
        title={t('title')}
        actions={
          <Button asChild look="primary">
            <Link href="/">{t('back')}</Link>
          </Button>
        }
      >
        {t('text')}
      </BlankState>
    </main>
  );
}
