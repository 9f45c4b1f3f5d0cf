import type { Channel, DebtorState } from './debtor.ts';

/** The address a channel would use, as text (a push audience as its count); null where the debtor has none. */
export function addressFor(debtor: DebtorState, channel: Channel): string | null {
  if (channel === 'push') return debtor.pushCount > 0 ? String(debtor.pushCount) : null;
  const address = { email: debtor.email, sms: debtor.phone, voice: debtor.phone, whatsapp: debtor.whatsapp, letter: debtor.postal }[
    channel
  ];
  return address === '' ? null : address;
}

/** True where the debtor has that address, has not denied the channel, and it has not failed for good before. */
export function isReachable(debtor: DebtorState, channel: Channel): boolean {
  return addressFor(debtor, channel) !== null && debtor.consent[channel] !== 'denied' && !debtor.hardFailed.includes(channel);
}
