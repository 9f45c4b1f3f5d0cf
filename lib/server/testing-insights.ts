import { randomUUID } from 'node:crypto';
import { type Instant, parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { Narrowing, Portfolio } from '#lib/insights/scope.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { shardOf, shardsOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';

/** Narrows nothing. */
export const ALL: Narrowing = {
  journeyId: null,
  versionId: null,
  steps: null,
  bucket: null,
  channel: null,
  segment: null,
  product: null,
  currency: null,
};

/** `2026-03-05 12:00` in Bogotá, with seconds and thousandths where they are given. */
export const bogota = (text: string): Instant =>
  parseInstant(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}-05:00`) ?? Number.NaN;

const ZONE = 'America/Bogota';
const BEGIN = bogota('2026-01-01 00:00');
const NOW = bogota('2026-04-01 12:00');

const account = (externalId: string, debtor: string, balance: number, dueDate: string, more: Partial<AccountInput> = {}): AccountInput => ({
  externalId,
  debtorExternalId: debtor,
  balance,
  dueDate,
  currency: 'COP',
  ...more,
});

const ACCOUNTS: readonly AccountInput[] = [
  account('a1', 'd1', 100_000, '2026-02-10', { segment: 'retail' }),
  account('a2', 'd1', 50_000, '2026-03-10', { segment: 'retail' }),
  account('a3', 'd1', 80_000, '2026-02-01'),
  account('a4', 'd2', 60_000, '2026-02-20'),
  account('a5', 'd3', 70_000, '2026-02-15'),
  account('a6', 'd4', 90_000, '2026-03-25', { openedAt: bogota('2026-03-20 00:00') }),
  account('b1', 'd2', 100_000, '2026-01-31', { currency: 'USD' }),
  account('c1', 'd5', 30_000, '2026-05-01'),
  account('e1', 'd3', 40_000, '2026-02-28'),
  account('f1', 'd5', 20_000, '2026-03-30'),
  account('g1', 'd6', 10_000, '2026-02-01'),
  account('h1', 'd6', 5_000, '2026-02-01', { status: 'paid' }),
];

const paid = (id: string, at: string, amount: number): EventInput => ({
  type: 'payment.received',
  account: id,
  at: bogota(at),
  payload: { amount },
});
const reversed = (id: string, at: string, amount: number): EventInput => ({ ...paid(id, at, amount), type: 'payment.reversed' });

const EVENTS: readonly EventInput[] = [
  paid('a1', '2026-03-05 12:00', 40_000),
  paid('a2', '2026-03-11 08:00', 30_000),
  paid('a3', '2026-03-02 09:00', 80_000),
  reversed('a3', '2026-03-09 09:00', 80_000),
  { type: 'dispute.opened', account: 'a3', at: bogota('2026-03-15 09:00') },
  paid('a4', '2026-02-25 09:00', 60_000),
  reversed('a4', '2026-03-12 09:00', 60_000),
  paid('a4', '2026-03-15 09:00', 10_000),
  { type: 'due.changed', account: 'a5', at: bogota('2026-03-03 09:00'), payload: { dueDate: '2026-04-15' } },
  paid('a5', '2026-03-10 09:00', 5_000),
  paid('b1', '2026-03-20 09:00:00.001', 150_000),
  paid('e1', '2026-04-01 00:00', 1_000),
  paid('f1', '2026-03-01 00:00', 20_000),
  { type: 'status.changed', account: 'g1', at: bogota('2026-03-10 09:00'), payload: { status: 'cancelled' } },
  { type: 'promise.made', account: 'a1', at: bogota('2026-03-21 09:00'), payload: { date: '2026-03-28' } },
  { type: 'contact.replied', debtor: 'd2', at: bogota('2026-03-14 09:00'), payload: { channel: 'sms' } },
  // They come late: what they tell of happened before.
  paid('a2', '2026-03-10 23:59', 20_000),
  paid('a6', '2026-03-28 09:00', 90_000),
];

/** A test workspace's clock has not come there yet. */
const FUTURE = paid('e1', '2026-04-10 09:00', 39_000);

interface Told {
  readonly by: string;
  readonly about: readonly string[];
  readonly channel: string;
  readonly at: string;
  readonly status?: string;
}

const CONTACTS: readonly Told[] = [
  { by: 'a1', about: ['a1', 'a2', 'a3'], channel: 'email', at: '2026-03-05 10:00' },
  { by: 'b1', about: ['b1'], channel: 'sms', at: '2026-03-13 09:00' },
  { by: 'b1', about: ['b1'], channel: 'whatsapp', at: '2026-03-13 09:00:00.001' },
  { by: 'a1', about: ['a1'], channel: 'sms', at: '2026-03-20 09:00' },
  { by: 'a1', about: ['a1'], channel: 'sms', at: '2026-03-22 09:00', status: 'cancelled' },
  { by: 'b1', about: ['b1'], channel: 'email', at: '2026-02-20 09:00' },
];

/** Each account's run of the journey: when it began, and when it ended. */
const RUNS: readonly (readonly [account: string, entered: string, ended: string | null])[] = [
  ['a1', '2026-02-05 00:00', null],
  ['a2', '2026-03-05 00:00', '2026-03-11 08:00'],
  ['a3', '2026-01-27 00:00', '2026-03-02 09:00'],
  ['b1', '2026-01-26 00:00', '2026-03-20 09:00'],
  ['c1', '2026-01-26 00:00', '2026-02-15 00:00'],
];

/** A small portfolio whose figures were worked by hand; in a live workspace it stands in 16 shards. */
export async function handWorked(
  db: Database,
  mode: 'test' | 'live',
): Promise<{ portfolio: Portfolio; workspace: PortfolioWorkspace; journeyId: number; versionId: number }> {
  const workspace = await createWorkspace(db, {
    slug: mode,
    name: mode,
    mode,
    country: 'CO',
    timezone: ZONE,
    currency: 'COP',
    ...(mode === 'test' ? { clockAt: BEGIN } : {}),
  });
  await db.transaction(async (tx) => {
    const debtors = [...new Set(ACCOUNTS.map(({ debtorExternalId }) => debtorExternalId))].map((externalId) => ({ externalId }));
    const taken = await upsertPortfolio(tx, workspace, { debtors, accounts: ACCOUNTS }, BEGIN);
    const stored = await storeEvents(tx, workspace, mode === 'test' ? [...EVENTS, FUTURE] : EVENTS, NOW);
    const [refused] = [...taken.refused, ...stored.refused];
    if (refused) throw new Error(refused.reason);
  });
  const journey = await addJourney(db, workspace);
  await addRuns(db, workspace, journey);
  return { portfolio: { id: workspace.id, shards: shardsOf(workspace), zone: ZONE, now: NOW }, workspace, ...journey };
}

async function addJourney(db: Database, workspace: PortfolioWorkspace): Promise<{ journeyId: number; versionId: number }> {
  const document = { stages: [{ id: 'early', name: 'Early' }], nodes: [{ id: 'mail', stage: 'early' }, { id: 'text' }] };
  const [row] = await db.query<{ journeyId: number; versionId: number }>(
    `with j as (insert into journey (workspace_id, key, name, draft, status) values ($1, 'cadence', 'Cadence', $2::jsonb, 'live') returning id),
          v as (insert into journey_version (journey_id, number, document, templates) select id, 1, $2::jsonb, '[]' from j returning id)
     select j.id as "journeyId", v.id as "versionId" from j, v`,
    [workspace.id, JSON.stringify(document)],
  );
  if (!row) throw new Error('the journey was not stored');
  return row;
}

async function addRuns(
  db: Database,
  workspace: PortfolioWorkspace,
  { journeyId, versionId }: { journeyId: number; versionId: number },
): Promise<void> {
  const known = await db.query<{ externalId: string; id: string; debtorId: string; debtor: string }>(
    `select a.external_id as "externalId", a.id, a.debtor_id as "debtorId", d.external_id as debtor
       from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id where a.workspace_id = $1`,
    [workspace.id],
  );
  const find = (externalId: string) => {
    const found = known.find((one) => one.externalId === externalId);
    if (!found) throw new Error(`there is no account ${externalId}`);
    return { ...found, shard: shardOf(workspace, found.debtor) };
  };
  const runs = new Map<string, string>();
  for (const [name, entered, ended] of RUNS) {
    const { id, debtorId, shard } = find(name);
    const run = randomUUID();
    runs.set(name, run);
    await db.query(
      `insert into enrollment (shard, id, workspace_id, journey_id, version_id, account_id, debtor_id, run, status, node, seq, entered_at, arrived_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, 1, $8, 'mail', 1, to_timestamp($9::float8 / 1000), to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000))`,
      [
        shard,
        run,
        workspace.id,
        journeyId,
        versionId,
        id,
        debtorId,
        ended === null ? 'live' : 'ended',
        bogota(entered),
        ended === null ? null : bogota(ended),
      ],
    );
  }
  for (const [seq, { by, about, channel, at, status = 'delivered' }] of CONTACTS.entries()) {
    const { debtorId, shard } = find(by);
    await db.query(
      `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids, channel, template, status, queued_at, sent_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, 'reminder', $13, to_timestamp($14::float8 / 1000), case when $13 <> 'cancelled' then to_timestamp($14::float8 / 1000) end)`,
      [
        ...[shard, randomUUID(), workspace.id, runs.get(by), seq, journeyId, versionId, channel === 'email' ? 'mail' : 'text', debtorId],
        ...[about.map((name) => find(name).id), about.map((name) => runs.get(name)), channel, status, bogota(at)],
      ],
    );
  }
}
