/** An offer as its page shows it: amounts and days written out in the language and country of the person it was made to. */
export interface OfferSight {
  readonly state: 'open' | 'accepted' | 'declined' | 'expired' | 'paid' | 'withdrawn' | 'resting';
  readonly kind: 'promise' | 'plan' | 'discount';
  readonly company: string;
  /** The given name; null where nobody said one. */
  readonly name: string | null;
  readonly lastDay: string;
  /** Civil dates, for the field in which a day is chosen. */
  readonly today: string;
  readonly lastPromiseDay: string;
  readonly lastPromiseDayText: string;
  readonly promised: string | null;
  readonly accounts: readonly OfferSightAccount[];
}

/** An account of it. */
export interface OfferSightAccount {
  readonly externalId: string;
  readonly product: string | null;
  readonly balance: string;
  /** Of a discount: what is to be paid instead, and what is saved. */
  readonly discount: { readonly percent: number; readonly after: string; readonly saved: string } | null;
  readonly instalments: readonly { readonly date: string; readonly amount: string }[];
}
