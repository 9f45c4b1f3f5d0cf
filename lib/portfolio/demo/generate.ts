import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { type Dice, diceFrom } from '#lib/base/dice.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import type { EventInput } from '../events.ts';
import { demoAccounts } from './account.ts';
import { fileInstant } from './behaviour.ts';
import { type DemoDebtor, demoDebtor, MAX_DEMO_DEBTORS } from './debtor.ts';

/** So many debtors are there from the start; those after them came as the company grew, in the last months of the span. */
const FOUNDING_DEBTORS = 1_000;
const GROWTH_DAYS = 150;

/** What to make. The same plan gives the same portfolio; more debtors leave the earlier ones as they are. */
export interface DemoPlan {
  readonly seed: string;
  /** How many debtors, 1 to 50,000; each has one to three contracts with a bill a month. */
  readonly debtors: number;
  /** How many days of bills there are after the clock's start. */
  readonly days: number;
  /** The test clock's start: balances are true as of it, due dates and events lie around it. */
  readonly clock: Instant;
  /** The company's IANA zone, in which files of payments are drawn up. */
  readonly zone: string;
}

/** A portfolio as the portfolio room takes it. Events lie from about 60 days before the clock to 100 after the last of its days, by time. */
export interface DemoPortfolio {
  readonly debtors: readonly DebtorInput[];
  readonly accounts: readonly AccountInput[];
  readonly events: readonly EventInput[];
  /** Accounts of people who pay when they are told, or not at all. */
  readonly payWhenTold: ReadonlySet<string>;
}

/**
 * People of Colombia, Mexico, Chile, Peru and Argentina who owe and mostly pay: on time, late, in part, as promised and
 * not, after a dispute, or never. Nobody in it exists: e-mail addresses are under `.example`, numbers are made up.
 * Throws RangeError for a count that it cannot make.
 */
export function generateDemoPortfolio(plan: DemoPlan): DemoPortfolio {
  if (!Number.isInteger(plan.debtors) || plan.debtors < 1 || plan.debtors > MAX_DEMO_DEBTORS) {
    throw new RangeError(`a demo portfolio has 1 to ${MAX_DEMO_DEBTORS} debtors, not ${plan.debtors}`);
  }
  const debtors: DebtorInput[] = [];
  const accounts: AccountInput[] = [];
  const events: EventInput[] = [];
  const emails = new Set<string>();
  const payWhenTold = new Set<string>();
  for (let index = 0; index < plan.debtors; index++) {
    const dice = diceFrom(`${plan.seed}/${index}`);
    const debtor = demoDebtor(index, dice, emails, plan.clock);
    debtors.push(debtor.input);
    const joined = index < FOUNDING_DEBTORS ? 0 : Math.max(0, plan.days - dice.whole(0, GROWTH_DAYS));
    for (const account of demoAccounts(debtor, 100_000 + index, dice, { ...plan, joined })) {
      accounts.push(account.input);
      events.push(...account.events);
      if (account.paysWhenTold) payWhenTold.add(account.input.externalId);
    }
    events.push(...changesOfMind(debtor, dice, plan));
  }
  return { debtors, accounts, events: events.sort((a, b) => a.at - b.at), payWhenTold };
}

/** In the time after the clock's start a few ask for another channel, for silence on one, or for no more paper. */
function changesOfMind({ input }: DemoDebtor, dice: Dice, { clock, zone, days }: DemoPlan): readonly EventInput[] {
  const what = dice.weighted({ nothing: 80, prefers: 10, refuses: 5, paperless: 5 });
  const at = fileInstant(addDays(localDateOf(clock, zone), dice.whole(1, days + 40)), 1, (date) => startOfDay(date, zone));
  const event = (type: string, payload: object): readonly EventInput[] => [
    { externalId: `${input.externalId}-${what}`, type, at, debtor: input.externalId, payload },
  ];
  const channel = input.whatsapp ? 'whatsapp' : input.phone ? 'sms' : 'email';
  if (what === 'prefers') return event('preference.set', { channel, source: 'portal' });
  if (what === 'refuses') return event('consent.denied', { channel });
  return what === 'paperless' ? event('paperless.set', { on: true }) : [];
}
