import { plusDays } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Opening, Question } from '../asked.ts';
import { names, type SpacingRule } from '../rule.ts';
import { byScope, countedOf } from './counting.ts';

const NOBODY = { outcomes: [], roles: [], priorConsentDays: null };

/** So many civil days after the contact before it, to the same time on the wall clock. */
export function spacingOpens(rule: SpacingRule, question: Question, at: Instant): Opening {
  const { proposed, debtor } = question;
  if (!names(rule.channels, proposed.channel)) return at;
  const priors = countedOf(question, { channels: rule.channels, counts: 'attempt', direction: 'outbound', exempt: NOBODY });
  const counted = byScope(rule.scope, question, priors).flat();
  return counted.reduce((opens, prior) => Math.max(opens, plusDays(prior.at, rule.minDays, debtor.zone)), at);
}
