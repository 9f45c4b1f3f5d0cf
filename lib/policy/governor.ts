import type { JudgedDebtor, PriorContact, ProposedContact } from './asked.ts';
import { decide } from './decide.ts';
import { type HolidayTable, isHoliday } from './holidays.ts';
import { readOwnHours } from './own-hours.ts';
import type { RuleBook } from './rule.ts';
import type { AskedContact, ContactPolicy, ContactRecord, JudgedAccount, JudgedPerson, Verdict } from './verdict.ts';

/** Where the rules of a country and subdivision are read. */
export type BookOf = (country: string | null, subdivision: string | null) => RuleBook;

/**
 * The policy of a workspace: each debtor is judged by the rules of their own country and subdivision, in their own zone; one
 * whose country nobody said by those of `country`, the preset that the workspace chose (null: none).
 */
export function governor(setting: {
  readonly country: string | null;
  readonly topicDays: number;
  readonly bookOf: BookOf;
  readonly holidays: HolidayTable;
}): ContactPolicy {
  const { country: usual, topicDays, bookOf, holidays } = setting;
  const books = new Map<string, RuleBook>();
  const bookFor = (country: string | null, subdivision: string | null): RuleBook => {
    const key = `${country} ${subdivision}`;
    const kept = books.get(key) ?? bookOf(country, subdivision);
    books.set(key, kept);
    return kept;
  };
  return {
    topicDays,
    judge: (asked) => {
      const country = asked.person.country ?? usual;
      const { subdivision } = asked.person;
      const isClosed = (date: string): boolean => isHoliday(holidays, country, subdivision, date);
      return verdictOf(bookFor(country, subdivision), asked, isClosed);
    },
  };
}

function verdictOf(book: RuleBook, asked: AskedContact, isClosed: (date: string) => boolean): Verdict {
  const { allowed, blockedBy, earliestNextAllowed, neverLifts } = decide(
    book,
    judgedDebtor(asked.person, asked.promiseDate),
    [...asked.history.map(priorOf), ...happened(book, asked.accounts)],
    proposedOf(asked),
    isClosed,
  );
  const [rule = ''] = blockedBy;
  if (allowed) return { kind: 'allow' };
  return earliestNextAllowed === null ? { kind: 'deny', rule: neverLifts ?? rule } : { kind: 'defer', until: earliestNextAllowed, rule };
}

/** A voice message is judged as `ivr`. */
export function judgedChannel(channel: string): string {
  return channel === 'voice' ? 'ivr' : channel;
}

/** What a person said of their telephone they said of whoever rings, a machine or an agent. */
function consentedChannels(channel: string): readonly string[] {
  return channel === 'voice' ? ['ivr', 'call'] : [channel];
}

function judgedDebtor(person: JudgedPerson, promiseDate: string | null): JudgedDebtor {
  const stated = Object.entries(person.consent);
  const channels = (state: string): string[] =>
    stated.filter(([, one]) => one === state).flatMap(([channel]) => consentedChannels(channel));
  return {
    zone: person.zone,
    optOut: channels('denied'),
    authorised: channels('granted'),
    hours: readOwnHours(person.hoursOverride),
    ceaseRequest: person.ceaseRequest ?? false,
    attorneyRepresented: person.attorneyRepresented ?? false,
    callConsentAt: person.callConsentAt,
    promiseDate,
  };
}

/** How far a contact came, in the words of the rules: only what a person answered was a conversation. */
const OUTCOMES: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  read: 'read',
  answered: 'conversation',
  failed: 'not_connected',
};

function priorOf({ channel, queuedAt, status, accountIds }: ContactRecord): PriorContact {
  return {
    at: queuedAt,
    channel: judgedChannel(channel),
    direction: 'outbound',
    person: 'debtor',
    role: 'debtor',
    debts: accountIds,
    outcome: OUTCOMES[status] ?? 'attempt',
    purpose: 'collection',
  };
}

/** What happened to the accounts and was no contact, where a rule of the book waits after it. */
function happened(book: RuleBook, accounts: readonly JudgedAccount[]): readonly PriorContact[] {
  const waits = waitedFor(book);
  if (waits.size === 0) return [];
  return accounts.flatMap(({ id, lastPaymentAt, disputedAt }) => [
    ...(lastPaymentAt !== null && waits.has('payment') ? [eventOf(id, 'payment', lastPaymentAt)] : []),
    ...(disputedAt !== null && waits.has('dispute') ? [eventOf(id, 'dispute', disputedAt)] : []),
  ]);
}

/** It came by no channel, from the person: no cap and no spacing counts it. */
function eventOf(account: string, outcome: string, at: number): PriorContact {
  return { at, channel: '', direction: 'inbound', person: 'debtor', role: 'debtor', debts: [account], outcome, purpose: 'collection' };
}

/** A book answers for every debtor of a country: what it waits after is looked up once. */
const waitedForIn = new WeakMap<RuleBook, ReadonlySet<string>>();

function waitedFor(book: RuleBook): ReadonlySet<string> {
  const kept = waitedForIn.get(book) ?? new Set(book.rules.flatMap((rule) => (rule.kind === 'afterEvent' ? [rule.event] : [])));
  waitedForIn.set(book, kept);
  return kept;
}

function proposedOf({ at, channel, debts, daysPastDue, contentFlags = [] }: AskedContact): ProposedContact {
  return {
    at,
    channel: judgedChannel(channel),
    purpose: 'collection',
    role: 'debtor',
    person: 'debtor',
    debts,
    contentFlags,
    daysPastDue,
  };
}
