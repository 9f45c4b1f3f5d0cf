import type { Instant } from '#lib/base/instant.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import type { ApprovedCall } from '#lib/message/extras.ts';

/** A message as it leaves the house. */
export interface OutgoingMessage {
  /** The shard of the debtor, 0 to 255. */
  readonly shard: number;
  /** The contact's key as text, unique in the installation: the provider's idempotency key. */
  readonly key: string;
  readonly channel: Channel;
  /** Where it goes: an e-mail address, a phone number, a count of devices, a postal address. */
  readonly address: string;
  /** The language of the words, as `es` or `pt-BR`. */
  readonly language: string;
  readonly subject: string | null;
  /** Plain text; an e-mail's twin. */
  readonly body: string;
  /** The same as HTML: of an e-mail alone. */
  readonly html: string | null;
  /** The template that WhatsApp approved, with its places filled; null where the words go as they are. */
  readonly approved: ApprovedCall | null;
}

/** What became of one message: taken, or refused for this address. `hard`: the address will never work. */
export type Delivery =
  | { readonly key: string; readonly kind: 'accepted'; readonly reference: string | null }
  | { readonly key: string; readonly kind: 'refused'; readonly hard: boolean; readonly reason: string };

/**
 * Who carries messages. The only errors it may throw are `RetryLater` and `Permanent`, and each promises that nothing of
 * the batch was taken; after any other the fate of the batch is unknown and none of it may be sent again.
 */
export interface ChannelProvider {
  readonly name: string;
  /** Hands over a batch; answers for every message of it. A key that was accepted before is accepted and not sent again. */
  deliver(batch: readonly OutgoingMessage[]): Promise<readonly Delivery[]>;
  /** Of these keys of one shard, those that it has accepted before. */
  accepted(shard: number, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The provider cannot take anything now (a rate, an outage): nothing was taken, the same batch may come again. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  /** Not before this instant; null where the provider names none. */
  readonly notBefore: Instant | null;

  constructor(message: string, notBefore: Instant | null = null, options?: ErrorOptions) {
    super(message, options);
    this.notBefore = notBefore;
  }
}

/** The provider will never take this batch (a wrong credential, a closed account): nothing was taken, nobody should try again. */
export class Permanent extends Error {
  override readonly name = 'Permanent';
}
