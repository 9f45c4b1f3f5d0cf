import { localDateOf, plusDays } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { PriorContact, Question } from '../asked.ts';
import type { ChannelSet, Counts, Exempt, Scope } from '../rule.ts';
import { names } from '../rule.ts';

/** Outcomes that say more than an attempt. */
const CONNECTED = new Set(['answered', 'delivered', 'read', 'conversation', 'promise', 'dispute', 'refused']);
const CONVERSATIONS = new Set(['conversation', 'promise', 'dispute', 'refused']);

/** Leaves nobody out. */
export const NOBODY: Exempt = { outcomes: [], roles: [], priorConsentDays: null };

/** What a rule counts: which channels, in which direction, how far a contact must have come, and whom it leaves out. */
export interface Counted {
  readonly channels: ChannelSet;
  readonly counts: Counts;
  readonly direction: 'outbound' | 'any';
  readonly exempt: Exempt;
}

/** The contacts before this one that a rule counts. */
export function countedOf(question: Question, counted: Counted): readonly PriorContact[] {
  const { channels, counts, direction, exempt } = counted;
  return question.history.filter(
    (prior) =>
      names(channels, prior.channel) &&
      (direction === 'any' || prior.direction === 'outbound') &&
      reached(prior.outcome, counts) &&
      !exempt.outcomes.includes(prior.outcome) &&
      !exempt.roles.includes(prior.role) &&
      !consented(question, exempt, prior.at),
  );
}

function reached(outcome: string, counts: Counts): boolean {
  if (counts === 'attempt') return true;
  return (counts === 'connected' ? CONNECTED : CONVERSATIONS).has(outcome);
}

/** True where a contact at `at` would be left out: by its role, or because the person had just agreed to be called. */
export function isExempt(question: Question, exempt: Exempt, at: Instant): boolean {
  return exempt.roles.includes(question.proposed.role) || consented(question, exempt, at);
}

/** When a rule opens that would else open at `opens`: where the person's consent begins before that, then. */
export function openedByConsent({ debtor }: Question, { priorConsentDays }: Exempt, at: Instant, opens: Instant): Instant {
  const given = debtor.callConsentAt;
  return given !== null && priorConsentDays !== null && given > at && given < opens ? given : opens;
}

function consented({ debtor }: Question, { priorConsentDays }: Exempt, at: Instant): boolean {
  const given = debtor.callConsentAt;
  return given !== null && priorConsentDays !== null && given <= at && at < plusDays(given, priorConsentDays, debtor.zone);
}

/**
 * The contacts a rule counts, by what it is counted for: all together, or once for each debt of the proposed contact
 * (contacts about debts that nobody named count for every debt).
 */
export function byScope(scope: Scope, question: Question, priors: readonly PriorContact[]): readonly (readonly PriorContact[])[] {
  const { debts } = question.proposed;
  if (scope === 'debtor' || debts.length === 0) return [priors];
  return debts.map((debt) => priors.filter((prior) => prior.debts.length === 0 || prior.debts.includes(debt)));
}

/** The local dates of contacts, in the zone of the person. */
export function datesOf(priors: readonly PriorContact[], zone: string): readonly string[] {
  return priors.map((prior) => localDateOf(prior.at, zone));
}
