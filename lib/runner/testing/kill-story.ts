import { diceFrom } from '#lib/base/dice.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import {
  all,
  documentOf,
  due,
  enterByEvent,
  enterBySegment,
  exit,
  later,
  message,
  split,
  task,
  wait,
  waitEvent,
} from '#lib/interpreter/testing/story.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '../publish.ts';

/*
 * The story that is killed: twenty debtors with one to three accounts, three journeys at once, and eighteen days in which they
 * pay, promise, break promises, reply to nobody and change their minds. Everything follows from the dice's label.
 */

export const SLUG = 'killed';
const BEGINS: Instant = bogota('2026-03-01 00:00');
const ENDS: Instant = bogota('2026-03-19 12:00');

const DEBTORS = 20;

/** Something that somebody does when the clock has come to `at`: sent again after a death, stored once. */
export interface Deed {
  readonly at: Instant;
  readonly events: readonly EventInput[];
  readonly accounts: readonly AccountInput[];
}

/** Makes the workspace with its journeys and its portfolio; whatever is known to happen later is stored already. */
export async function beginStory(tx: Sql): Promise<PortfolioWorkspace> {
  const workspace = await createWorkspace(tx, {
    slug: SLUG,
    name: 'Killed',
    mode: 'test',
    country: 'CO',
    timezone: 'America/Bogota',
    currency: 'COP',
    topicDays: 2,
    clockAt: BEGINS,
  });
  for (const document of journeys()) await publishJourney(tx, workspace, document, [STAND_IN_TEMPLATE], BEGINS);
  const { debtors, accounts } = portfolio();
  const upserted = await upsertPortfolio(tx, workspace, { debtors, accounts }, BEGINS);
  const stored = await storeEvents(tx, workspace, eventsOf(accounts), BEGINS);
  const [refusal] = [...upserted.refused, ...stored.refused];
  if (refusal) throw new Error(refusal.reason);
  return workspace;
}

/** What is done while the clock moves: late payments, a corrected file. The last instant is the story's end. */
export function deeds(): readonly Deed[] {
  const { accounts } = portfolio();
  const corrected = accounts
    .filter((_, index) => index % 9 === 4)
    .map((account) => ({ ...account, balance: (account.balance ?? 0) + 5_000, dueDate: '2026-03-17' }));
  return [
    { at: bogota('2026-03-09 09:00'), events: latePayments(accounts, 3, '2026-03-06 10:00'), accounts: [] },
    { at: bogota('2026-03-13 00:00'), events: [], accounts: corrected },
    { at: bogota('2026-03-16 15:30'), events: latePayments(accounts, 5, '2026-03-16 15:30'), accounts: [] },
    { at: ENDS, events: [], accounts: [] },
  ];
}

function latePayments(accounts: readonly AccountInput[], rest: number, at: string): EventInput[] {
  const payers = accounts.filter((_, index) => index % 11 === rest);
  return payers.map(({ externalId }) => ({
    externalId: `late-${externalId}-${at}`,
    type: 'payment.received',
    at: bogota(at),
    account: externalId,
    payload: { amount: 7_000 },
  }));
}

function portfolio(): { debtors: DebtorInput[]; accounts: (AccountInput & { currency: string })[] } {
  const debtors: DebtorInput[] = [];
  const accounts: (AccountInput & { currency: string })[] = [];
  for (let number = 1; number <= DEBTORS; number++) {
    const externalId = `d${String(number).padStart(2, '0')}`;
    const dice = diceFrom(`killed ${externalId}`);
    debtors.push({
      externalId,
      name: `Debtor ${number}`,
      ...(dice.chance(0.85) ? { email: `${externalId}@example.com` } : {}),
      ...(dice.chance(0.9) ? { phone: '+573001234567' } : {}),
      ...(dice.chance(0.2) ? { timezone: 'America/Mexico_City' } : {}),
    });
    const dueDate = `2026-03-${String(dice.whole(3, 17)).padStart(2, '0')}`;
    for (let account = 1, last = dice.whole(1, 3); account <= last; account++) {
      accounts.push({
        externalId: `${externalId}-a${account}`,
        debtorExternalId: externalId,
        currency: 'COP',
        balance: dice.whole(10, 90) * 1_000,
        dueDate,
        ...(dice.chance(0.1) ? { openedAt: bogota('2026-03-05 08:00') } : {}),
      });
    }
  }
  return { debtors, accounts };
}

function eventsOf(accounts: readonly AccountInput[]): EventInput[] {
  return accounts.flatMap(({ externalId, balance = 0 }) => {
    const dice = diceFrom(`events of ${externalId}`);
    const day = () => `2026-03-${String(dice.whole(2, 18)).padStart(2, '0')}`;
    const at = () => bogota(`${day()} ${dice.pick(['00:00', '09:00', '11:23', '15:30'])}`);
    const say = (type: string, payload: EventInput['payload'] = {}): EventInput => ({ type, at: at(), account: externalId, payload });
    return [
      ...(dice.chance(0.4) ? [say('payment.received', { amount: dice.chance(0.5) ? balance : 4_000 })] : []),
      ...(dice.chance(0.3) ? [say('promise.made', { date: day(), amount: 3_000 })] : []),
      ...(dice.chance(0.2) ? [say('task.completed', { outcome: dice.pick(['done', 'promise', 'noAnswer']) })] : []),
      ...(dice.chance(0.1) ? [say('dispute.opened')] : []),
      ...(dice.chance(0.1) ? [say('due.changed', { dueDate: day() })] : []),
      ...(dice.chance(0.15) ? [say('consent.denied', { channel: 'sms' })] : []),
      ...(dice.chance(0.2) ? [say('custom.visited')] : []),
    ];
  });
}

/** A cadence by due date that is suspended while a promise runs, a desk that is come back to, and one begun by events. */
function journeys(): JourneyDocument[] {
  const cadence = {
    nodes: [
      enterBySegment(),
      message('before', { when: due(-3, '09:00'), topic: 'due' }),
      message('onTheDay', { when: due(0, '09:00'), channel: { mode: 'preferred', else: ['sms', 'email'] }, graceDays: 1 }),
      waitEvent('pays', ['payment.received']),
      split('how', { much: all(['account.balance', '>', 20_000]) }),
      message('thanks', { ifMissed: 'act' }),
      task('call', { when: later(1, 'days', '10:00') }),
      exit('done'),
    ],
    ways: [
      'in > before',
      'before > onTheDay',
      'onTheDay > pays',
      'pays > call',
      'pays.payment.received > how',
      'how > thanks',
      'how.much > call',
      'thanks > done',
      'call > done',
      'call.expired > done',
    ],
    suspendWhen: all(['account.promiseDate', 'notNull']),
  };
  const again = {
    nodes: [
      enterBySegment('in', all(['account.balance', '>', 30_000], ['debtor.contacts7d', '<', 3]), 0),
      wait('days', later(3, 'days', '00:00')),
      message('weekly', { topic: 'weekly', channel: { mode: 'first', of: ['email', 'sms'] } }),
      exit('round'),
    ],
    ways: ['in > days', 'days > weekly', 'weekly > round'],
  };
  const promised = {
    nodes: [
      enterByEvent('made', 'promise.made', undefined, 1),
      waitEvent('kept', ['promise.kept', 'promise.broken'], { timeout: { amount: 20, unit: 'days' } }),
      message('broken', { channel: { mode: 'fixed', channel: 'sms' } }),
      exit('done'),
    ],
    ways: ['made > kept', 'kept > done', 'kept.promise.kept > done', 'kept.promise.broken > broken', 'broken > done'],
  };
  const told = { again, cadence, promised };
  return Object.entries(told).map(([key, story]) => {
    const read = readJourney(documentOf(story, key));
    if (!read.ok) throw new Error(read.problems.map(({ path, message: why }) => `${path}: ${why}`).join('\n'));
    return read.value;
  });
}
