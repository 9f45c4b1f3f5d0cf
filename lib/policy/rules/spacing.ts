import { plusDays } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Opening, Question } from '../asked.ts';
import { names, type SpacingRule } from '../rule.ts';
import { byScope, countedOf, NOBODY } from './counting.ts';
import { clearOf } from './spans.ts';

/** So many civil days after the contact before it, to the same time on the wall clock. */
export function spacingOpens(rule: SpacingRule, question: Question, at: Instant): Opening {
  const { proposed, debtor } = question;
  if (!names(rule.channels, proposed.channel)) return at;
  const priors = countedOf(question, { channels: rule.channels, counts: 'attempt', direction: 'outbound', exempt: NOBODY });
  const counted = byScope(rule.scope, question, priors).flat();
  // A contact that is queued for later is kept apart from as well: the day before it is as close as the day after.
  const spans = counted.map((prior) => ({
    from: plusDays(prior.at, -rule.minDays, debtor.zone) + 1,
    to: plusDays(prior.at, rule.minDays, debtor.zone),
  }));
  return clearOf(spans, at);
}
