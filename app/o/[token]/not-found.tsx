import { LinkIcon } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { BlankState } from '#components/ui/blank-state.tsx';

/** What a link says that leads to no offer: it was cut short on the way, most of the time. */
export default async function NoOffer() {
  const t = await getTranslations('offer');
  return (
    <main className="grid min-h-dvh place-items-center">
      <BlankState isHeading picture={LinkIcon} title={t('wrongTitle')}>
        {t('wrongText')}
      </BlankState>
    </main>
  );
}
