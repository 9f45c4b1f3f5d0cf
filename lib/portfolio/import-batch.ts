import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import { knownEvents, refusalOf, storeEvents } from './events.ts';
import type { FileBatch, RefusedRow, TakenRow } from './read-file.ts';
import { shardOf } from './shard.ts';
import { upsertPortfolio } from './upsert.ts';
import { type Outcome, planUpsert, type Refusal } from './upsert-plan.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** What became of a row: its account (or debtor, in a file of debtors) is new, something of it changed, or nothing did. */
type RowOutcome = 'new' | 'changed' | 'unchanged';

/** What became of a batch of rows. */
export interface BatchOutcome {
  /** In the order of the rows taken; null where the row was refused after all. */
  readonly rows: readonly (RowOutcome | null)[];
  readonly refused: readonly RefusedRow[];
  readonly debtors: readonly { readonly externalId: string; readonly outcome: Outcome }[];
  readonly events: { readonly stored: number; readonly duplicate: number };
}

/** Takes a batch of rows, or says what taking it would do. */
export type TakeBatch = (batch: FileBatch) => Promise<BatchOutcome>;

/** A row and its place in the batch. */
interface PlacedRow {
  readonly row: TakenRow;
  readonly place: number;
}

/** What rows say, ready to be upserted; `accountOf` gives each row the place of its account, null where it adds none. */
interface Portfolio {
  readonly debtors: readonly DebtorInput[];
  readonly fillOnly: readonly boolean[];
  readonly accounts: readonly AccountInput[];
  readonly accountOf: readonly (number | null)[];
}

interface Said {
  readonly debtorOutcomes: readonly Outcome[];
  readonly accountOutcomes: readonly Outcome[];
  readonly refused: readonly Refusal[];
}

interface Taken {
  readonly rows: readonly PlacedRow[];
  readonly portfolio: Portfolio;
  readonly said: Said;
  /** By place in the batch. */
  readonly refusals: ReadonlyMap<number, string>;
  /** Places of rows of which an event is new. */
  readonly fresh: ReadonlySet<number>;
  readonly events: { readonly stored: number; readonly duplicate: number };
}

/** Writes: the rows' debtors and accounts, then their events. Of a row that is refused nothing is written. */
export function writeBatch(tx: Sql, workspace: PortfolioWorkspace, at: Instant): TakeBatch {
  return async (batch) => {
    const refusals = refusedByEvents(workspace, batch.taken, at);
    await tx.query('savepoint batch');
    let rows = rowsLeft(batch.taken, refusals);
    let portfolio = portfolioOf(rows);
    let said: Said = await upsertPortfolio(tx, workspace, portfolio, at);
    if (said.refused.length > 0) {
      // The debtors of the refused rows were written with the rest: take all back and write the rest alone.
      await tx.query('rollback to savepoint batch');
      addRefusals(refusals, rows, portfolio, said);
      rows = rowsLeft(batch.taken, refusals);
      portfolio = portfolioOf(rows);
      said = await upsertPortfolio(tx, workspace, portfolio, at);
    }
    await tx.query('release savepoint batch');
    const owners = rows.flatMap(({ row, place }) => row.events.map(() => place));
    const stored = await storeEvents(
      tx,
      workspace,
      rows.flatMap(({ row }) => row.events),
      at,
    );
    if (stored.refused[0]) throw new Error(`an event of a row that was taken is refused: ${stored.refused[0].reason}`);
    const fresh = new Set(owners.filter((_, i) => stored.outcomes[i] === 'stored'));
    return outcomeOf(batch, { rows, portfolio, said, refusals, fresh, events: { stored: stored.stored, duplicate: stored.duplicate } });
  };
}

/** Writes nothing and takes no lock: compares with what stands. */
export function checkBatch(sql: Sql, workspace: PortfolioWorkspace, at: Instant): TakeBatch {
  return async (batch) => {
    const refusals = refusedByEvents(workspace, batch.taken, at);
    const plan = async (rows: readonly PlacedRow[]) => {
      const portfolio = portfolioOf(rows);
      const planned = await planUpsert(sql, workspace, portfolio, at);
      // A debtor whom an earlier batch would have made is not in the database now.
      const debtorOutcomes = planned.debtorOutcomes.map((outcome, i) =>
        outcome === 'created' && portfolio.fillOnly[i] ? 'unchanged' : outcome,
      );
      return { rows, portfolio, said: { ...planned, debtorOutcomes } };
    };
    let said = await plan(rowsLeft(batch.taken, refusals));
    if (said.said.refused.length > 0) {
      addRefusals(refusals, said.rows, said.portfolio, said.said);
      said = await plan(rowsLeft(batch.taken, refusals));
    }
    const known = await eventsKnown(sql, workspace, said.rows);
    return outcomeOf(batch, { ...said, refusals, ...countEvents(said.rows, known) });
  };
}

/** Where there is no database: everything is new, and an account needs its balance. */
export function checkAlone(): TakeBatch {
  return async (batch) => {
    const refusals = new Map<number, string>();
    for (const [place, { account }] of batch.taken.entries()) {
      if (account && account.balance === undefined) refusals.set(place, `account ${account.externalId} is new and needs a balance`);
    }
    const rows = rowsLeft(batch.taken, refusals);
    const portfolio = portfolioOf(rows);
    const said: Said = {
      debtorOutcomes: portfolio.fillOnly.map((fills) => (fills ? 'unchanged' : 'created')),
      accountOutcomes: portfolio.accounts.map(() => 'created'),
      refused: [],
    };
    return outcomeOf(batch, { rows, portfolio, said, refusals, ...countEvents(rows, new Set()) });
  };
}

function refusedByEvents(workspace: PortfolioWorkspace, taken: readonly TakenRow[], at: Instant): Map<number, string> {
  const refusals = new Map<number, string>();
  for (const [place, row] of taken.entries()) {
    const reason = row.events.map((event) => refusalOf(workspace, event, at)).find((found) => found !== null);
    if (reason) refusals.set(place, reason);
  }
  return refusals;
}

function rowsLeft(taken: readonly TakenRow[], refusals: ReadonlyMap<number, string>): readonly PlacedRow[] {
  return taken.map((row, place) => ({ row, place })).filter(({ place }) => !refusals.has(place));
}

function portfolioOf(rows: readonly PlacedRow[]): Portfolio {
  const accounts: AccountInput[] = [];
  const accountOf = rows.map(({ row }) => (row.account === null ? null : accounts.push(row.account) - 1));
  return { debtors: rows.map(({ row }) => row.debtor), fillOnly: rows.map(({ row }) => row.fillsDebtor), accounts, accountOf };
}

function addRefusals(refusals: Map<number, string>, rows: readonly PlacedRow[], portfolio: Portfolio, said: Said): void {
  const rowOfAccount = new Map(portfolio.accountOf.entries().map(([row, account]) => [account, row]));
  for (const { kind, index, reason } of said.refused) {
    const place = rows[(kind === 'account' ? rowOfAccount.get(index) : index) ?? -1]?.place;
    if (place !== undefined) refusals.set(place, reason);
  }
}

function countEvents(rows: readonly PlacedRow[], known: ReadonlySet<string>): Pick<Taken, 'fresh' | 'events'> {
  const fresh = new Set<number>();
  const events = { stored: 0, duplicate: 0 };
  for (const { row, place } of rows) {
    for (const { externalId } of row.events) {
      if (known.has(externalId ?? '')) {
        events.duplicate++;
        continue;
      }
      events.stored++;
      fresh.add(place);
    }
  }
  return { fresh, events };
}

function outcomeOf(batch: FileBatch, taken: Taken): BatchOutcome {
  const { rows, portfolio, said, refusals } = taken;
  const outcomes: (RowOutcome | null)[] = batch.taken.map(() => null);
  for (const [i, { row, place }] of rows.entries()) {
    const account = portfolio.accountOf[i];
    const accountOutcome = account == null ? null : said.accountOutcomes[account];
    outcomes[place] = rowOutcome(row, accountOutcome ?? null, said.debtorOutcomes[i] ?? 'unchanged', taken.fresh.has(place));
  }
  const late = [...refusals].map(([place, reason]) => ({
    row: batch.taken[place]?.row ?? 0,
    reason,
    cells: batch.taken[place]?.cells ?? [],
  }));
  return {
    rows: outcomes,
    refused: [...batch.refused, ...late].sort((a, b) => a.row - b.row),
    debtors: rows.map(({ row }, i) => ({ externalId: row.debtor.externalId, outcome: said.debtorOutcomes[i] ?? 'refused' })),
    events: taken.events,
  };
}

function rowOutcome(row: TakenRow, account: Outcome | null, debtor: Outcome, hasNewEvent: boolean): RowOutcome {
  const isDebtorAlone = row.account === null && row.events.length === 0;
  if (account === 'created' || (isDebtorAlone && debtor === 'created')) return 'new';
  return account === 'updated' || debtor === 'updated' || debtor === 'created' || hasNewEvent ? 'changed' : 'unchanged';
}

async function eventsKnown(sql: Sql, workspace: PortfolioWorkspace, rows: readonly PlacedRow[]): Promise<ReadonlySet<string>> {
  const byShard = Map.groupBy(rows, ({ row }) => shardOf(workspace, row.debtor.externalId));
  const known = new Set<string>();
  for (const [shard, here] of byShard) {
    const ids = here.flatMap(({ row }) => row.events.flatMap(({ externalId }) => (externalId ? [externalId] : [])));
    if (ids.length > 0) for (const id of await knownEvents(sql, workspace, shard, ids)) known.add(id);
  }
  return known;
}
