import { localDateOf } from '#lib/base/civil.ts';
import type { AccountState } from './account.ts';
import type { DebtorState } from './debtor.ts';
import type { Facts } from './facts.ts';

/** The account of `factsWith` before anything is changed: 100.00 due on 2026-03-15, nothing else known. */
export const PLAIN_ACCOUNT: AccountState = {
  id: '00000000-0000-4000-8000-00000000000a',
  externalId: 'a1',
  debtorId: '00000000-0000-4000-8000-00000000000d',
  product: null,
  currency: 'COP',
  balance: 10_000,
  principal: null,
  dueDate: '2026-03-15',
  openedAt: null,
  status: null,
  segment: null,
  score: null,
  tags: [],
  attributes: {},
  lastPaymentAt: null,
  lastPaymentAmount: null,
  paidTotal: 0,
  surplus: 0,
  promise: null,
  brokenPromises: 0,
  promisesMade: 0,
  statusBeforeDispute: null,
  disputedAt: null,
};

/** The debtor of `factsWith` before anything is changed: in Bogotá, nothing else known. */
export const PLAIN_DEBTOR: DebtorState = {
  id: '00000000-0000-4000-8000-00000000000d',
  externalId: 'd1',
  name: null,
  language: null,
  country: null,
  subdivision: null,
  timezone: null,
  zone: 'America/Bogota',
  email: null,
  phone: null,
  whatsapp: null,
  pushCount: 0,
  postal: null,
  hoursOverride: null,
  ceaseRequest: null,
  attorneyRepresented: null,
  callConsentAt: null,
  preferredChannel: null,
  preferredFrom: null,
  preferredTo: null,
  preferenceSource: null,
  preferenceAt: null,
  paperless: null,
  consent: {},
  hardFailed: [],
  lastReplyAt: null,
  attributes: {},
};

interface Changes extends Partial<Omit<Facts, 'account' | 'debtor' | 'today'>> {
  readonly account?: Partial<AccountState>;
  readonly debtor?: Partial<DebtorState>;
}

/** Facts at 2026-03-20T15:00Z with what a test changes; `today` follows from `now` and the debtor's zone. */
export function factsWith({ account, debtor, ...rest }: Changes = {}): Facts {
  const now = rest.now ?? Date.UTC(2026, 2, 20, 15);
  const person = { ...PLAIN_DEBTOR, ...debtor };
  return {
    account: { ...PLAIN_ACCOUNT, ...account },
    debtor: person,
    contacts: { contacts1d: 0, contacts7d: 0, contacts30d: 0, lastContactAt: null, lastContactChannel: null },
    totalBalance: 10_000,
    openAccounts: 1,
    enrollment: null,
    event: null,
    ...rest,
    now,
    today: localDateOf(now, person.zone),
  };
}
