import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import type { PendingEvent } from '#lib/interpreter/world.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { AccountStatement, DebtorStatement } from '#lib/portfolio/statement.ts';
import { PackedDebtors } from './packed-debtors.ts';

/** Debtors that are read by one round of statements. */
const ROUND = 500;

/** Whose portfolio, and how much of it: null is all; else so many debtors, the same ones at each reading. */
export interface PortfolioReading {
  readonly workspace: { readonly id: number; readonly shardBase: number; readonly shardSpread: number };
  readonly now: Instant;
  readonly sample: number | null;
}

/** What of a portfolio is run, and how many debtors there are in all. */
export interface SimulatedPortfolio {
  readonly debtors: PackedDebtors;
  readonly inAll: number;
}

/** What was imported so far and happened since, to be lived through again: what the server and its journeys made of it is left out. */
export function pastDebtors(db: Database, reading: PortfolioReading): Promise<SimulatedPortfolio> {
  return inSnapshot(
    db,
    reading,
    (tx, shard, ids) => readPast(tx, shard, ids, reading.now),
    async () => ({}),
  );
}

/**
 * One debtor's past, as `pastDebtors`, with what agents logged; null where the workspace has none of this id. For a test case that lives
 * through one story again: there the tasks are those of the journey under test.
 */
export async function pastDebtor(
  db: Sql,
  { workspace, now }: Omit<PortfolioReading, 'sample'>,
  externalId: string,
): Promise<{ readonly shard: number; readonly id: string; readonly past: DebtorOfPortfolio } | null> {
  for (const shard of shardsOf(workspace)) {
    const [row] = await db.query<{ id: string }>('select id from debtor where shard = $1 and workspace_id = $2 and external_id = $3', [
      shard,
      workspace.id,
      externalId,
    ]);
    if (!row) continue;
    const [past] = await readPast(db, shard, [row.id], now, OF_A_STORY);
    return past ? { shard, id: row.id, past } : null;
  }
  return null;
}

type ReadRound = (tx: Sql, shard: number, ids: readonly string[]) => Promise<readonly DebtorOfPortfolio[]>;

/** Reads the debtors of a workspace round by round, in one snapshot, and then what else of it is asked for. */
export function inSnapshot<More extends object>(
  db: Database,
  { workspace, sample }: PortfolioReading,
  read: ReadRound,
  more: (tx: Sql) => Promise<More>,
): Promise<SimulatedPortfolio & More> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const known: { shard: number; id: string; place: string }[] = [];
    for (const shard of shardsOf(workspace)) {
      const rows = await tx.query<{ id: string; place: string }>(
        'select id, md5(external_id) as place from debtor where shard = $1 and workspace_id = $2 order by id',
        [shard, workspace.id],
      );
      for (const { id, place } of rows) known.push({ shard, id, place });
    }
    const taken =
      sample === null || sample >= known.length ? known : known.toSorted((a, b) => (a.place < b.place ? -1 : 1)).slice(0, sample);
    const debtors = new PackedDebtors();
    for (const [shard, of] of Map.groupBy(taken, (one) => one.shard)) {
      for (let from = 0; from < of.length; from += ROUND) {
        const ids = of.slice(from, from + ROUND).map(({ id }) => id);
        debtors.add(await read(tx, shard, ids));
      }
    }
    return { debtors, inAll: known.length, ...(await more(tx)) };
  });
}

/** What the server derives from a past and its own journeys leave in it. */
const OWN_EVENTS = ['promise.kept', 'promise.broken', 'contact.sent', 'contact.delivered', 'contact.read', 'task.completed'];
const OF_A_STORY = OWN_EVENTS.filter((type) => type !== 'task.completed');

async function readPast(
  tx: Sql,
  shard: number,
  ids: readonly string[],
  now: Instant,
  leftOut: readonly string[] = OWN_EVENTS,
): Promise<readonly DebtorOfPortfolio[]> {
  const debtors = await tx.query<{ id: string; imported: DebtorStatement }>(
    'select id, imported from debtor where shard = $1 and id = any($2::uuid[])',
    [shard, ids],
  );
  const accounts = await tx.query<{ id: string; debtorId: string; name: string; imported: AccountStatement }>(
    'select id, debtor_id as "debtorId", external_id as name, imported from account where shard = $1 and debtor_id = any($2::uuid[]) order by external_id collate "C"',
    [shard, ids],
  );
  const events = await tx.query<{ debtorId: string; accountId: string | null; type: string; at: Instant; payload: EventFact['payload'] }>(
    `select debtor_id as "debtorId", account_id as "accountId", type, (extract(epoch from at) * 1000)::float8 as at, payload
       from event where shard = $1 and debtor_id = any($2::uuid[]) and at <= to_timestamp($3::float8 / 1000.0) and not type = any($4::text[])
      order by arrival`,
    [shard, ids, now, leftOut],
  );
  const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
  const accountsOf = Map.groupBy(accounts, ({ debtorId }) => debtorId);
  const eventsOf = Map.groupBy(events, ({ debtorId }) => debtorId);
  return debtors.map(({ id, imported }) => ({
    debtor: imported.said,
    accounts: (accountsOf.get(id) ?? []).map(({ imported: { said, asOf } }) => ({ ...said, asOf: asOf.balance })),
    events: (eventsOf.get(id) ?? []).map(({ accountId, type, at, payload }): PendingEvent => {
      return { type, at, payload, accountId: accountId === null ? null : (nameOf.get(accountId) ?? null) };
    }),
  }));
}

/** The first and the last instant of a workspace's past: of its accounts and of what happened to them; null where there is none. */
export async function pastSpan(
  db: Sql,
  workspace: PortfolioReading['workspace'],
  now: Instant,
): Promise<{ readonly first: Instant; readonly last: Instant } | null> {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const shard of shardsOf(workspace)) {
    const [row] = await db.query<{ first: Instant | null; last: Instant | null }>(
      `select extract(epoch from least((select min(at) from event where shard = $1 and workspace_id = $2 and at <= to_timestamp($3::float8 / 1000.0)),
                (select min(coalesce(opened_at, to_timestamp((imported #>> '{asOf,balance}')::float8 / 1000.0))) from account where shard = $1 and workspace_id = $2)))::float8 * 1000 as first,
              extract(epoch from (select max(at) from event where shard = $1 and workspace_id = $2 and at <= to_timestamp($3::float8 / 1000.0)))::float8 * 1000 as last`,
      [shard, workspace.id, now],
    );
    if (row?.first != null) first = Math.min(first, row.first);
    if (row?.last != null) last = Math.max(last, row.last);
  }
  return Number.isFinite(first) && first <= now ? { first, last: Math.max(first, Math.min(last, now)) } : null;
}
