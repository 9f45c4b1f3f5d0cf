import { addDays } from '#lib/base/civil.ts';
import type { Dice } from '#lib/base/dice.ts';
import { type Instant, type LocalDate, MS_PER_HOUR } from '#lib/base/instant.ts';
import { inSteps } from './products.ts';

/** What an account does about its bill. */
const BEHAVIOURS = {
  early: 29,
  onDay: 10,
  whenTold: 26,
  late: 10,
  partly: 7,
  keepsPromise: 5,
  breaksPromise: 4,
  disputes: 4,
  silent: 5,
};
export type Behaviour = keyof typeof BEHAVIOURS;

/** Something an account does, on a day counted from its due date. Amounts are minor units. */
export interface Deed {
  readonly day: number;
  /** Which of the day's files tells of it. */
  readonly file: number;
  readonly type: 'payment.received' | 'promise.made' | 'dispute.opened' | 'dispute.closed';
  /** Paid, or promised. */
  readonly amount: number | null;
  /** The day promised, counted from the due date. */
  readonly promisedDay: number | null;
}

/**
 * Payments and promises reach the house in files twice a day, as collecting banks send them: at 7 and at 12 o'clock in
 * the company's zone. The clock of a test workspace stops at each instant, so this also keeps it quick.
 */
const FILE_HOURS = [7, 12];

/** What those do whose bill fell due long ago: hardly anyone of them pays. */
const OLD_BEHAVIOURS = { silent: 60, breaksPromise: 22, partly: 12, late: 6 };

/** From so many days past due on a bill counts as old. */
export const OLD_DAYS = 36;

/** How an account behaves whose bill is due in `days` (negative: was due before). What is imported is not disputed yet. */
export function demoBehaviour(dice: Dice, days: number): Behaviour {
  if (days <= -OLD_DAYS) return dice.weighted(OLD_BEHAVIOURS);
  const behaviour = dice.weighted(BEHAVIOURS);
  return behaviour === 'disputes' && days <= 0 ? 'late' : behaviour;
}

/** Two bills in three are treated as the first of their contract was. */
export function nextBehaviour(habit: Behaviour, dice: Dice): Behaviour {
  return dice.chance(0.65) ? habit : dice.weighted(BEHAVIOURS);
}

/** All that an account does about a bill of `amount`, in the order of days. */
export function deedsOf(behaviour: Behaviour, amount: number, step: number, dice: Dice): readonly Deed[] {
  switch (behaviour) {
    case 'early':
      return [pays(-dice.whole(1, 8), amount, dice)];
    case 'onDay':
      return [pays(0, amount, dice)];
    case 'late':
      return [pays(lateness(dice), amount, dice)];
    case 'partly':
      return paysPartly(amount, step, dice);
    case 'keepsPromise':
    case 'breaksPromise':
      return promises(behaviour, amount, step, dice);
    case 'disputes':
      return disputes(amount, dice);
    case 'whenTold':
    case 'silent':
      return [];
  }
}

/** The instant at which the company's zone hears of a deed: one of the day's files. */
export function fileInstant(date: LocalDate, file: number, startOfDay: (date: LocalDate) => Instant): Instant {
  return startOfDay(date) + (FILE_HOURS[file] ?? 12) * MS_PER_HOUR;
}

/** The first file of the day after a date: when the books call an unpaid bill overdue. */
export function nextMorning(date: LocalDate, startOfDay: (date: LocalDate) => Instant): Instant {
  return fileInstant(addDays(date, 1), 0, startOfDay);
}

/** The due date of a bill, in days from the clock's start: from a month before to six weeks after, and one in eight long ago. */
export function dueIn(dice: Dice): number {
  return dice.chance(0.12) ? -dice.whole(OLD_DAYS, 115) : dice.whole(1 - OLD_DAYS, 46);
}

function pays(day: number, amount: number, dice: Dice): Deed {
  return { day, file: dice.whole(0, FILE_HOURS.length - 1), type: 'payment.received', amount, promisedDay: null };
}

/** Most pay within the first week; the tail reaches a month and a half. */
function lateness(dice: Dice): number {
  return 1 + Math.floor(44 * dice.share() ** 2.4);
}

function paysPartly(amount: number, step: number, dice: Dice): readonly Deed[] {
  const part = Math.min(amount, inSteps(amount * (0.25 + 0.4 * dice.share()), step));
  const first = dice.whole(-1, 9);
  if (part === amount) return [pays(first, amount, dice)];
  const rest = dice.chance(0.6) ? [pays(first + dice.whole(7, 24), amount - part, dice)] : [];
  return [pays(first, part, dice), ...rest];
}

function promises(behaviour: 'keepsPromise' | 'breaksPromise', amount: number, step: number, dice: Dice): readonly Deed[] {
  const day = dice.whole(2, 12);
  const promisedDay = day + dice.whole(3, 8);
  const promised = dice.chance(0.75) ? amount : inSteps(amount * 0.5, step);
  const promise: Deed = { day, file: 1, type: 'promise.made', amount: promised, promisedDay };
  if (behaviour === 'keepsPromise') return [promise, pays(dice.whole(day + 1, promisedDay), promised, dice)];
  return dice.chance(0.45) ? [promise, pays(promisedDay + dice.whole(4, 20), amount, dice)] : [promise];
}

function disputes(amount: number, dice: Dice): readonly Deed[] {
  const day = dice.whole(1, 6);
  const deed = (on: number, type: 'dispute.opened' | 'dispute.closed'): Deed => ({
    day: on,
    file: 1,
    type,
    amount: null,
    promisedDay: null,
  });
  if (dice.chance(0.35)) return [deed(day, 'dispute.opened')];
  const closed = day + dice.whole(6, 14);
  return [deed(day, 'dispute.opened'), deed(closed, 'dispute.closed'), pays(closed + dice.whole(1, 10), amount, dice)];
}
