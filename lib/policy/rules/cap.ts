import { localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import { NEVER, type Opening, type Question } from '../asked.ts';
import { type CapRule, names } from '../rule.ts';
import { byScope, countedOf, datesOf, isExempt, openedByConsent } from './counting.ts';
import { countedDates } from './periods.ts';

/** So many contacts in a day, calendar week, seven rolling dates or month, and no more. */
export function capOpens(rule: CapRule, question: Question, at: Instant): Opening {
  const { proposed, debtor } = question;
  if (!names(rule.channels, proposed.channel) || isExempt(question, rule.exempt, at)) return at;
  if (rule.max <= 0) return openedByConsent(question, rule.exempt, at, NEVER);
  const channels = rule.countBy === 'channel' ? [proposed.channel] : rule.channels;
  const priors = countedOf(question, { channels, counts: rule.counts, direction: 'outbound', exempt: rule.exempt });
  const groups = byScope(rule.scope, question, priors).filter((group) => group.length >= rule.max);
  let opens = at;
  for (const group of groups) opens = Math.max(opens, roomFor(rule, datesOf(group, debtor.zone), debtor.zone, at));
  return openedByConsent(question, rule.exempt, at, opens);
}

function roomFor({ per, max }: CapRule, dates: readonly LocalDate[], zone: string, at: Instant): Opening {
  let opens = at;
  for (;;) {
    const { first, last, next } = countedDates(per, localDateOf(opens, zone));
    if (dates.filter((date) => date >= first && date <= last).length < max) return opens;
    opens = startOfDay(next, zone);
  }
}
