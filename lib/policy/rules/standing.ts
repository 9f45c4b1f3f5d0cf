import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { NEVER, type Opening, type Question } from '../asked.ts';
import {
  type ConsentRule,
  type ContentRule,
  type ForbiddenChannelsRule,
  type NotBeforeRule,
  names,
  type OptOutRule,
  type RolesRule,
  type StopRule,
} from '../rule.ts';

/** The rules that time alone never lifts, but the last: by channel, person, consent, wish and words. */

export function channelOpens(rule: ForbiddenChannelsRule, { proposed }: Question, at: Instant): Opening {
  return names(rule.channels, proposed.channel) ? NEVER : at;
}

export function roleOpens({ kind, roles }: RolesRule, { proposed }: Question, at: Instant): Opening {
  return roles.includes(proposed.role) === (kind === 'thirdParty') ? at : NEVER;
}

/** Authorised channels only; a debtor of whom no consent was recorded passes. */
export function consentOpens(_rule: ConsentRule, { debtor, proposed }: Question, at: Instant): Opening {
  const { authorised } = debtor;
  return authorised === null || authorised.length === 0 || authorised.includes(proposed.channel) ? at : NEVER;
}

export function optOutOpens(_rule: OptOutRule, { debtor, proposed }: Question, at: Instant): Opening {
  return debtor.optOut.includes(proposed.channel) ? NEVER : at;
}

/** Whoever is represented is spoken to through their attorney. */
export function stopOpens({ event }: StopRule, { debtor, proposed }: Question, at: Instant): Opening {
  if (event === 'cease-request') return debtor.ceaseRequest ? NEVER : at;
  return debtor.attorneyRepresented && proposed.role !== 'attorney' ? NEVER : at;
}

export function contentOpens({ flags }: ContentRule, { proposed }: Question, at: Instant): Opening {
  return proposed.contentFlags.some((flag) => flags.includes(flag)) ? NEVER : at;
}

/** Lifts at the local midnight at which the debt is late enough. */
export function notBeforeOpens({ daysPastDue }: NotBeforeRule, { debtor, proposed }: Question, at: Instant): Opening {
  if (proposed.daysPastDue === null) return at;
  const missing = daysPastDue - proposed.daysPastDue;
  if (missing <= 0) return at;
  return Math.max(at, startOfDay(addDays(localDateOf(proposed.at, debtor.zone), missing), debtor.zone));
}
