'use client';

import { useTranslations } from 'next-intl';
import { ACCOUNT_STATUSES } from '#lib/facts/account.ts';

const CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter', 'call', 'visit'] as const;
const LANGUAGES = ['es', 'en', 'pt'] as const;

/** A channel's name; one we do not know is shown as it is called. */
export function useChannelName(): (channel: string) => string {
  const t = useTranslations('channel');
  return (channel) => {
    const known = CHANNELS.find((name) => name === channel);
    return known ? t(known) : channel;
  };
}

/** An account's status in words. */
export function useAccountStatus(): (status: string | null) => string | null {
  const t = useTranslations('accountStatus');
  return (status) => {
    const known = ACCOUNT_STATUSES.find((name) => name === status);
    return known ? t(known) : status;
  };
}

/** The language of a message in words. */
export function useLanguageName(): (language: string) => string {
  const t = useTranslations('messageLanguage');
  return (language) => {
    const known = LANGUAGES.find((name) => language.startsWith(name));
    return known ? t(known) : language;
  };
}
