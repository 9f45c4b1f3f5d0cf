import { describe, expect, it } from 'vitest';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { PLAIN_ACCOUNT, PLAIN_DEBTOR } from '#lib/facts/testing.ts';
import { bogota } from '#lib/journey/testing.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { type ContactRecord, openPolicy } from '#lib/policy/verdict.ts';
import { countContacts, factsOf, lastTold } from './view.ts';
import { sumOpenAccounts, viewOf } from './world-view.ts';

const now = bogota('2026-03-15 10:00');
const zone = 'America/Bogota';
const contact = (queuedAt: string, changes: Partial<ContactRecord> = {}): ContactRecord => ({
  enrollmentId: queuedAt,
  seq: 1,
  journeyId: 1,
  node: 'm',
  channel: 'email',
  topic: null,
  queuedAt: bogota(queuedAt),
  status: 'sent',
  accountIds: [],
  enrollmentIds: [],
  ...changes,
});

describe('contacts are counted', () => {
  const count = (...queuedAt: string[]) => {
    const { contacts1d, contacts7d, contacts30d } = countContacts(
      queuedAt.map((at) => contact(at)),
      now,
      zone,
    );
    return [contacts1d, contacts7d, contacts30d];
  };

  it('by local date: today, with the six dates before, with the 29 before', () => {
    expect(count()).toEqual([0, 0, 0]);
    expect(count('2026-03-15 00:00')).toEqual([1, 1, 1]);
    expect(count('2026-03-14 23:59:59.999')).toEqual([0, 1, 1]);
    expect(count('2026-03-09 00:00')).toEqual([0, 1, 1]);
    expect(count('2026-03-08 23:59:59.999')).toEqual([0, 0, 1]);
    expect(count('2026-02-14 00:00')).toEqual([0, 0, 1]);
    expect(count('2026-02-13 23:59:59.999')).toEqual([0, 0, 0]);
    expect(count('2026-03-15 09:00', '2026-03-14 09:00', '2026-03-01 09:00')).toEqual([1, 2, 3]);
  });

  it('where the debtor lives: late in the evening it is tomorrow in Madrid', () => {
    expect(countContacts([contact('2026-03-14 20:00')], now, 'Europe/Madrid').contacts1d).toBe(1);
    expect(countContacts([contact('2026-03-14 20:00')], now, zone).contacts1d).toBe(0);
  });

  it('and the last one is named, of two at one instant the later in the list', () => {
    const { lastContactAt, lastContactChannel } = countContacts(
      [contact('2026-03-15 09:00'), contact('2026-03-15 09:00', { channel: 'sms' }), contact('2026-03-02 09:00')],
      now,
      zone,
    );
    expect([lastContactAt, lastContactChannel]).toEqual([bogota('2026-03-15 09:00'), 'sms']);
    expect(countContacts([], now, zone)).toMatchObject({ lastContactAt: null, lastContactChannel: null });
  });
});

it('a topic was told within N × 24 hours, the end not included', () => {
  const told = (at: number) => lastTold('due', [contact('2026-03-01 00:00', { topic: 'due', queuedAt: at })], now, 3)?.queuedAt ?? null;
  const longest = now - 3 * MS_PER_DAY + 1;
  expect([told(now), told(longest), told(now - 3 * MS_PER_DAY)]).toEqual([now, longest, null]);
  expect(lastTold('late', [contact('2026-03-15 09:00', { topic: 'due' }), contact('2026-03-15 09:00')], now, 3)).toBe(null);
});

describe('what a debtor owes', () => {
  const account = (changes: Partial<AccountState>) => ({ state: { ...PLAIN_ACCOUNT, ...changes }, foldedUntil: null, base: null });
  const sums = (...accounts: Partial<AccountState>[]) => Object.fromEntries(sumOpenAccounts(accounts.map(account), now).sums);

  it('is summed by currency over the accounts that are open', () => {
    expect(sums({ balance: 100 }, { balance: 50 }, { balance: 7, currency: 'USD' })).toEqual({
      COP: { total: 150, count: 2 },
      USD: { total: 7, count: 1 },
    });
  });

  it('leaves out what is paid, cancelled, without balance, or does not exist yet', () => {
    expect(sums({ balance: 0 }, { status: 'paid' }, { status: 'cancelled' }, { openedAt: now + 1 })).toEqual({});
    expect(sums({ balance: 1, status: 'disputed' }, { balance: 2, status: 'written_off' }, { balance: 4, openedAt: now })).toEqual({
      COP: { total: 7, count: 3 },
    });
  });

  it('is seen by a step in the currency of its own account', () => {
    const accounts = [account({ balance: 100 }), account({ balance: 7, currency: 'USD' }), account({ balance: 0, currency: 'EUR' })];
    const seen = accounts.map((one) => {
      const view = viewOf(one, { state: PLAIN_DEBTOR, foldedUntil: null, base: null }, sumOpenAccounts(accounts, now), [], null, {
        holidays: NO_HOLIDAYS,
        policy: openPolicy(3),
      });
      const { totalBalance, openAccounts } = factsOf(view, null, now);
      return [totalBalance, openAccounts];
    });
    expect(seen).toEqual([
      [100, 1],
      [7, 1],
      [0, 0],
    ]);
  });
});
