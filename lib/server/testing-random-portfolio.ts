import { addDays } from '#lib/base/civil.ts';
import { type Dice, diceFrom } from '#lib/base/dice.ts';
import type { Database } from '#lib/db/client.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { Portfolio } from '#lib/insights/scope.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { bogota } from './testing-insights.ts';

const BEGIN = bogota('2026-01-01 00:00');
const NOW = bogota('2026-04-01 12:00');
const MINUTES = 90 * 24 * 60;
const STATUSES = ['current', 'overdue', 'paid', 'cancelled', 'legal'] as const;

/**
 * Accounts with payments, reversals, moved due dates, disputes and words that shut them, in any order, several of them at one
 * instant; a third of the accounts is imported once more in the middle. No contacts, no journeys.
 */
export async function randomPortfolio(db: Database, seed: string, accounts: number): Promise<Portfolio> {
  const dice = diceFrom(`figures ${seed}`);
  const workspace = await createWorkspace(db, {
    ...{ slug: 'random', name: 'random', mode: 'test', country: 'CO', timezone: 'America/Bogota', currency: 'COP' },
    clockAt: BEGIN,
  });
  const names = Array.from({ length: accounts }, (_, index) => `a${index}`);
  const imported = names.map((name, index) => randomAccount(dice, name, `d${Math.floor(index / 3)}`));
  const debtors = [...new Set(imported.map(({ debtorExternalId }) => debtorExternalId))].map((externalId) => ({ externalId }));
  await db.transaction(async (tx) => {
    await upsertPortfolio(tx, workspace, { debtors, accounts: imported }, BEGIN);
    await storeEvents(
      tx,
      workspace,
      names.flatMap((name) => Array.from({ length: dice.whole(0, 8) }, () => randomEvent(dice, name))),
      NOW,
    );
    const again = imported
      .filter(() => dice.share() < 0.3)
      .map((one) => ({ ...randomAccount(dice, one.externalId, one.debtorExternalId) }));
    await upsertPortfolio(tx, workspace, { debtors: [], accounts: again }, bogota('2026-02-20 12:00'));
  });
  return { id: workspace.id, shards: shardsOf(workspace), zone: 'America/Bogota', now: NOW };
}

function randomAccount(dice: Dice, externalId: string, debtorExternalId: string): AccountInput {
  return {
    externalId,
    debtorExternalId,
    balance: dice.whole(0, 6) * 10_000,
    currency: dice.share() < 0.7 ? 'COP' : 'USD',
    dueDate: addDays('2026-01-01', dice.whole(0, 110)),
    segment: dice.share() < 0.5 ? 'retail' : 'firms',
    ...(dice.share() < 0.3 ? { openedAt: BEGIN + dice.whole(0, MINUTES) * 60_000 } : {}),
    ...(dice.share() < 0.1 ? { status: STATUSES[dice.whole(0, 4)] } : {}),
  };
}

function randomEvent(dice: Dice, account: string): EventInput {
  // Whole days half of the time, so that events fall on one instant and on the ends of periods.
  const at = BEGIN + (dice.share() < 0.5 ? dice.whole(0, 90) * 1440 : dice.whole(0, MINUTES)) * 60_000;
  const kind = dice.whole(0, 9);
  if (kind < 4) return { type: 'payment.received', account, at, payload: { amount: dice.whole(1, 4) * 10_000 } };
  if (kind < 6) return { type: 'payment.reversed', account, at, payload: { amount: dice.whole(1, 3) * 10_000 } };
  if (kind === 6) return { type: 'due.changed', account, at, payload: { dueDate: addDays('2026-01-01', dice.whole(0, 130)) } };
  if (kind === 7) return { type: 'status.changed', account, at, payload: { status: STATUSES[dice.whole(0, 4)] } };
  if (kind === 8) return { type: dice.share() < 0.5 ? 'dispute.opened' : 'dispute.closed', account, at };
  return { type: 'account.cancelled', account, at };
}
