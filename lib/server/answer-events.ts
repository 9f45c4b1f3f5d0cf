import 'server-only';
import type { Answer } from '#lib/api/answers.ts';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { OwedAccount } from '#lib/db/queries/answers.ts';
import { asksToStop } from '#lib/message/stop-words.ts';
import type { EventInput } from '#lib/portfolio/events.ts';
import { Refused } from './api-call.ts';

/** The contact that is answered. */
export interface Answered {
  readonly debtor: string;
  readonly zone: string;
  readonly channel: string;
  readonly node: string;
  readonly topic: string | null;
  readonly status: string;
  readonly owed: readonly OwedAccount[];
}

/** Statuses of a contact that never came to the person. */
const NEVER_CAME: readonly string[] = ['queued', 'cancelled', 'failed'];

/** True where the contact came, or may have come, to the person. */
export function hasCome({ status }: Pick<Answered, 'status'>): boolean {
  return !NEVER_CAME.includes(status);
}

/**
 * What an answer means as events of data.md, in order: that the contact was read or replied to, then what was said. Throws
 * Refused where it cannot be: nothing is owed, more is promised than is owed, a day is past, or it answers what never came.
 */
export function eventsOf(answer: Answer, contact: Answered, at: Instant): readonly EventInput[] {
  const { debtor, channel, node, topic } = contact;
  const came = (type: string, more: object = {}): EventInput[] =>
    hasCome(contact) ? [{ type, at, debtor, payload: { channel, node, topic, ...more } }] : [];
  const said = came('contact.replied', { answer: answer.kind, ...('text' in answer && answer.text !== null ? { text: answer.text } : {}) });
  switch (answer.kind) {
    case 'pay':
      return [...came('contact.read'), ...paymentsOf(answer, contact, at)];
    case 'promise':
      return [...said, promiseOf(answer, contact, at)];
    case 'reply':
      if (!hasCome(contact)) throw new Refused(409, 'answer-unsent');
      return asksToStop(answer.text) ? [...said, denial(contact, at)] : said;
    case 'prefer': {
      const hours = answer.from === null || answer.to === null ? {} : { from: answer.from, to: answer.to };
      return [...said, { type: 'preference.set', at, debtor, payload: { channel: answer.channel, ...hours, source: 'debtor' } }];
    }
    case 'dispute':
      return [
        ...said,
        ...chosen(answer.account, contact).map(({ externalId }) => ({
          type: 'dispute.opened',
          at,
          debtor,
          account: externalId,
          payload: answer.text === null ? {} : { text: answer.text },
        })),
      ];
    case 'optOut':
      return [...said, denial(contact, at)];
  }
}

function denial({ debtor, channel }: Answered, at: Instant): EventInput {
  return { type: 'consent.denied', at, debtor, payload: { channel } };
}

function paymentsOf({ account, amount }: Extract<Answer, { kind: 'pay' }>, contact: Answered, at: Instant): EventInput[] {
  const { debtor } = contact;
  const accounts = chosen(account, contact);
  const [only, ...others] = accounts;
  if (amount !== null && only && others.length > 0) throw new Refused(422, 'answer-account', [{ path: '$.account', message: 'Name one.' }]);
  const paid = accounts.map(({ externalId, balance }) => ({ externalId, amount: amount ?? balance })).filter((one) => one.amount > 0);
  if (paid.length === 0) throw new Refused(409, 'answer-nothing-owed');
  return paid.map((one) => ({ type: 'payment.received', at, debtor, account: one.externalId, payload: { amount: one.amount } }));
}

function promiseOf({ account, amount, date }: Extract<Answer, { kind: 'promise' }>, contact: Answered, at: Instant): EventInput {
  const { debtor, zone } = contact;
  const [of] = chosen(account, contact);
  if (!of || of.balance <= 0) throw new Refused(409, 'answer-nothing-owed');
  if (amount > of.balance) throw new Refused(422, 'answer-too-much', [{ path: '$.amount', message: `At most ${of.balance}.` }]);
  if (date < localDateOf(at, zone)) throw new Refused(422, 'answer-past', [{ path: '$.date', message: 'Today or later.' }]);
  return { type: 'promise.made', at, debtor, account: of.externalId, payload: { date, amount } };
}

/** The accounts that the answer is about. Throws Refused for one that the contact is not about. */
function chosen(account: string | null, { owed }: Answered): readonly OwedAccount[] {
  if (account === null) return owed;
  const found = owed.filter(({ externalId }) => externalId === account);
  if (found.length === 0) throw new Refused(422, 'answer-account', [{ path: '$.account', message: 'This contact is not about it.' }]);
  return found;
}
