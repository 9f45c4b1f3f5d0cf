import { addDays, addMonths } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { OfferConfig } from './nodes/offer.ts';

/** What is offered, with what a drawing leaves out filled in: the form shows the same. */
export const WITHIN_DAYS = 15;
export const INSTALMENTS = 3;
export const PERCENT = 10;

/** An account that an offer is about, as it stands. `balanceMinor` in minor units of its currency. */
export interface OfferedAccount {
  readonly id: string;
  readonly currency: string;
  readonly balanceMinor: number;
}

/** The terms of one account: what is to be paid and by when. Amounts in minor units. */
export type AccountTerms =
  | { readonly kind: 'promise'; readonly amountMinor: number }
  | { readonly kind: 'plan'; readonly instalments: readonly { readonly date: LocalDate; readonly amountMinor: number }[] }
  | { readonly kind: 'discount'; readonly percent: number; readonly beforeMinor: number; readonly afterMinor: number };

/**
 * What an offer means for an account that owes, on a civil day of its debtor. Of a plan the first instalment is due that day
 * and the others on the same day of the months after; together they are the balance, and what does not divide is in the first ones.
 * A discount is rounded in favour of the debtor. Throws for an account that owes nothing.
 */
export function termsOf(terms: OfferConfig['terms'], { balanceMinor }: OfferedAccount, today: LocalDate): AccountTerms {
  if (balanceMinor <= 0) throw new Error('nothing is owed');
  if (terms.kind === 'promise') return { kind: 'promise', amountMinor: balanceMinor };
  if (terms.kind === 'discount') {
    const percent = within(terms.percent ?? PERCENT, 0, 100);
    return { kind: 'discount', percent, beforeMinor: balanceMinor, afterMinor: Math.floor((balanceMinor * (100 - percent)) / 100) };
  }
  const count = Math.min(within(Math.floor(terms.instalments ?? INSTALMENTS), 1, 120), balanceMinor);
  const [least, rest] = [Math.floor(balanceMinor / count), balanceMinor % count];
  const instalments = Array.from({ length: count }, (_, i) => ({ date: addMonths(today, i), amountMinor: least + (i < rest ? 1 : 0) }));
  return { kind: 'plan', instalments };
}

/** The last day for which a promise may be given. */
export function lastPromiseDay({ withinDays }: OfferConfig['terms'], today: LocalDate): LocalDate {
  return addDays(today, within(Math.floor(withinDays ?? WITHIN_DAYS), 0, 3_650));
}

function within(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : least;
}
