import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { EventInput } from '../events.ts';
import { type Behaviour, type Deed, deedsOf, demoBehaviour, dueIn, fileInstant, nextMorning } from './behaviour.ts';
import type { DemoDebtor } from './debtor.ts';
import type { Dice } from './dice.ts';
import { demoBill } from './products.ts';

/** An account is opened when its bill is drawn up. */
const BILL_DAYS = 25;

/** An account as it is imported at the clock's start, and everything that happens to it, before and after. */
export interface DemoAccount {
  readonly input: AccountInput;
  readonly events: readonly EventInput[];
}

/**
 * The accounts of one debtor: one, two or three. Half of the further ones fall due together with the first, so that one
 * contact speaks for both. `number` begins their external ids; `zone` is the company's, in which the files are drawn up.
 */
export function demoAccounts(debtor: DemoDebtor, number: number, dice: Dice, clock: Instant, zone: string): readonly DemoAccount[] {
  const first = dueIn(dice);
  const days = [first];
  const further = { one: 0, two: 1, three: 2 }[dice.weighted({ one: 72, two: 22, three: 6 })];
  for (let more = 0; more < further; more++) days.push(dice.chance(0.5) ? first : dueIn(dice));
  return days.map((due, place) => demoAccount(debtor, number * 10 + place, due, dice, clock, zone));
}

function demoAccount(debtor: DemoDebtor, number: number, due: number, dice: Dice, clock: Instant, zone: string): DemoAccount {
  const dueDate = addDays(localDateOf(clock, debtor.zone), due);
  const bill = demoBill(debtor.country, String(number), dice);
  const externalId = `${bill.prefix}-${String(number).padStart(7, '0')}`;
  const startIn = (date: LocalDate) => startOfDay(date, zone);
  const behaviour = demoBehaviour(dice, due);
  const deeds = deedsOf(behaviour, bill.amount, debtor.country.step, dice);
  const events = eventsOf(externalId, bill.amount, dueDate, deeds, startIn);
  const paid = paidBefore(events, clock);
  const isOverdue = nextMorning(dueDate, startIn) <= clock;
  const input: AccountInput = {
    externalId,
    debtorExternalId: debtor.input.externalId,
    product: bill.product,
    currency: debtor.country.currency,
    balance: bill.amount - paid,
    principal: bill.principal,
    dueDate,
    openedAt: startOfDay(addDays(dueDate, -BILL_DAYS), debtor.zone),
    status: paid === bill.amount ? 'paid' : isOverdue ? overdueStatus(due, dice) : 'current',
    segment: dice.weighted({ masivo: 74, preferente: 18, pyme: 8 }),
    score: scoreOf(behaviour, dice),
    tags: behaviour === 'early' && dice.chance(0.4) ? ['débito automático'] : [],
    attributes: bill.attributes,
  };
  // An account that begins to exist later is true as of then: nothing can have happened to it before.
  const from = input.openedAt ?? clock;
  return { input, events: events.filter((event) => event.at >= from) };
}

/** Deeds as events, with the nights on which the books call the bill overdue or paid. */
function eventsOf(
  account: string,
  amount: number,
  dueDate: LocalDate,
  deeds: readonly Deed[],
  startIn: (date: LocalDate) => Instant,
): readonly EventInput[] {
  let owed = amount;
  const events = deeds.flatMap((deed, place): EventInput[] => {
    const at = fileInstant(addDays(dueDate, deed.day), deed.file, startIn);
    const event: EventInput = { externalId: `${account}-${place + 1}`, type: deed.type, at, account, payload: payloadOf(deed, dueDate) };
    if (deed.type === 'payment.received') owed -= deed.amount ?? 0;
    if (deed.type !== 'payment.received' || owed > 0) return [event];
    return [event, { externalId: `${account}-pagada`, type: 'status.changed', at, account, payload: { status: 'paid' } }];
  });
  const overdueAt = nextMorning(dueDate, startIn);
  const paidAt = events.find((event) => event.type === 'status.changed')?.at ?? Number.POSITIVE_INFINITY;
  if (paidAt <= overdueAt) return events;
  const overdue = { externalId: `${account}-vencida`, type: 'status.changed', at: overdueAt, account, payload: { status: 'overdue' } };
  return [...events, overdue].sort((a, b) => a.at - b.at);
}

function payloadOf(deed: Deed, dueDate: LocalDate): Record<string, string | number> {
  if (deed.amount === null) return {};
  return deed.promisedDay === null ? { amount: deed.amount } : { amount: deed.amount, date: addDays(dueDate, deed.promisedDay) };
}

function paidBefore(events: readonly EventInput[], clock: Instant): number {
  let paid = 0;
  for (const { type, at, payload } of events) {
    if (type !== 'payment.received' || at >= clock) continue;
    if (typeof payload === 'object' && payload !== null && 'amount' in payload && typeof payload.amount === 'number')
      paid += payload.amount;
  }
  return paid;
}

/** Of the bills that fell due long ago some are with lawyers, closed, or given up. */
function overdueStatus(due: number, dice: Dice): NonNullable<AccountInput['status']> {
  return due > -75 ? 'overdue' : dice.weighted({ overdue: 62, legal: 16, cancelled: 12, written_off: 10 });
}

/** What a bureau would say: it knows the habit, not the future. */
function scoreOf(behaviour: Behaviour, dice: Dice): number {
  const middle = { early: 780, onDay: 740, late: 640, partly: 600, keepsPromise: 610, breaksPromise: 500, disputes: 680, silent: 470 }[
    behaviour
  ];
  return Math.min(950, Math.max(300, middle + dice.whole(-110, 110)));
}
