import { ANSWER_LENGTH, type Answer } from '#lib/api/answers.ts';
import type { DetailAccount } from '#lib/api/contacts.ts';
import { isLocalDate } from '#lib/base/civil.ts';
import { moneyText } from '#lib/base/money.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { readMinor } from './money.ts';

/** What a person can do with a message, as the panel offers it. */
export const DRAFT_KINDS = ['payAll', 'payPart', 'promise', 'reply', 'prefer', 'dispute', 'optOut'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** An answer as it is being typed. */
export interface AnswerDraft {
  readonly kind: DraftKind;
  /** The external id of an account; empty: all of the message's. */
  readonly account: string;
  /** As typed, in the currency's major units. */
  readonly amount: string;
  readonly date: string;
  readonly text: string;
  readonly channel: Channel;
  readonly from: string;
  readonly to: string;
}

/** The fields that can be at fault, each with the sentence of the catalogue. */
export interface Faults {
  readonly amount?: 'amountMissing' | 'amountUnread' | 'amountZero' | 'amountTooMuch' | 'nothingOwed';
  readonly date?: 'dateMissing' | 'datePast';
  readonly text?: 'textMissing' | 'textLong';
  readonly to?: 'hoursHalf' | 'hoursOrder';
}

export type ReadDraft = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly faults: Faults };

/** Around the draft: the accounts of the message, the decimal sign of the reader, and the day by the workspace's clock. */
export interface DraftPlace {
  readonly accounts: readonly DetailAccount[];
  readonly decimal: '.' | ',';
  readonly today: string;
}

/** An empty draft of this kind; a promise begins with all that is owed. */
export function emptyDraft(kind: DraftKind, channel: Channel, { accounts, decimal }: DraftPlace): AnswerDraft {
  const isOfOne = kind === 'payPart' || kind === 'promise' || accounts.length === 1;
  const of = accounts.find(({ balance }) => balance > 0) ?? accounts[0];
  const amount = kind === 'promise' && of ? moneyText(of.balance, of.currency).replace(/\.0+$/, '').replace('.', decimal) : '';
  return { kind, account: isOfOne ? (of?.externalId ?? '') : '', amount, date: '', text: '', channel, from: '', to: '' };
}

/** The draft as an answer, or what is wrong with it, field by field. */
export function readDraft(draft: AnswerDraft, place: DraftPlace): ReadDraft {
  const { text, channel } = draft;
  const account = draft.account === '' ? null : draft.account;
  const said = text.trim();
  switch (draft.kind) {
    case 'payAll':
      return owedOf(draft, place) > 0 ? taken({ kind: 'pay', account, amount: null }) : faulty({ amount: 'nothingOwed' });
    case 'payPart':
      return withAmount(draft, place, (amount) => taken({ kind: 'pay', account, amount }));
    case 'promise':
      return readPromise(draft, place);
    case 'reply':
      if (said === '') return faulty({ text: 'textMissing' });
      return said.length > ANSWER_LENGTH ? faulty({ text: 'textLong' }) : taken({ kind: 'reply', text: said });
    case 'dispute':
      return said.length > ANSWER_LENGTH
        ? faulty({ text: 'textLong' })
        : taken({ kind: 'dispute', account, text: said === '' ? null : said });
    case 'prefer':
      return readHours(draft, channel);
    case 'optOut':
      return taken({ kind: 'optOut' });
  }
}

/** What is paid beyond what is owed, in minor units; 0 where nothing is, or the amount cannot be read. */
export function surplusOf(draft: AnswerDraft, place: DraftPlace): number {
  const read = readAmount(draft, place);
  return draft.kind === 'payPart' && read !== null ? Math.max(0, read - owedOf(draft, place)) : 0;
}

/** What is owed on the account of the draft, or on all: only ever compared with 0 where currencies differ. */
function owedOf({ account }: AnswerDraft, { accounts }: DraftPlace): number {
  return Math.max(0, ...accounts.filter(({ externalId }) => account === '' || externalId === account).map(({ balance }) => balance));
}

function readPromise(draft: AnswerDraft, place: DraftPlace): ReadDraft {
  const date = draft.date === '' || !isLocalDate(draft.date) ? 'dateMissing' : draft.date < place.today ? 'datePast' : undefined;
  const read = withAmount(draft, place, (amount) => taken({ kind: 'promise', account: draft.account, amount, date: draft.date }));
  if (date) return faulty({ ...(read.ok ? {} : read.faults), date });
  const amount = readAmount(draft, place) ?? 0;
  return read.ok && amount > owedOf(draft, place) ? faulty({ amount: 'amountTooMuch' }) : read;
}

function readHours({ from, to }: AnswerDraft, channel: Channel): ReadDraft {
  if ((from === '') !== (to === '')) return faulty({ to: 'hoursHalf' });
  if (from !== '' && from >= to) return faulty({ to: 'hoursOrder' });
  return taken({ kind: 'prefer', channel, from: from === '' ? null : from, to: to === '' ? null : to });
}

function withAmount(draft: AnswerDraft, place: DraftPlace, then: (amount: number) => ReadDraft): ReadDraft {
  if (draft.amount.trim() === '') return faulty({ amount: 'amountMissing' });
  const amount = readAmount(draft, place);
  if (amount === null) return faulty({ amount: 'amountUnread' });
  return amount > 0 ? then(amount) : faulty({ amount: 'amountZero' });
}

function readAmount({ amount, account }: AnswerDraft, { accounts, decimal }: DraftPlace): number | null {
  const currency = accounts.find(({ externalId }) => externalId === account)?.currency;
  if (currency === undefined || amount.trim() === '') return null;
  return readMinor(amount, currency, decimal);
}

const taken = (answer: Answer): ReadDraft => ({ ok: true, answer });
const faulty = (faults: Faults): ReadDraft => ({ ok: false, faults });
