'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';

/** Leads to the sign-in and back to this very address. */
export function SignInAgain() {
  const t = useTranslations('problem');
  const here = typeof window === 'undefined' ? '' : encodeURIComponent(window.location.pathname + window.location.search);
  return (
    <Button asChild look="primary">
      <a href={`/sign-in?next=${here}`}>{t('signInAgain')}</a>
    </Button>
  );
}
