import { z } from 'zod';
import { plusDays } from '#lib/base/civil.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import { isDayCount } from '../when.ts';
import type { Move, NodeDefinition, SettingProblem, StepContext } from './node-definition.ts';
import { telling, tellingCard, tellingFields, tellingMessage, tellingProblems, tellingShape } from './telling.ts';

/** What is offered. Beside its kind it is for the page that shows the terms, which reads what it knows of it. */
const termsSchema = z.looseObject({
  kind: z.enum(['promise', 'plan', 'discount']),
  /** A promise must be for a day at most this far ahead. */
  withinDays: z.number().optional(),
  instalments: z.number().optional(),
  percent: z.number().optional(),
});

const configSchema = z.strictObject({ ...tellingShape, terms: termsSchema, validDays: z.number() });
export type OfferConfig = z.infer<typeof configSchema>;

/** Events by which the person answers; a promise answers an offer of one as well. */
export const ACCEPTED = 'custom.offer-accepted';
export const DECLINED = 'custom.offer-declined';

/** Writes to the debtor as a message does, then waits for the answer; an offer that could not be sent leaves by `expired` and says why. */
export const offerNode: NodeDefinition<OfferConfig> = {
  config: configSchema,
  defaults: {
    when: { kind: 'now' },
    channel: { mode: 'preferred', else: ['email', 'sms'] },
    template: '',
    terms: { kind: 'promise' },
    validDays: 5,
  },
  card: (config) => {
    const card = tellingCard(config);
    return { ...card, says: [{ kind: 'terms', terms: config.terms.kind }, ...card.says] };
  },
  handles: () => ['accepted', 'declined', 'expired'].map((id) => ({ id, optional: false })),
  timing: (config) => config,
  takesTime: () => true,
  predicates: () => [],
  fields: tellingFields,
  problems: (config) => [...tellingProblems(config), ...termsProblems(config)],
  message: tellingMessage,
  listensTo: () => ['promise.made', ACCEPTED, DECLINED],
  tells: true,
  prepare: (config) => ({
    run: (here) => (here.actedAt === null ? propose(config, here) : expire(config, here, here.actedAt)),
    hear: (here, event) => {
      if (here.actedAt === null || event.at < here.actedAt || here.facts.now >= expiryOf(config, here, here.actedAt)) return null;
      const answer = answerOf(config, event);
      return answer && { handle: answer };
    },
  }),
};

function propose(config: OfferConfig, here: StepContext): Move {
  const told = telling(config, here);
  if (told.kind === 'wait') return told;
  if (told.kind === 'withheld') return { kind: 'leave', handle: 'expired', reason: told.reason, why: told.why };
  const { now } = here.facts;
  return { kind: 'wait', until: expiryOf(config, here, now), actedAt: now, effect: told.effect, why: told.why };
}

function expire(config: OfferConfig, here: StepContext, actedAt: number): Move {
  // The last look took it back: nobody was told, so nobody is waited for. Why stands with the contact.
  if (here.answer === 'failed') return { kind: 'leave', handle: 'expired', why: { told: false } };
  const until = expiryOf(config, here, actedAt);
  return here.facts.now < until ? { kind: 'wait', until, actedAt } : { kind: 'leave', handle: 'expired' };
}

/** The same time of day, `validDays` civil days after it was sent. */
function expiryOf({ validDays }: OfferConfig, { facts }: StepContext, actedAt: number): number {
  return plusDays(actedAt, validDays, facts.debtor.zone);
}

/** An answer may name the message that it answers (`template`); one that names another is not for this offer. */
function answerOf({ terms, template }: OfferConfig, { type, payload }: EventFact): 'accepted' | 'declined' | null {
  if (type === 'promise.made') return terms.kind === 'promise' ? 'accepted' : null;
  if (type !== ACCEPTED && type !== DECLINED) return null;
  if (payload.template !== undefined && payload.template !== template) return null;
  return type === ACCEPTED ? 'accepted' : 'declined';
}

function termsProblems({ terms, validDays }: OfferConfig): readonly SettingProblem[] {
  const days = (path: string) => ({ code: 'bad-time' as const, path });
  return [
    ...(isDayCount(validDays) ? [] : [days('validDays')]),
    ...(terms.withinDays === undefined || isDayCount(terms.withinDays) ? [] : [days('terms.withinDays')]),
  ];
}
