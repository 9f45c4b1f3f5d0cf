import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { JudgedDebtor, PriorContact, ProposedContact, Question } from './asked.ts';
import { openingOf } from './opening.ts';
import type { Rule, RuleBook } from './rule.ts';
import { nextOpening } from './rules/hours.ts';

/** `blockedBy`: every enforced rule that fails now, sorted. `earliestNextAllowed`: null where time alone never lifts it. */
export interface Decision {
  readonly allowed: boolean;
  readonly blockedBy: readonly string[];
  readonly earliestNextAllowed: Instant | null;
  /** The first of `blockedBy` that time alone never lifts. */
  readonly neverLifts: string | null;
}

/** A sequence of lifted rules that ends in no allowed instant is given up after so many. */
const MOST_STEPS = 1_000;

type Opens = (at: Instant) => Instant;

/**
 * Whether a contact is allowed, by which rules not, and from when on if nothing else happens (policy.md). `history` is of the
 * debtor, over all journeys, agents and outside systems, without the contact itself. Pure.
 */
export function decide(
  book: RuleBook,
  debtor: JudgedDebtor,
  history: readonly PriorContact[],
  proposed: ProposedContact,
  isClosed: (date: LocalDate) => boolean,
): Decision {
  const asked = bindings(book, debtor, history, proposed, isClosed);
  const blocked = asked.flatMap(({ id, opens }) => {
    const opening = opens(proposed.at);
    return opening > proposed.at ? [{ id, never: opening === Number.POSITIVE_INFINITY }] : [];
  });
  if (blocked.length === 0) return { allowed: true, blockedBy: [], earliestNextAllowed: proposed.at, neverLifts: null };
  const blockedBy = blocked.map(({ id }) => id).sort();
  const never = blocked.filter((one) => one.never).map(({ id }) => id);
  return { allowed: false, blockedBy, earliestNextAllowed: firstAllowed(asked, proposed.at), neverLifts: never.sort()[0] ?? null };
}

interface Binding {
  readonly id: string;
  readonly opens: Opens;
}

/** The rules that bind this contact, each with what it sees: exempt purposes neither bind nor count, own hours replace. */
function bindings(
  book: RuleBook,
  debtor: JudgedDebtor,
  history: readonly PriorContact[],
  proposed: ProposedContact,
  isClosed: (date: LocalDate) => boolean,
): readonly Binding[] {
  const ofPerson = history.filter((prior) => prior.person === proposed.person);
  const replaced = debtor.hours === null ? [] : book.overrides.flatMap(({ replaces }) => replaces);
  const bound = book.rules.filter((rule) => !replaced.includes(rule.id) && !isExempt(book, rule, proposed.purpose));
  const found: Binding[] = bound.map((rule) => {
    const counted = ofPerson.filter((prior) => !isExempt(book, rule, prior.purpose));
    const question: Question = { debtor, proposed, history: counted, isClosed };
    return { id: rule.id, opens: (at) => openingOf(rule, question, at) };
  });
  const own = debtor.hours?.windows;
  const replacing = book.overrides[0];
  if (
    !own ||
    !replacing ||
    replacing.replaces.every((id) => !book.rules.some((rule) => rule.id === id && !isExempt(book, rule, proposed.purpose)))
  )
    return found;
  const closed = debtor.hours.closedOnHolidays ? isClosed : () => false;
  return [...found, { id: replacing.id, opens: (at) => nextOpening(own, closed, debtor.zone, at) }];
}

function isExempt({ exemptions }: RuleBook, rule: Rule, purpose: string): boolean {
  return exemptions.some(({ purposes, exempts }) => purposes.includes(purpose) && exempts.includes(rule.id));
}

/** Goes from one lifted rule to the next until all pass at once. */
function firstAllowed(asked: readonly Binding[], from: Instant): Instant | null {
  let at = from;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let opens = at;
    for (const binding of asked) opens = Math.max(opens, binding.opens(at));
    if (opens === at) return at;
    if (opens === Number.POSITIVE_INFINITY) return null;
    at = opens;
  }
  return null;
}
