import type { AccountState } from '#lib/facts/account.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { PLAIN_ACCOUNT, PLAIN_DEBTOR } from '#lib/facts/testing.ts';

/** Somebody in Bogotá who owes on a card, and on a second account, as a message sees them on 4 December 2026. */
export const PERSON: DebtorState = { ...PLAIN_DEBTOR, name: 'María Fernanda Gómez', country: 'CO' };
export const CARD: AccountState = {
  ...PLAIN_ACCOUNT,
  externalId: 'TC-1',
  product: 'Tarjeta de crédito',
  dueDate: '2026-11-27',
  balance: 34_500_000,
};
export const SERVICE: AccountState = { ...CARD, externalId: 'SV-2', product: 'Internet y telefonía', balance: 8_900_000 };
export const PROMISE = { date: '2026-12-09', amount: 10_000_000, paid: 0, madeAt: 0, breaksAt: 0 };

/** What a message to them is rendered with. */
export const sight = (debtor: DebtorState = PERSON, accounts: readonly AccountState[] = [CARD]) => ({
  debtor,
  accounts,
  today: '2026-12-04',
  now: Date.UTC(2026, 11, 4, 15),
  language: 'es',
  zone: 'America/Bogota',
  workspaceName: 'Financiera Andina',
});
