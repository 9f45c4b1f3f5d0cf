import { expect, it } from 'vitest';
import { addDays } from '#lib/base/civil.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import { agingAt } from '#lib/insights/figures.ts';
import { reading } from '#lib/insights/reading.ts';
import type { Portfolio } from '#lib/insights/scope.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { ALL, bogota } from './testing-insights.ts';

const ZONE = 'America/Bogota';
const BEGIN = bogota('2026-03-01 00:00');
const NOW = bogota('2026-04-01 12:00');

/** Each owes a power of two, so that a sum tells which of them are open. */
const OWES = { cured: 1, disputed: 2, revived: 4, shut: 8, restated: 16, plain: 32 } as const;
type Name = keyof typeof OWES;

const account = (externalId: Name, status?: AccountInput['status']): AccountInput => ({
  externalId,
  debtorExternalId: externalId,
  balance: OWES[externalId],
  currency: 'COP',
  dueDate: '2026-03-31',
  ...(status ? { status } : {}),
});

const event = (on: Name, date: string, type: EventInput['type'], payload: EventInput['payload'] = {}): EventInput => ({
  type,
  account: on,
  at: bogota(`${date} 09:00`),
  payload,
});

const EVENTS: readonly EventInput[] = [
  event('cured', '2026-03-05', 'status.changed', { status: 'paid' }),
  event('cured', '2026-03-10', 'status.changed', { status: 'overdue' }),
  event('disputed', '2026-03-05', 'account.cancelled'),
  event('disputed', '2026-03-08', 'dispute.opened'),
  event('disputed', '2026-03-12', 'dispute.closed'),
  event('revived', '2026-03-06', 'status.changed', { status: 'current' }),
  event('restated', '2026-03-05', 'status.changed', { status: 'overdue' }),
  event('plain', '2026-03-05', 'status.changed', { status: 'legal' }),
];

describeOnBoth('accounts that words close and open again', (fresh) => {
  it('stand in the aging of each date as the words before it said, or as the import where it spoke last', async () => {
    const db = await fresh();
    const open = openAt(await portfolioOf(db), db);
    expect(await open('2026-03-04', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-13')).toEqual([
      ['cured', 'disputed', 'plain'],
      ['revived', 'restated', 'plain'],
      ['disputed', 'revived', 'restated', 'plain'],
      ['cured', 'disputed', 'revived', 'plain'],
      ['cured', 'disputed', 'revived', 'plain'],
      ['cured', 'revived', 'plain'],
    ]);
  });
});

async function portfolioOf(db: Database): Promise<Portfolio> {
  const workspace = await createWorkspace(db, {
    ...{ slug: 'words', name: 'words', mode: 'test', country: 'CO', timezone: ZONE, currency: 'COP' },
    clockAt: BEGIN,
  });
  await db.transaction(async (tx) => {
    const names: readonly Name[] = ['cured', 'disputed', 'restated', 'plain'];
    const accounts = [...names.map((name) => account(name)), account('revived', 'paid'), account('shut', 'cancelled')];
    const debtors = accounts.map(({ debtorExternalId }) => ({ externalId: debtorExternalId }));
    const taken = await upsertPortfolio(tx, workspace, { debtors, accounts }, BEGIN);
    const stored = await storeEvents(tx, workspace, EVENTS, NOW);
    // A later import says that it is paid: before it, events hold; what an import said before them is not kept.
    const restated = await upsertPortfolio(
      tx,
      workspace,
      { debtors: [], accounts: [account('restated', 'paid')] },
      bogota('2026-03-10 12:00'),
    );
    const [refused] = [...taken.refused, ...stored.refused, ...restated.refused];
    if (refused) throw new Error(refused.reason);
  });
  return { id: workspace.id, shards: shardsOf(workspace), zone: ZONE, now: NOW };
}

/** Asks which accounts are open at the end of each date, all dates at once. */
function openAt(portfolio: Portfolio, db: Database) {
  return async (...dates: readonly string[]) => {
    const periods = dates.map((date) => ({ from: date, to: addDays(date, 1) }));
    const found = await reading(db, (tx) => agingAt(tx, portfolio, periods, ALL));
    return found.map((cells) => {
      const owed = cells.find(({ bucket }) => bucket === null)?.balance ?? 0;
      return Object.entries(OWES).flatMap(([name, amount]) => (owed & amount ? [name] : []));
    });
  };
}
