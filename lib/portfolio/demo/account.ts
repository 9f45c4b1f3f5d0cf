import { addDays, addMonths, daysBetween, localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Dice } from '#lib/base/dice.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { EventInput } from '../events.ts';
import {
  type Behaviour,
  type Deed,
  deedsOf,
  demoBehaviour,
  dueIn,
  fileInstant,
  nextBehaviour,
  nextMorning,
  OLD_DAYS,
} from './behaviour.ts';
import type { DemoDebtor } from './debtor.ts';
import { type DemoContract, demoBill, demoContract } from './products.ts';

/** An account is opened when its bill is drawn up. */
const BILL_DAYS = 25;

/** An account as it is imported at the clock's start, and everything that happens to it, before and after. */
export interface DemoAccount {
  readonly input: AccountInput;
  readonly events: readonly EventInput[];
  /** It is paid when its debtor is told of it, or not at all: what happens then is nobody's plan. */
  readonly paysWhenTold: boolean;
}

/** From when to when bills fall due: bills of a contract go on until `days` after the clock's start, and six weeks more. */
export interface DemoSpan {
  readonly clock: Instant;
  readonly days: number;
  /** The company's zone, in which the files are drawn up. */
  readonly zone: string;
  /** The day, counted from the clock's start, about which the debtor's first bills fall due. */
  readonly joined: number;
}

/** The last bills are those that are drawn up about the end of the span. */
const BILLS_AHEAD_DAYS = 46;

/** So many days before its end the story of the span ends for a bill that has just fallen due. */
const HEARING_DAYS = 15;

/** A bill comes a month after the one before; one contract in ten ends with each. */
const NEXT_BILL_SHARE = 0.9;

/**
 * The accounts of one debtor: each bill of one, two or three contracts is one. Half of the further contracts fall due
 * together with the first, so that one contact speaks for both. `number` begins their external ids.
 */
export function demoAccounts(debtor: DemoDebtor, number: number, dice: Dice, span: DemoSpan): readonly DemoAccount[] {
  const first = firstDueIn(dice, span);
  const days = [first];
  const further = { one: 0, two: 1, three: 2 }[dice.weighted({ one: 72, two: 22, three: 6 })];
  for (let more = 0; more < further; more++) days.push(dice.chance(0.5) ? first : firstDueIn(dice, span));
  return days.flatMap((due, place) => billsOf(debtor, number * 10 + place, due, dice, span));
}

/** Half of the contracts have bills when the debtor comes; the others are signed in the course of the span. */
function firstDueIn(dice: Dice, { days, joined }: DemoSpan): number {
  const due = joined + dueIn(dice);
  return dice.chance(0.5) ? due : due + dice.whole(0, days - joined);
}

/** The bills of one contract, the first of which falls due `firstDue` days after the clock's start. */
function billsOf(debtor: DemoDebtor, number: number, firstDue: number, dice: Dice, span: DemoSpan): readonly DemoAccount[] {
  const contract = demoContract(debtor.country, dice);
  const habit = demoBehaviour(dice, firstDue);
  const firstDate = addDays(localDateOf(span.clock, debtor.zone), firstDue);
  const bills: DemoAccount[] = [];
  for (let place = 0; ; place++) {
    const dueDate = addMonths(firstDate, place);
    const due = firstDue + daysBetween(firstDate, dueDate);
    const isLast = place > 0 && (due > span.days + BILLS_AHEAD_DAYS || !dice.chance(NEXT_BILL_SHARE));
    if (isLast) return bills;
    const behaviour = withinHearing(place === 0 ? habit : nextBehaviour(habit, dice), due, span);
    bills.push(demoAccount(debtor, { contract, number, place, dueDate, due, behaviour }, dice, span));
    if (habit === 'silent' && place > 0) return bills;
  }
}

/** Whoever pays when told needs somebody who is there to tell: towards the end of the span they pay late by themselves. */
function withinHearing(behaviour: Behaviour, due: number, span: DemoSpan): Behaviour {
  return behaviour === 'whenTold' && (due < -OLD_DAYS || due > span.days - HEARING_DAYS) ? 'late' : behaviour;
}

interface BillPlan {
  readonly contract: DemoContract;
  readonly number: number;
  /** Which of the contract's bills, from 0. */
  readonly place: number;
  readonly dueDate: LocalDate;
  /** Days from the clock's start to the due date. */
  readonly due: number;
  readonly behaviour: Behaviour;
}

function demoAccount(debtor: DemoDebtor, plan: BillPlan, dice: Dice, { clock, zone }: DemoSpan): DemoAccount {
  const { contract, place, dueDate, due, behaviour } = plan;
  const externalId = `${contract.prefix}-${String(plan.number).padStart(7, '0')}-${place + 1}`;
  const bill = demoBill(contract, debtor.country, externalId, place, dice);
  const startIn = (date: LocalDate) => startOfDay(date, zone);
  const deeds = deedsOf(behaviour, bill.amount, debtor.country.step, dice);
  const events = behaviour === 'whenTold' ? [] : eventsOf(externalId, bill.amount, dueDate, deeds, startIn);
  const paid = paidBefore(events, clock);
  const isOverdue = nextMorning(dueDate, startIn) <= clock;
  const input: AccountInput = {
    externalId,
    debtorExternalId: debtor.input.externalId,
    product: contract.product,
    currency: debtor.country.currency,
    balance: bill.amount - paid,
    principal: bill.principal,
    dueDate,
    openedAt: startOfDay(addDays(dueDate, -BILL_DAYS), debtor.zone),
    status: paid === bill.amount ? 'paid' : isOverdue ? overdueStatus(due, dice) : 'current',
    segment: contract.segment,
    score: scoreOf(behaviour, dice),
    tags: behaviour === 'early' && dice.chance(0.4) ? ['débito automático'] : [],
    attributes: bill.attributes,
  };
  // An account that begins to exist later is true as of then: nothing can have happened to it before.
  const from = input.openedAt ?? clock;
  return { input, events: events.filter((event) => event.at >= from), paysWhenTold: behaviour === 'whenTold' };
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
  const middle = {
    early: 780,
    onDay: 740,
    whenTold: 690,
    late: 640,
    partly: 600,
    keepsPromise: 610,
    breaksPromise: 500,
    disputes: 680,
    silent: 470,
  }[behaviour];
  return Math.min(950, Math.max(300, middle + dice.whole(-110, 110)));
}
