'use client';

import { useTranslations } from 'next-intl';

/** The name of a message's language in the reader's; its code where we have no word for it. */
export function useLanguageName(): (language: string) => string {
  const t = useTranslations('messageLanguage');
  return (language) => (language === 'es' || language === 'en' || language === 'pt' ? t(language) : language);
}
