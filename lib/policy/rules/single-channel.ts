import { localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Opening, Question } from '../asked.ts';
import { names, type SingleChannelRule } from '../rule.ts';
import { byScope, countedOf, datesOf, NOBODY } from './counting.ts';
import { countedDates } from './periods.ts';

/** One channel a calendar week: where another was used in this one, the next Monday. */
export function singleChannelOpens(rule: SingleChannelRule, question: Question, at: Instant): Opening {
  const { proposed, debtor } = question;
  if (!names(rule.channels, proposed.channel)) return at;
  const priors = countedOf(question, { channels: rule.channels, counts: rule.counts, direction: 'outbound', exempt: NOBODY });
  const others = byScope(rule.scope, question, priors)
    .flat()
    .filter((prior) => prior.channel !== proposed.channel);
  const dates = datesOf(others, debtor.zone);
  let opens = at;
  for (;;) {
    const { first, last, next } = countedDates('week', localDateOf(opens, debtor.zone));
    if (!dates.some((date) => date >= first && date <= last)) return opens;
    opens = startOfDay(next, debtor.zone);
  }
}
