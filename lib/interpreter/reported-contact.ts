import { CONSENT_CHANNELS } from '#lib/facts/debtor.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import type { PendingEvent } from './world.ts';

/**
 * The contact that an event reports: a `contact.sent` of another system (policy.md: the history counts every contact about the
 * debtor), by the channel that it names. Null for any other event, for one whose channel nobody knows, and for what journeys hear of
 * their own contacts, which names the step (`node`) and stands in the history already. `id` names it among the debtor's contacts.
 */
export function reportedContact({ type, at, payload, accountId }: PendingEvent, id: () => string): ContactRecord | null {
  if (type !== 'contact.sent' || payload.node !== undefined) return null;
  const channel = CONSENT_CHANNELS.find((one) => one === (payload.channel === 'ivr' ? 'voice' : payload.channel));
  if (!channel) return null;
  return {
    enrollmentId: id(),
    seq: 0,
    journeyId: REPORTED,
    node: '',
    channel,
    topic: typeof payload.topic === 'string' ? payload.topic : null,
    queuedAt: at,
    status: payload.outcome === 'conversation' ? 'answered' : 'sent',
    accountIds: accountId === null ? [] : [accountId],
    enrollmentIds: [],
  };
}

/** The journey and version of a contact that no journey made. */
export const REPORTED = 0;
