'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatMinor } from '#components/contact/money.ts';
import { useAccountStatus, useChannelName } from '#components/contact/words.ts';
import type { TimelineEntry } from '#lib/api/debtors.ts';
import { civilDate } from '#messages/civil-date.ts';

type EventEntry = Extract<TimelineEntry, { kind: 'event' }>;

/** Types whose sentence needs nothing of their data. */
const PLAIN = [
  'account.opened',
  'invoice.issued',
  'dispute.opened',
  'dispute.closed',
  'contact.read',
  'contact.replied',
  'contact.failed',
  'paperless.set',
  'link.opened',
  'promise.kept',
  'task.completed',
  'custom.offer-accepted',
  'custom.offer-declined',
] as const;

/** An event in words: what happened, how much, by when. One of a company's own is shown as it is called. */
export function useEventWords(country: string): (event: EventEntry) => string {
  const t = useTranslations('debtor.event');
  const dates = useTranslations('date');
  const locale = `${useLocale()}-${country}`;
  const channelName = useChannelName();
  const statusName = useAccountStatus();
  const money = ({ amount, currency }: EventEntry) => (amount === null || currency === null ? '' : formatMinor(amount, currency, locale));
  return (event) => {
    const { type, date, channel, from, to, word } = event;
    const day = date === null ? '' : civilDate(dates, date, 'day');
    const named = channelName(channel ?? '');
    switch (type) {
      case 'payment.received':
        return t('paymentReceived', { amount: money(event) });
      case 'payment.reversed':
        return t('paymentReversed', { amount: money(event) });
      case 'promise.made':
        return event.amount === null ? t('promiseMadeAll', { date: day }) : t('promiseMade', { amount: money(event), date: day });
      case 'promise.broken':
        return t('promiseBroken', { date: day });
      case 'due.changed':
        return t('dueChanged', { date: day });
      case 'status.changed':
        return t('statusChanged', { status: statusName(word) ?? '' });
      case 'account.cancelled':
        return word === null ? t('accountCancelled') : t('accountAbsent', { file: word });
      case 'consent.granted':
        return t('consentGranted', { channel: named });
      case 'consent.denied':
        return t('consentDenied', { channel: named });
      case 'contact.sent':
        return t('contactReported', { channel: named });
      case 'preference.set':
        return from !== null && to !== null ? t('preferenceHours', { channel: named, from, to }) : t('preference', { channel: named });
      default: {
        const known = PLAIN.find((one) => one === type);
        return known ? t(KEYS[known]) : type.replace(/^custom\./, '');
      }
    }
  };
}

const KEYS = {
  'account.opened': 'accountOpened',
  'invoice.issued': 'invoiceIssued',
  'dispute.opened': 'disputeOpened',
  'dispute.closed': 'disputeClosed',
  'contact.read': 'contactRead',
  'contact.replied': 'contactReplied',
  'contact.failed': 'contactFailed',
  'paperless.set': 'paperless',
  'link.opened': 'linkOpened',
  'promise.kept': 'promiseKept',
  'task.completed': 'taskCompleted',
  'custom.offer-accepted': 'offerAccepted',
  'custom.offer-declined': 'offerDeclined',
} as const;
