import { randomUUID } from 'node:crypto';
import { type Instant, parseInstant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { shardOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { READER } from './people.ts';

const bogota = (text: string): Instant => parseInstant(`${text}:00-05:00`) ?? 0;
const BEGAN = bogota('2026-08-01T00:00');
const DEBTOR = 'CIF-1';

/**
 * Four debts in pesos, up to 20 November 2026: 1,700,000 became overdue in the last 90 days and 800,000 of it was recovered
 * (47.1 %); 900,000 is overdue still, 500,000 of it for 61 to 90 days. An email was followed by a payment, an SMS by none.
 */
export async function fillFigures(
  tx: Sql,
  workspace: PortfolioWorkspace,
  journey: { readonly journeyId: number; readonly versionId: number },
  now: Instant,
): Promise<void> {
  const account = (externalId: string, pesos: number, dueDate: string) => ({
    externalId,
    debtorExternalId: DEBTOR,
    balance: pesos * 100,
    dueDate,
    openedAt: BEGAN,
    asOf: BEGAN,
  });
  const accounts = [
    account('F-1', 1_000_000, '2026-10-01'),
    account('F-2', 500_000, '2026-09-10'),
    account('F-3', 300_000, '2026-11-30'),
    account('F-4', 200_000, '2026-10-20'),
  ];
  await upsertPortfolio(tx, workspace, { debtors: [{ externalId: DEBTOR, name: READER.debtor }], accounts }, now);
  const paid = (id: string, at: string, pesos: number) => ({
    type: 'payment.received',
    account: id,
    at: bogota(at),
    payload: { amount: pesos * 100 },
  });
  await storeEvents(tx, workspace, [paid('F-1', '2026-10-10T09:00', 600_000), paid('F-4', '2026-10-25T09:00', 200_000)], now);
  await tell(tx, workspace, journey, 'F-1', 'email', bogota('2026-10-08T09:00'));
  await tell(tx, workspace, journey, 'F-2', 'sms', bogota('2026-09-12T09:00'));
}

async function tell(
  tx: Sql,
  workspace: PortfolioWorkspace,
  journey: { readonly journeyId: number; readonly versionId: number },
  account: string,
  channel: string,
  at: Instant,
): Promise<void> {
  const run = randomUUID();
  await tx.query(
    `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids, channel, template, status, queued_at, sent_at)
     select $1, $2, $3, $4, 1, $5, $6, 'aviso', 1, a.debtor_id, array[a.id], array[$4::uuid], $7, 'aviso', 'delivered', to_timestamp($8::float8 / 1000), to_timestamp($8::float8 / 1000)
       from account a where a.shard = $1 and a.workspace_id = $3 and a.external_id = $9`,
    [shardOf(workspace, DEBTOR), randomUUID(), workspace.id, run, journey.journeyId, journey.versionId, channel, at, account],
  );
}
