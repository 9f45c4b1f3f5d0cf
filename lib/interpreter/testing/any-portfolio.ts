import fc from 'fast-check';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE, parseInstant } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';

/** The stretch of time of every random story: clocks change in it in New York, Havana, Madrid, Santiago and Auckland. */
export const FROM: Instant = parseInstant('2026-03-02T05:00:00Z') ?? 0;
export const DAYS = 40;
export const TO: Instant = FROM + DAYS * MS_PER_DAY;

const ZONES = ['America/Bogota', 'America/New_York', 'America/Havana', 'America/Santiago', 'Europe/Madrid', 'Pacific/Auckland'];
const maybe = <T>(one: T) => fc.constantFrom(one, one, one, one, one, one, one, one, one, null);

const anyDebtor = fc.record({
  timezone: fc.constantFrom(...ZONES),
  country: fc.constantFrom('CO', 'US', null),
  email: maybe('ana@example.com'),
  phone: maybe('+573001234567'),
  whatsapp: fc.constantFrom('+573001234567', null),
  pushCount: fc.constantFrom(0, 1),
  preferredChannel: fc.constantFrom(null, 'email' as const, 'sms' as const, 'letter' as const),
  consent: fc.constantFrom({}, {}, {}, {}, {}, { email: 'denied' as const }, { sms: 'denied' as const, email: 'granted' as const }),
});

const anyAccount = fc.record({
  balance: fc.constantFrom(1, 1_000, 5_000, 9_000),
  dueDate: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 2, max: 25 }).map(dateAfter) }, { weight: 1, arbitrary: fc.constant(null) }),
  openedAt: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: -2 * 1440, max: 15 * 1440 }).map((minutes) => FROM + minutes * MS_PER_MINUTE) },
  ),
  status: fc.constantFrom(null, 'current' as const, 'overdue' as const),
});

/** A debtor and their accounts. */
export interface AnyDebtor {
  readonly debtor: DebtorInput;
  readonly accounts: readonly (AccountInput & { readonly currency: string })[];
}

/** One to three debtors with one to three accounts each; ids sort in another order than they are listed. */
export const anyPortfolio: fc.Arbitrary<readonly AnyDebtor[]> = fc
  .array(fc.tuple(anyDebtor, fc.array(anyAccount, { minLength: 1, maxLength: 3, size: 'max' })), {
    minLength: 1,
    maxLength: 3,
    size: 'max',
  })
  .map((debtors) =>
    debtors.map(([facts, accounts], d) => ({
      debtor: { externalId: `d${d}`, ...facts },
      accounts: accounts.map((account, a) => ({ externalId: `d${d}a${9 - a}`, debtorExternalId: `d${d}`, currency: 'COP', ...account })),
    })),
  );

function dateAfter(days: number): string {
  return new Date(FROM + days * MS_PER_DAY).toISOString().slice(0, 10);
}
