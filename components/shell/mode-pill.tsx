import { FlaskConical, Radio } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Pill } from '#components/ui/pill.tsx';

/** Whether what one does reaches people. */
export async function ModePill({ mode }: { readonly mode: 'test' | 'live' }) {
  const t = await getTranslations('shell');
  if (mode === 'live') {
    return (
      <Pill tone="brand">
        <Radio aria-hidden className="size-3.5" />
        {t('live')}
      </Pill>
    );
  }
  return (
    <Pill tone="warn" title={t('testHint')}>
      <FlaskConical aria-hidden className="size-3.5" />
      {t('test')}
    </Pill>
  );
}
