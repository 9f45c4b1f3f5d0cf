import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Opening, Question } from './asked.ts';
import type { Rule } from './rule.ts';
import { afterEventOpens } from './rules/after-event.ts';
import { capOpens } from './rules/cap.ts';
import { hoursOpen } from './rules/hours.ts';
import { singleChannelOpens } from './rules/single-channel.ts';
import { spacingOpens } from './rules/spacing.ts';
import { channelOpens, consentOpens, contentOpens, notBeforeOpens, optOutOpens, roleOpens, stopOpens } from './rules/standing.ts';

/** The first instant at or after `at` at which the rule, as of its dates, lets the contact pass by itself. */
export function openingOf(rule: Rule, question: Question, at: Instant): Opening {
  const { zone } = question.debtor;
  const today = localDateOf(at, zone);
  if ((rule.validFrom !== null && today < rule.validFrom) || (rule.validTo !== null && today > rule.validTo)) return at;
  const opens = kindOpens(rule, question, at);
  if (opens <= at || rule.validTo === null) return opens;
  return Math.min(opens, startOfDay(addDays(rule.validTo, 1), zone));
}

function kindOpens(rule: Rule, question: Question, at: Instant): Opening {
  switch (rule.kind) {
    case 'hours':
      return hoursOpen(rule, question, at);
    case 'cap':
      return capOpens(rule, question, at);
    case 'spacing':
      return spacingOpens(rule, question, at);
    case 'singleChannel':
      return singleChannelOpens(rule, question, at);
    case 'afterEvent':
      return afterEventOpens(rule, question, at);
    case 'forbiddenChannels':
      return channelOpens(rule, question, at);
    case 'thirdParty':
    case 'forbiddenRecipients':
      return roleOpens(rule, question, at);
    case 'consent':
      return consentOpens(rule, question, at);
    case 'optOut':
      return optOutOpens(rule, question, at);
    case 'stop':
      return stopOpens(rule, question, at);
    case 'contentForbidden':
      return contentOpens(rule, question, at);
    case 'notBefore':
      return notBeforeOpens(rule, question, at);
  }
}
