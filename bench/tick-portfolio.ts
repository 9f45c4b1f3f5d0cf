import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '#lib/runner/publish.ts';

/** The instant at which every account of the bench is due: 09:00 in Bogotá, five days before the due date. */
export const DUE_AT = parseInstant('2026-03-15T09:00:00-05:00') ?? 0;

const BEGAN_AT = DUE_AT - 10 * 86_400_000;
const SPREAD = 16;

const message = (id: string, days: number, channel: string) => ({
  id,
  type: 'message',
  position: { x: 0, y: 0 },
  config: { when: { kind: 'due', days, at: '09:00' }, channel: { mode: 'fixed', channel }, template: 'reminder' },
});

/** The articles' cadence: email five days before, SMS on the day, email three days after. */
const CADENCE = {
  format: 'cadenza.journey/1',
  key: 'bench',
  name: 'bench',
  stages: [],
  nodes: [
    {
      id: 'in',
      type: 'entry',
      position: { x: 0, y: 0 },
      config: {
        trigger: { kind: 'segment', where: { combinator: 'and', rules: [{ field: 'account.balance', operator: '>', value: 0 }] } },
      },
    },
    message('e5', -5, 'email'),
    message('s0', 0, 'sms'),
    message('e3', 3, 'email'),
  ],
  edges: [
    { id: 'a', source: 'in', sourceHandle: 'next', target: 'e5' },
    { id: 'b', source: 'e5', sourceHandle: 'sent', target: 's0' },
    { id: 'c', source: 's0', sourceHandle: 'sent', target: 'e3' },
  ],
};

/** What the bench moves: a workspace whose accounts all stand at the first message, due now. */
export interface TickPortfolio {
  readonly workspace: PortfolioWorkspace;
  readonly shards: readonly number[];
  readonly journeyId: number;
  readonly versionId: number;
}

/** Makes `accounts` debtors with one account each over 16 shards, by plain SQL. */
export async function makePortfolio(db: Database, accounts: number): Promise<TickPortfolio> {
  const document = readJourney(CADENCE);
  if (!document.ok) throw new Error(JSON.stringify(document.problems));
  const made = await db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: 'bench',
      name: 'bench',
      mode: 'test',
      country: 'CO',
      timezone: 'America/Bogota',
      currency: 'COP',
      clockAt: DUE_AT,
    });
    await tx.query('update workspace set shard_spread = $2, shard_base = 0 where id = $1', [workspace.id, SPREAD]);
    const spread = { ...workspace, shardBase: 0, shardSpread: SPREAD };
    return { workspace: spread, ...(await publishJourney(tx, spread, document.value, [STAND_IN_TEMPLATE], DUE_AT)) };
  });
  const shards = shardsOf(made.workspace);
  for (const shard of shards) await fillShard(db, made.workspace.id, shard, Math.ceil(accounts / SPREAD));
  await db.script('vacuum analyze');
  return { ...made, shards };
}

async function fillShard(db: Database, workspaceId: number, shard: number, count: number): Promise<void> {
  const name = `lpad('${shard}', 3, '0') || '-' || lpad(i::text, 8, '0')`;
  const uuid = (kind: number) => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex($2::int * 1000000 + i), 12, '0'))::uuid`;
  await db.query(
    `insert into debtor (shard, id, workspace_id, external_id, name, country, zone, email, phone, imported, imported_at)
     select $2::int, ${uuid(1)}, $1, ${name}, 'Ana Rojas', 'CO', 'America/Bogota', 'a' || i || '@example.com', '+573001234567', '{"said":{},"asOf":{}}', now() from generate_series(1, $3::int) i`,
    [workspaceId, shard, count],
  );
  await db.query(
    `insert into account (shard, id, workspace_id, external_id, debtor_id, product, currency, balance, due_date, status, imported, as_of)
     select $2::int, ${uuid(2)}, $1, ${name}, ${uuid(1)}, 'card', 'COP', 18490000, '2026-03-20', 'current', '{"said":{},"asOf":{}}', now() from generate_series(1, $3::int) i`,
    [workspaceId, shard, count],
  );
}

/** Puts every account at the first message again, due now, with nothing queued and nothing traced. */
export async function standAtFirstMessage(db: Database, { workspace, shards, journeyId, versionId }: TickPortfolio): Promise<void> {
  await db.script('truncate contact, contact_message, sandbox_delivery, step_trace, enrollment');
  for (const shard of shards) {
    await db.query(
      `insert into enrollment (shard, id, workspace_id, journey_id, version_id, account_id, debtor_id, run, status, node, seq, entered_at, arrived_at, wake_at)
       select shard, replace(id::text, '01900002', '01900003')::uuid, workspace_id, $2, $3, id, debtor_id, 1, 'live', 'e5', 2, to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0)
       from account where shard = $1 and workspace_id = $6`,
      [shard, journeyId, versionId, BEGAN_AT, DUE_AT, workspace.id],
    );
    await db.query(
      'update agenda set next_at = to_timestamp($3 / 1000.0), looked_until = to_timestamp($3 / 1000.0) where shard = $1 and workspace_id = $2',
      [shard, workspace.id, DUE_AT],
    );
  }
  await db.script('vacuum analyze enrollment');
}

/**
 * The floor: the rows that the runner writes for these accounts, by plain SQL, a transaction a shard. Nobody decides
 * anything: the answer is known beforehand.
 */
export async function writeByPlainSql(db: Database, shard: number, { workspace, versionId }: TickPortfolio): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(
      `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids, channel, template, status, queued_at)
       select shard, gen_random_uuid(), workspace_id, id, seq, journey_id, version_id, node, 1, debtor_id, array[account_id], array[id], 'email', 'reminder', 'queued', wake_at
       from enrollment where shard = $1 and workspace_id = $2 and wake_at <= to_timestamp($3 / 1000.0)`,
      [shard, workspace.id, DUE_AT],
    );
    await tx.query(
      `insert into step_trace (shard, workspace_id, enrollment_id, seq, at, node, outcome, detail)
       select shard, workspace_id, id, seq, wake_at, node, 'sent', '{"channel":"email"}' from enrollment where shard = $1 and workspace_id = $2 and wake_at <= to_timestamp($3 / 1000.0)`,
      [shard, workspace.id, DUE_AT],
    );
    await tx.query(
      `update enrollment set node = 's0', seq = seq + 1, arrived_at = wake_at, wake_at = wake_at + interval '5 days', last_outcome = 'sent'
       where shard = $1 and workspace_id = $2 and version_id = $4 and wake_at <= to_timestamp($3 / 1000.0)`,
      [shard, workspace.id, DUE_AT, versionId],
    );
  });
}
