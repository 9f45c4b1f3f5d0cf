import { describe, expect, it } from 'vitest';
import type { DetailAccount } from '#lib/api/contacts.ts';
import { type AnswerDraft, type DraftKind, emptyDraft, readDraft, surplusOf } from './answer-draft.ts';

const account = (changes: Partial<DetailAccount> = {}): DetailAccount => ({
  externalId: 'a1',
  dueDate: '2026-03-20',
  day: -5,
  bucket: 'pre',
  product: null,
  status: 'current',
  balance: 18_490_050,
  currency: 'COP',
  ...changes,
});
const place = { accounts: [account()], decimal: ',', today: '2026-03-15' } as const;
const draft = (kind: DraftKind, changes: Partial<AnswerDraft> = {}, where: Parameters<typeof readDraft>[1] = place) => ({
  ...emptyDraft(kind, 'sms', where),
  ...changes,
});
const read = (kind: DraftKind, changes: Partial<AnswerDraft> = {}, where: Parameters<typeof readDraft>[1] = place) => {
  const found = readDraft(draft(kind, changes, where), where);
  return found.ok ? found.answer : found.faults;
};

describe('a part that is paid', () => {
  it('is read in major units, as people write them', () => {
    expect(read('payPart', { amount: '50.000,5' })).toEqual({ kind: 'pay', account: 'a1', amount: 5_000_050 });
    expect(read('payPart', { amount: '$ 50000' })).toEqual({ kind: 'pay', account: 'a1', amount: 5_000_000 });
    const chile = { ...place, accounts: [account({ currency: 'CLP', balance: 90_000 })] };
    expect(read('payPart', { amount: '50.000' }, chile)).toEqual({ kind: 'pay', account: 'a1', amount: 50_000 });
  });

  it.each([
    ['', 'amountMissing'],
    ['0', 'amountZero'],
    ['-5', 'amountZero'],
    ['mucho', 'amountUnread'],
    ['1,234', 'amountUnread'],
    ['1e9', 'amountUnread'],
    ['9'.repeat(40), 'amountUnread'],
    ['<script>', 'amountUnread'],
  ])('of “%s” is refused in place', (amount, fault) => {
    expect(read('payPart', { amount })).toEqual({ amount: fault });
  });

  it('may be more than is owed: so much is left over', () => {
    expect(surplusOf(draft('payPart', { amount: '200.000' }), place)).toBe(1_509_950);
    expect(surplusOf(draft('payPart', { amount: '100' }), place)).toBe(0);
    expect(read('payPart', { amount: '200.000' })).toMatchObject({ amount: 20_000_000 });
  });
});

describe('a promise', () => {
  it('begins with all that is owed, of the first account that owes', () => {
    const two = { ...place, accounts: [account({ balance: 0 }), account({ externalId: 'a2', balance: 18_490_050 })] };
    expect(emptyDraft('promise', 'sms', two)).toMatchObject({ account: 'a2', amount: '184900,50' });
    expect(read('promise', { date: '2026-03-15' }, two)).toEqual({
      kind: 'promise',
      account: 'a2',
      amount: 18_490_050,
      date: '2026-03-15',
    });
  });

  it('needs a day from today on, and no more than is owed', () => {
    expect(read('promise')).toEqual({ date: 'dateMissing' });
    expect(read('promise', { date: '2026-03-14', amount: '0' })).toEqual({ date: 'datePast', amount: 'amountZero' });
    expect(read('promise', { date: '2026-03-16', amount: '184.900,51' })).toEqual({ amount: 'amountTooMuch' });
  });
});

it('pays all only where something is owed', () => {
  const two = { ...place, accounts: [account(), account({ externalId: 'a2' })] };
  expect(read('payAll', {}, two)).toEqual({ kind: 'pay', account: null, amount: null });
  expect(read('payAll', {}, { ...place, accounts: [account({ balance: 0 })] })).toEqual({ amount: 'nothingOwed' });
});

it('replies with words, and disputes with or without', () => {
  expect(read('reply', { text: '  ' })).toEqual({ text: 'textMissing' });
  expect(read('reply', { text: ' hola ' })).toEqual({ kind: 'reply', text: 'hola' });
  expect(read('reply', { text: 'x'.repeat(1_001) })).toEqual({ text: 'textLong' });
  expect(read('dispute')).toEqual({ kind: 'dispute', account: 'a1', text: null });
});

it('prefers a channel at all hours, or between two', () => {
  expect(read('prefer', { channel: 'whatsapp' })).toEqual({ kind: 'prefer', channel: 'whatsapp', from: null, to: null });
  expect(read('prefer', { from: '08:00', to: '12:00' })).toMatchObject({ from: '08:00', to: '12:00' });
  expect(read('prefer', { from: '08:00' })).toEqual({ to: 'hoursHalf' });
  expect(read('prefer', { from: '12:00', to: '12:00' })).toEqual({ to: 'hoursOrder' });
});
