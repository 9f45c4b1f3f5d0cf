import { expect } from 'vitest';
import { addDays, atLocal, localDateOf } from '#lib/base/civil.ts';
import { type Instant, MS_PER_DAY } from '#lib/base/instant.ts';
import { compilePredicate } from '#lib/facts/predicate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { type NaiveContact, type NaivePerson, naiveObjections } from '#lib/policy/testing/naive.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { exitOf } from '../advance.ts';
import type { DebtorLog, SimulatedContact } from '../debtor-log.ts';
import { sumOpenAccounts, viewOf } from '../world-view.ts';
import { type Case, type CaseDebtor, isAwake } from './any-case.ts';
import { FROM } from './any-portfolio.ts';
import { type Law, nodesOf } from './laws-of-runs.ts';
import { accountAt, debtorAt, factsAt } from './oracle.ts';

/** Every contact that was queued, also one that the last look cancelled, with the debtor it was for and the journey that made it. */
function* contactsOf({ debtors, journeys }: Case, logs: readonly DebtorLog[]) {
  for (const [index, { contacts }] of logs.entries()) {
    const debtor = debtors[index];
    for (const contact of contacts) {
      const document = journeys[contact.journeyId - 1];
      if (debtor && document) yield { contact, debtor, document };
    }
  }
}

const ADDRESS_OF = { email: 'email', sms: 'phone', voice: 'phone', whatsapp: 'whatsapp', letter: 'postal' } as const;

/** What holds of contacts. */
export const lawsOfContacts: Readonly<Record<string, Law>> = {
  'queues nothing about an account that is paid, nor while an exit rule or the suspension holds': (story, logs) => {
    for (const { contact, debtor, document } of contactsOf(story, logs)) {
      const program = debtor.surroundings.versions[contact.journeyId - 1]?.program;
      if (!program) throw new Error(`no journey ${contact.journeyId}`);
      const suspends = document.suspendWhen ? compilePredicate(document.suspendWhen) : () => false;
      const hasCure = document.exitWhen?.some((rule) => JSON.stringify(rule.where).includes('account.balance')) ?? true;
      for (const accountId of contact.accountIds) {
        const facts = factsAt(debtor, accountId, contact.queuedAt);
        if (hasCure) expect(facts.account.balance).toBeGreaterThan(0);
        const account = { state: facts.account, foldedUntil: null, base: null };
        const person = { state: facts.debtor, foldedUntil: null, base: null };
        const view = viewOf(account, person, sumOpenAccounts([], 0), [], null, debtor.surroundings);
        expect(exitOf(program, view, null, contact.queuedAt)).toBeNull();
        expect(suspends(facts)).toBe(false);
      }
    }
  },

  'sends nothing by a channel that the debtor has not, denied, or that failed for good': (story, logs) => {
    for (const { contact, debtor } of contactsOf(story, logs)) {
      const person = debtorAt(debtor, contact.queuedAt);
      const channel = contact.channel as keyof typeof ADDRESS_OF | 'push';
      expect(channel === 'push' ? person.pushCount > 0 : person[ADDRESS_OF[channel]] !== null).toBe(true);
      expect(person.consent[channel]).not.toBe('denied');
      expect(person.hardFailed).not.toContain(channel);
    }
  },

  'sends nothing that the policy forbids, as somebody finds who reads the law anew': (story, logs) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      const sent = log.contacts.filter(({ status }) => status === 'sent');
      for (const [place, contact] of sent.entries()) {
        if (debtor) expect(objectionsTo(story, debtor, contact, contact.queuedAt, sent.slice(0, place))).toEqual([]);
      }
    }
  },

  'defers to the first instant at which the policy lets the contact pass': (story, logs) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      for (const { why, at, accountId } of log.trace) {
        if (!debtor || !why || !('deferred' in why) || typeof why.until !== 'number') continue;
        // What was queued at the same instant may have come before or after: its order is not in the log.
        if (log.contacts.some(({ queuedAt, status }) => queuedAt === at || (status === 'cancelled' && queuedAt < at))) continue;
        const before = log.contacts.filter(({ queuedAt, status }) => queuedAt < at && status === 'sent');
        const asked = { channel: String(why.channel), accountIds: [accountId], queuedAt: at };
        const objections = (when: Instant) => objectionsTo(story, debtor, asked, when, before);
        expect(objections(at)).toContain(why.deferred);
        expect(objections(why.until)).toEqual([]);
        expect(objections(why.until - 1)).not.toEqual([]);
      }
    }
  },

  'gives each contact a key of its own, and one debtor one contact at a node, an instant and a channel': (_story, logs) => {
    for (const { contacts } of logs) {
      const distinct = (texts: readonly string[]) => expect(new Set(texts).size).toBe(texts.length);
      distinct(contacts.map(({ key }) => `${key.enrollmentId} ${key.seq}`));
      const made = contacts.filter(({ status }) => status !== 'cancelled');
      distinct(made.map(({ journeyId, node, queuedAt, channel }) => `${journeyId} ${node} ${queuedAt} ${channel}`));
      for (const { accountIds } of contacts) expect(accountIds).toEqual(accountIds.toSorted());
    }
  },

  'tells a topic again only the policy’s days later': (story, logs) => {
    for (const [index, { contacts }] of logs.entries()) {
      const { topicDays = 0 } = story.debtors[index]?.surroundings.policy ?? {};
      const told = contacts.filter(({ status, topic }) => status !== 'cancelled' && topic !== null);
      for (const [, same] of Map.groupBy(told, ({ topic }) => topic)) {
        const gaps = same.slice(1).map(({ queuedAt }, place) => queuedAt - (same[place]?.queuedAt ?? 0));
        for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(topicDays * MS_PER_DAY);
      }
    }
  },

  'makes contacts by the due date at their time or later, and not after their last day': (story, logs) => {
    for (const { contact, debtor, document } of contactsOf(story, logs)) {
      const { zone } = debtor.world.debtor.state;
      if (story.rules === 'night') expect(isAwake(contact.queuedAt, zone)).toBe(true);
      const config = tellingOf(document, contact.node);
      if (config?.when.kind !== 'due') continue;
      const { days, at } = config.when;
      for (const accountId of contact.accountIds) {
        const { dueDate } = accountAt(debtor, accountId, contact.queuedAt);
        expect(dueDate).not.toBeNull();
        const date = addDays(dueDate ?? '', days);
        expect(contact.queuedAt).toBeGreaterThanOrEqual(atLocal(date, at, zone));
        const lastDate = addDays(localDateOf(atLocal(date, at, zone), zone), config.graceDays ?? 0);
        if (config.ifMissed !== 'act') expect(localDateOf(contact.queuedAt, zone) <= lastDate).toBe(true);
      }
    }
  },

  'says of a step that it is missed only after its last day': (story, logs) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      const nodeOf = nodesOf(story, log);
      for (const step of log.trace) {
        const node = step.reason === 'missed' ? nodeOf(step) : undefined;
        if (!debtor || (node?.type !== 'message' && node?.type !== 'offer') || node.config.when.kind !== 'due') continue;
        const { dueDate } = accountAt(debtor, step.accountId, step.at);
        if (dueDate === null) continue;
        const { zone } = debtor.world.debtor.state;
        const { when, graceDays = 0 } = node.config;
        const at = atLocal(addDays(dueDate, when.days), when.at, zone);
        expect(localDateOf(step.at, zone) > addDays(localDateOf(at, zone), graceDays)).toBe(true);
      }
    }
  },
};

function tellingOf({ nodes }: JourneyDocument, id: string) {
  const node = nodes.find((one) => one.id === id);
  return node?.type === 'message' || node?.type === 'offer' ? node.config : null;
}

type Asked = Pick<SimulatedContact, 'channel' | 'accountIds' | 'queuedAt'>;

/** What the law has against a contact of a story at an instant, the debtor as they stood when it was queued: of each of its accounts. */
function objectionsTo(
  { rules }: Case,
  debtor: CaseDebtor,
  asked: Asked,
  when: Instant,
  sent: readonly SimulatedContact[],
): readonly string[] {
  const { zone } = debtor.world.debtor.state;
  if (rules === 'open') return [];
  if (rules === 'night') return isAwake(when, zone) ? [] : ['NIGHT'];
  const past = [...debtor.world.contacts, ...sent].map(naiveContact);
  return asked.accountIds.flatMap((accountId) => {
    const { promise, dueDate } = accountAt(debtor, accountId, asked.queuedAt);
    const today = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(zone).toPlainDate();
    const daysPastDue = dueDate === null ? null : Temporal.PlainDate.from(dueDate).until(today, { largestUnit: 'day' }).days;
    const contact = { ...naiveContact({ ...asked, status: 'sent' }), at: when, debts: [accountId], role: 'debtor', daysPastDue };
    return naiveObjections(rules, { ...personOf(debtor, asked.queuedAt), promiseDate: promise?.date ?? null }, past, contact);
  });
}

/** A voice message is judged as one of a machine; what a person says of it they say of calls as well. */
const judgedAs = (channel: string): readonly string[] => (channel === 'voice' ? ['ivr', 'call'] : [channel]);

function naiveContact({
  channel,
  accountIds,
  queuedAt,
  status,
}: Pick<ContactRecord, 'channel' | 'accountIds' | 'queuedAt' | 'status'>): NaiveContact {
  const outcome = status === 'answered' ? 'conversation' : status === 'delivered' ? 'delivered' : 'attempt';
  return { at: queuedAt, channel: judgedAs(channel)[0] ?? channel, debts: accountIds, outcome, outbound: true, purpose: 'collection' };
}

function personOf(debtor: CaseDebtor, at: Instant): Omit<NaivePerson, 'promiseDate'> {
  const { zone, country, subdivision, consent, hoursOverride, ceaseRequest, attorneyRepresented, callConsentAt } = debtorAt(
    debtor,
    Math.max(at, FROM),
  );
  const channels = (state: string) =>
    Object.keys(consent)
      .filter((channel) => consent[channel] === state)
      .flatMap(judgedAs);
  return {
    ...{ zone, country, subdivision, hoursOverride, callConsentAt },
    denied: channels('denied'),
    granted: channels('granted'),
    ceaseRequest: ceaseRequest === true,
    attorneyRepresented: attorneyRepresented === true,
  };
}
