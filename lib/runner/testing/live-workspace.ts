import type { Database } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '../publish.ts';

const place = { position: { x: 0, y: 0 } };
const channel = { mode: 'fixed', channel: 'email' };

/** One email now; another once something is paid. */
const JOURNEY = {
  format: 'cadenza.journey/1',
  key: 'now',
  name: 'Now',
  stages: [],
  nodes: [
    {
      ...place,
      id: 'in',
      type: 'entry',
      config: {
        trigger: { kind: 'segment', where: { combinator: 'and', rules: [{ field: 'account.balance', operator: '>', value: 0 }] } },
      },
    },
    { ...place, id: 'first', type: 'message', config: { when: { kind: 'now' }, channel, template: 'first' } },
    { ...place, id: 'wait', type: 'waitEvent', config: { events: ['payment.received'], timeout: { amount: 30, unit: 'days' } } },
    { ...place, id: 'thanks', type: 'message', config: { when: { kind: 'now' }, channel, template: 'thanks' } },
  ],
  edges: [
    { id: '1', source: 'in', sourceHandle: 'next', target: 'first' },
    { id: '2', source: 'first', sourceHandle: 'sent', target: 'wait' },
    { id: '3', source: 'wait', sourceHandle: 'payment.received', target: 'thanks' },
  ],
};

/** A live workspace in which everybody is due now. */
export async function liveWorkspace(db: Database, debtors: number): Promise<PortfolioWorkspace> {
  const document = readJourney(JOURNEY);
  if (!document.ok) throw new Error(JSON.stringify(document.problems));
  return db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: 'live',
      name: 'Live',
      mode: 'live',
      country: 'CO',
      timezone: 'America/Bogota',
      currency: 'COP',
    });
    await publishJourney(tx, workspace, document.value, [STAND_IN_TEMPLATE], Date.now());
    const ids = Array.from({ length: debtors }, (_, index) => String(index + 1));
    const batch = {
      debtors: ids.map((id) => ({ externalId: `d${id}`, email: `d${id}@example.com` })),
      accounts: ids.map((id) => ({ externalId: `a${id}`, debtorExternalId: `d${id}`, balance: 100_00 })),
    };
    await upsertPortfolio(tx, workspace, batch, Date.now());
    return workspace;
  });
}
