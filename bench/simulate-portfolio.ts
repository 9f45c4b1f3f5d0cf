import { addDays, startOfDay } from '#lib/base/civil.ts';
import { diceFrom } from '#lib/base/dice.ts';
import { MS_PER_HOUR } from '#lib/base/instant.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';

export const ZONE = 'America/Bogota';
export const FIRST_DAY = '2026-03-02';
export const DAYS = 90;

/**
 * `accounts` accounts, one to three a debtor (1.3 on average), due on the days of the run; half of them paid by an event
 * between ten days before and twenty days after their due date. Made one by one, as they are asked for.
 */
export function* debtorsWith(accounts: number): Generator<DebtorOfPortfolio> {
  for (let made = 0, index = 0; made < accounts; index += 1) {
    const dice = diceFrom(`bench/${index}`);
    const count = Math.min(accounts - made, Number(dice.weighted({ 1: 80, 2: 10, 3: 10 })));
    made += count;
    const externalId = `D-${index}`;
    const owed = Array.from({ length: count }, (_, one) => {
      const account = `${externalId}-${one}`;
      const dueDate = addDays(FIRST_DAY, dice.whole(5, DAYS));
      const balance = dice.whole(20_000, 900_000);
      const at = startOfDay(addDays(dueDate, dice.whole(-10, 20)), ZONE) + dice.whole(7, 18) * MS_PER_HOUR;
      const events = dice.chance(0.5) ? [{ type: 'payment.received', at, payload: { amount: balance }, accountId: account }] : [];
      return { account: { externalId: account, debtorExternalId: externalId, currency: 'COP', balance, dueDate }, events };
    });
    yield {
      debtor: { externalId, email: `${externalId}@bench.example`, phone: `+57300${index}`, timezone: ZONE },
      accounts: owed.map(({ account }) => account),
      events: owed.flatMap(({ events }) => events).sort((a, b) => a.at - b.at),
    };
  }
}
