import { addDays, localDateOf, startOfDay, weekdayOf } from '#lib/base/civil.ts';
import { type Dice, diceFrom } from '#lib/base/dice.ts';
import { type Instant, MS_PER_HOUR } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { SimulatedContact } from '#lib/interpreter/debtor-log.ts';
import type { Outside, Reaction } from '#lib/interpreter/outside.ts';
import type { OpenedTask, PendingEvent, World } from '#lib/interpreter/world.ts';
import { fileInstant, nextMorning } from './behaviour.ts';
import type { DemoPortfolio } from './generate.ts';

/** How many of those who wait to be told pay within days of a contact, by its channel. */
const PAY_SHARES: Readonly<Record<string, number>> = { whatsapp: 0.36, sms: 0.27, email: 0.2, push: 0.14, voice: 0.22, letter: 0.1 };

/** After the due date a reminder does more than before it, and after a month less than ever. */
const BEFORE_DUE = 0.55;
const AFTER_A_MONTH = 0.4;

/** Of those who are late and do not pay when told, so many promise; of the promises, so many are kept. */
const PROMISE_SHARE = 0.14;
const KEPT_SHARE = 0.66;

/** What comes of calls; a task that nobody gets to expires. */
const OUTCOMES = { noAnswer: 34, promise: 26, done: 18, refused: 9, wrongParty: 3, nobody: 10 };

/**
 * The people of the demo, as they answer journeys and agents: the same contacts have the same answers in every seed.
 * `zone` is the company's: its files of payments and its agents' hours are in it.
 */
export function demoOutside(portfolio: Pick<DemoPortfolio, 'payWhenTold'>, zone: string): Outside {
  const waits = ({ externalId }: AccountState) => portfolio.payWhenTold.has(externalId);
  const named = ({ accounts }: World, ids: readonly string[]) => accounts.map(({ state }) => state).filter(({ id }) => ids.includes(id));
  return {
    begin: (world) => world.accounts.flatMap(({ state }) => (waits(state) && state.dueDate !== null ? [becomesOverdue(state, zone)] : [])),
    told: (contact, world, now) =>
      named(world, contact.accountIds)
        .filter(waits)
        .flatMap((account) => answerTo(contact, account, now, zone)),
    asked: (task, world, now) => named(world, [task.accountId]).flatMap((account) => workOn(task, account, waits(account), now, zone)),
  };
}

/** The night on which the books call an unpaid bill overdue. */
function becomesOverdue({ id, dueDate }: AccountState, zone: string): Reaction {
  const at = nextMorning(dueDate ?? '', (date) => startOfDay(date, zone));
  return {
    at,
    happen: (world) => {
      const account = accountOf(world, id);
      return account && account.balance > 0 && account.status === 'current'
        ? [event(account, 'status.changed', at, { status: 'overdue' })]
        : [];
    },
  };
}

function answerTo({ channel, node }: SimulatedContact, account: AccountState, now: Instant, zone: string): readonly Reaction[] {
  const dice = diceFrom(`${account.externalId}/${node}/${now}`);
  const today = localDateOf(now, zone);
  const isBefore = account.dueDate === null || today <= account.dueDate;
  const isOld = account.dueDate !== null && today > addDays(account.dueDate, 30);
  const share = (PAY_SHARES[channel] ?? 0) * (isBefore ? BEFORE_DUE : isOld ? AFTER_A_MONTH : 1);
  if (dice.chance(share)) return [pays(account.id, nextFile(now, dice.whole(0, 4), dice, zone))];
  if (isBefore || !dice.chance(PROMISE_SHARE)) return [];
  return promises(account.id, nextFile(now, dice.whole(0, 1), dice, zone), dice, zone);
}

/** An agent takes the task once, at 10 or at 12 o'clock of the next working day. Who has plans of their own promises nothing on the phone. */
function workOn({ node }: OpenedTask, account: AccountState, mayPromise: boolean, now: Instant, zone: string): readonly Reaction[] {
  const dice = diceFrom(`${account.externalId}/${node}/${now}/task`);
  const drawn = dice.weighted(OUTCOMES);
  const outcome = drawn === 'promise' && !mayPromise ? 'noAnswer' : drawn;
  if (outcome === 'nobody') return [];
  let date = addDays(localDateOf(now, zone), 1);
  while (weekdayOf(date) > 5) date = addDays(date, 1);
  const at = startOfDay(date, zone) + (dice.chance(0.5) ? 10 : 12) * MS_PER_HOUR;
  const completes: Reaction = {
    at,
    happen: (world) => {
      const owing = accountOf(world, account.id);
      return owing && owing.balance > 0 ? [event(owing, 'task.completed', at, { outcome })] : [];
    },
  };
  return outcome === 'promise' ? [...promises(account.id, at, dice, zone), completes] : [completes];
}

/** A promise of everything, and what becomes of it. */
function promises(accountId: string, at: Instant, dice: Dice, zone: string): readonly Reaction[] {
  const date = addDays(localDateOf(at, zone), dice.whole(2, 7));
  const promise: Reaction = {
    at,
    happen: (world) => {
      const account = accountOf(world, accountId);
      const isOpen = account && account.balance > 0 && account.promise === null;
      return isOpen ? [event(account, 'promise.made', at, { date, amount: account.balance })] : [];
    },
  };
  return dice.chance(KEPT_SHARE)
    ? [
        promise,
        pays(
          accountId,
          fileInstant(date, 1, (day) => startOfDay(day, zone)),
        ),
      ]
    : [promise];
}

/** Everything that is still owed then, and the books call it paid. */
function pays(accountId: string, at: Instant): Reaction {
  return {
    at,
    happen: (world) => {
      const account = accountOf(world, accountId);
      if (!account || account.balance <= 0) return [];
      return [
        event(account, 'payment.received', at, { amount: account.balance }),
        event(account, 'status.changed', at, { status: 'paid' }),
      ];
    },
  };
}

/** One of the files that tell of payments, `days` days on, and later than `now`. */
function nextFile(now: Instant, days: number, dice: Dice, zone: string): Instant {
  const file = dice.whole(0, 1);
  for (let date = addDays(localDateOf(now, zone), days); ; date = addDays(date, 1)) {
    const at = fileInstant(date, file, (day) => startOfDay(day, zone));
    if (at > now) return at;
  }
}

function accountOf({ accounts }: World, id: string): AccountState | undefined {
  return accounts.find(({ state }) => state.id === id)?.state;
}

function event(account: AccountState, type: string, at: Instant, payload: Readonly<Record<string, string | number>>): PendingEvent {
  return { type, at, payload, accountId: account.id };
}
