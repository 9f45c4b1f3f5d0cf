import type { Channel, DebtorState } from './debtor.ts';

/** What of a debtor says how they can be reached. */
type Addresses = Pick<DebtorState, 'email' | 'phone' | 'whatsapp' | 'pushCount' | 'postal'>;
type Reach = Addresses & Pick<DebtorState, 'consent' | 'hardFailed'>;

/** The address a channel would use, as text (a push audience as its count); null where the debtor has none. */
export function addressFor(debtor: Addresses, channel: Channel): string | null {
  if (channel === 'push') return debtor.pushCount > 0 ? String(debtor.pushCount) : null;
  const address = { email: debtor.email, sms: debtor.phone, voice: debtor.phone, whatsapp: debtor.whatsapp, letter: debtor.postal }[
    channel
  ];
  return address === '' ? null : address;
}

/** Why a channel does not reach the debtor: no address, denied by them, or failed for good before. */
export type Lack = 'address' | 'denied' | 'failed';

/** What the debtor lacks to be reached by the channel, the weightiest first: their word, then the address, then what failed; null where nothing. */
export function lackOf(debtor: Reach, channel: Channel): Lack | null {
  if (debtor.consent[channel] === 'denied') return 'denied';
  if (addressFor(debtor, channel) === null) return 'address';
  return debtor.hardFailed.includes(channel) ? 'failed' : null;
}

/** True where the debtor has that address, has not denied the channel, and it has not failed for good before. */
export function isReachable(debtor: Reach, channel: Channel): boolean {
  return lackOf(debtor, channel) === null;
}
