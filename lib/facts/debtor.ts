import type { Instant, LocalTime } from '#lib/base/instant.ts';

/** How a debtor can be reached. `voice` is judged by the policy as `ivr`. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a person may consent to or refuse: the channels, and a person's call or visit. */
export const CONSENT_CHANNELS = [...CHANNELS, 'call', 'visit'] as const;

export type ConsentState = 'granted' | 'denied' | 'unknown';

/** JSON scalars and lists that an import may leave as an attribute. */
export type Attribute = string | number | boolean | null | readonly string[];
export type Attributes = Readonly<Record<string, Attribute>>;

/** A person or company that owes, as the import and the events since then say. `id` is internal, `externalId` the customer's. */
export interface DebtorState {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly subdivision: string | null;
  /** As stated; null where nobody said. */
  readonly timezone: string | null;
  /** The IANA zone in force: stated, else the country preset's default, else the workspace's. */
  readonly zone: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly whatsapp: string | null;
  readonly pushCount: number;
  readonly postal: string | null;
  readonly hoursOverride: unknown;
  readonly ceaseRequest: boolean | null;
  readonly attorneyRepresented: boolean | null;
  readonly callConsentAt: Instant | null;
  readonly preferredChannel: string | null;
  readonly preferredFrom: LocalTime | null;
  readonly preferredTo: LocalTime | null;
  readonly preferenceSource: string | null;
  readonly preferenceAt: Instant | null;
  readonly paperless: boolean | null;
  readonly consent: Readonly<Partial<Record<string, 'granted' | 'denied'>>>;
  /** Channels on which a contact failed for good. */
  readonly hardFailed: readonly string[];
  readonly lastReplyAt: Instant | null;
  readonly attributes: Attributes;
}
