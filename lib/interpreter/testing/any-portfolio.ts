import fc from 'fast-check';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE, parseInstant } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';

/** The stretch of time of every random story: clocks change in it in New York, Havana, Madrid, Santiago and Auckland. */
export const FROM: Instant = parseInstant('2026-03-02T05:00:00Z') ?? 0;
export const DAYS = 40;
export const TO: Instant = FROM + DAYS * MS_PER_DAY;

/** Where people live: countries with a preset, subdivisions with laws of their own, a country that has none, and one that nobody told. */
const PLACES = [
  { country: 'CO', subdivision: null, timezone: 'America/Bogota' },
  { country: 'CO', subdivision: null, timezone: 'Europe/Madrid' },
  { country: 'CL', subdivision: null, timezone: 'America/Santiago' },
  { country: 'US', subdivision: null, timezone: 'America/New_York' },
  { country: 'US', subdivision: 'MA', timezone: 'America/New_York' },
  { country: 'BR', subdivision: 'RJ', timezone: 'America/Sao_Paulo' },
  { country: 'BR', subdivision: 'AM', timezone: 'America/Manaus' },
  { country: 'ES', subdivision: null, timezone: 'Europe/Madrid' },
  { country: 'GT', subdivision: null, timezone: 'America/Guatemala' },
  { country: 'MX', subdivision: null, timezone: 'America/Tijuana' },
  { country: 'NZ', subdivision: null, timezone: 'Pacific/Auckland' },
  { country: null, subdivision: null, timezone: 'America/Havana' },
];
/** Hours that somebody signed for: their evenings. */
const EVENINGS = {
  mon: [['17:00', '23:00']],
  tue: [['17:00', '23:00']],
  wed: [['17:00', '23:00']],
  thu: [['09:00', '10:30']],
  sun: [['09:00', '12:00']],
};
const maybe = <T>(one: T) => fc.constantFrom(one, one, one, one, one, one, one, one, one, null);

const anyDebtor = fc.record({
  place: fc.constantFrom(...PLACES),
  hoursOverride: fc.constantFrom<DebtorInput['hoursOverride']>(
    null,
    null,
    null,
    EVENINGS,
    { windows: EVENINGS, closedOnHolidays: true },
    true,
  ),
  ceaseRequest: fc.constantFrom(null, null, null, null, null, null, null, null, true),
  attorneyRepresented: fc.constantFrom(null, null, null, null, null, null, null, null, true),
  callConsentAt: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: -5, max: 25 }).map((day) => FROM + day * MS_PER_DAY) },
  ),
  email: maybe('ana@example.com'),
  phone: maybe('+573001234567'),
  whatsapp: fc.constantFrom('+573001234567', null),
  pushCount: fc.constantFrom(0, 1),
  postal: fc.constantFrom(null, 'Calle 1'),
  preferredChannel: fc.constantFrom(null, 'email' as const, 'sms' as const, 'letter' as const, 'voice' as const),
  consent: fc.constantFrom<NonNullable<DebtorInput['consent']>>(
    {},
    {},
    {},
    {},
    {},
    {},
    { email: 'denied' },
    { sms: 'denied', email: 'granted' },
    { voice: 'granted', sms: 'granted' },
    { voice: 'denied' },
  ),
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
    debtors.map(([{ place, ...facts }, accounts], d) => ({
      debtor: { externalId: `d${d}`, ...place, ...facts },
      accounts: accounts.map((account, a) => ({ externalId: `d${d}a${9 - a}`, debtorExternalId: `d${d}`, currency: 'COP', ...account })),
    })),
  );

function dateAfter(days: number): string {
  return new Date(FROM + days * MS_PER_DAY).toISOString().slice(0, 10);
}
