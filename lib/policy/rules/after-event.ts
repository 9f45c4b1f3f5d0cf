import { addDays, localDateOf, plusDays, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Opening, PriorContact, Question } from '../asked.ts';
import { type AfterEventRule, names } from '../rule.ts';
import { byScope, countedOf, isExempt, openedByConsent } from './counting.ts';
import { clearOf, type Span } from './spans.ts';

/** A wait after a conversation, a promise, a dispute or a payment, whoever began it. */
export function afterEventOpens(rule: AfterEventRule, question: Question, at: Instant): Opening {
  const { proposed } = question;
  if (!names(rule.channels, proposed.channel) || isExempt(question, rule.exempt, at)) return at;
  return openedByConsent(question, rule.exempt, at, clearOf(waitsOf(rule, question), at));
}

/** Each wait from what began it; a promise holds from now to its own day. */
function waitsOf(rule: AfterEventRule, question: Question): readonly Span[] {
  const { debtor } = question;
  if (rule.event === 'promise') {
    const { promiseDate } = debtor;
    return promiseDate === null ? [] : [{ from: 0, to: startOfDay(addDays(promiseDate, rule.days), debtor.zone) }];
  }
  const events =
    rule.event === 'conversation' ? conversations(rule, question) : question.history.filter(({ outcome }) => outcome === rule.event);
  return byScope(rule.scope, question, events)
    .flat()
    .map(({ at }) => ({ from: at, to: waitEnd(rule, at, debtor.zone) }));
}

/** By the channels that the rule binds: a talk on the telephone holds back calls, not texts, and a chat neither. */
function conversations({ channels, exempt }: AfterEventRule, question: Question): readonly PriorContact[] {
  return countedOf(question, { channels, counts: 'conversation', direction: 'any', exempt });
}

function waitEnd({ days, dayOne }: AfterEventRule, at: Instant, zone: string): Instant {
  return dayOne ? startOfDay(addDays(localDateOf(at, zone), days), zone) : plusDays(at, days, zone);
}
