'use client';

import { useTranslations } from 'next-intl';
import type { ContactStatus } from '#lib/api/contact-statuses.ts';
import { ACCOUNT_STATUSES } from '#lib/facts/account.ts';

const CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter', 'call', 'visit'] as const;
const REASONS = ['exit', 'suspended', 'missed', 'unreachable', 'duplicate'] as const;
/** How a reason begins where the words themselves could not be made. */
const UNWRITTEN = 'template: ';
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

/** Why a contact did not arrive, in a sentence; null where there is nothing to explain. */
export function useReason(): (status: ContactStatus, reason: string | null) => string | null {
  const t = useTranslations('reason');
  return (status, reason) => {
    if (status === 'unknown') return t('unknown');
    if (reason === null) return null;
    const known = REASONS.find((name) => name === reason);
    if (known) return t(known);
    if (reason.startsWith(UNWRITTEN)) return t('template', { problem: reason.slice(UNWRITTEN.length) });
    if (status === 'failed') return t('failed', { word: reason });
    const [kind, rule] = reason.split(':', 2);
    if (rule === undefined) return t('rule', { rule: reason });
    return kind === 'denied' || kind === 'deferred' ? t(kind, { rule }) : t('rule', { rule: reason });
  };
}
