import { describe, expect, it } from 'vitest';
import { fillingOf, restateAccount, restateDebtor, saysTheSame } from './statement.ts';

const CARD = { externalId: 'a1', debtorExternalId: 'd1', balance: 100, dueDate: '2026-03-20' };
const first = restateAccount(null, CARD, 10, 'COP');

describe('what imports have said of an account', () => {
  it('takes the currency of the workspace where none is named, and is true as of the import', () => {
    expect(first).toEqual({ said: { ...CARD, currency: 'COP' }, asOf: { balance: 10, dueDate: 10, status: null } });
  });

  it('moves the date of each field that is said again, and of no other', () => {
    const again = restateAccount(first, { externalId: 'a1', debtorExternalId: 'd1', status: 'overdue' }, 20, 'COP');
    expect(again.asOf).toEqual({ balance: 10, dueDate: 10, status: 20 });
    expect(restateAccount(again, { ...CARD, dueDate: null }, 30, 'COP').asOf).toEqual({ balance: 30, dueDate: null, status: 20 });
  });

  it('is as of its own date where it has one, but never before the account exists', () => {
    expect(restateAccount(null, { ...CARD, asOf: 5 }, 10, 'COP').asOf.balance).toBe(5);
    expect(restateAccount(null, { ...CARD, asOf: 5, openedAt: 50 }, 10, 'COP').asOf.balance).toBe(50);
    expect(
      restateAccount(restateAccount(null, { ...CARD, openedAt: 50 }, 10, 'COP'), { ...CARD, balance: 1 }, 20, 'COP').asOf.balance,
    ).toBe(50);
  });

  it('merges attributes and compares without regard to the order of keys', () => {
    const a = restateAccount(null, { ...CARD, attributes: { x: 1, y: 2 } }, 10, 'COP');
    expect(restateAccount(a, { ...CARD, attributes: { y: 3 } }, 20, 'COP').said.attributes).toEqual({ x: 1, y: 3 });
    expect(saysTheSame(a, restateAccount(null, { attributes: { y: 2, x: 1 }, ...CARD }, 99, 'COP'))).toBe(true);
    expect(saysTheSame(a, first)).toBe(false);
  });
});

describe('what imports have said of a debtor', () => {
  it('dates a preference by its own date and consent by channel, and takes back what becomes unknown', () => {
    const ana = restateDebtor(
      null,
      { externalId: 'd1', preferredChannel: 'sms', preferenceAt: 3, consent: { email: 'granted', sms: 'denied' } },
      10,
    );
    expect(ana.asOf).toEqual({ preference: 3, paperless: null, consent: { email: 10, sms: 10 } });
    const again = restateDebtor(ana, { externalId: 'd1', paperless: false, consent: { sms: 'unknown' } }, 20);
    expect(again.asOf).toEqual({ preference: 3, paperless: 20, consent: { email: 10 } });
    expect(again.said.consent).toEqual({ email: 'granted', sms: 'unknown' });
  });

  it('is filled only where nothing was said', () => {
    const ana = restateDebtor(
      null,
      { externalId: 'd1', name: 'Ana', email: null, attributes: { tier: 'a' }, consent: { email: 'denied' } },
      10,
    );
    const more = {
      externalId: 'd1',
      name: 'Eva',
      email: 'e@example.com',
      attributes: { tier: 'b', age: 3 },
      consent: { email: 'granted', sms: 'granted' },
    } as const;
    expect(fillingOf(ana, more)).toEqual({ externalId: 'd1', email: 'e@example.com', attributes: { age: 3 }, consent: { sms: 'granted' } });
    expect(fillingOf(null, more)).toBe(more);
  });
});
