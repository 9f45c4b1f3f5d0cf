import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { knownEvents, storeEvents } from './events.ts';
import type { FileBatch, RefusedRow, TakenRow } from './read-file.ts';
import { shardOf } from './shard.ts';
import { upsertPortfolio } from './upsert.ts';
import { type Outcome, type PortfolioBatch, planUpsert, type Refusal } from './upsert-plan.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** What became of a row: its account (or debtor, in a file of debtors) is new, something of it changed, or nothing did. */
export type RowOutcome = 'new' | 'changed' | 'unchanged';

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

interface Portfolio extends PortfolioBatch {
  /** For each row, the place of its debtor and its account in the lists; null where it adds nothing to them. */
  readonly places: readonly { readonly debtor: number; readonly account: number | null }[];
}

interface Said {
  readonly debtorOutcomes: readonly Outcome[];
  readonly accountOutcomes: readonly Outcome[];
  readonly refused: readonly Refusal[];
}

/** Writes: the rows' debtors and accounts, then the events of those that were taken. */
export function writeBatch(tx: Sql, workspace: PortfolioWorkspace, at: Instant): TakeBatch {
  return async (batch) => {
    const portfolio = portfolioOf(batch.taken);
    const said = await upsertPortfolio(tx, workspace, portfolio, at);
    const refusals = refusalsOf(portfolio, said);
    const owners: number[] = [];
    const events = batch.taken.flatMap((row, i) => {
      if (refusals.has(i)) return [];
      for (const _ of row.events) owners.push(i);
      return row.events;
    });
    const stored = await storeEvents(tx, workspace, events, at);
    for (const { index, reason } of stored.refused) refusals.set(owners[index] ?? 0, reason);
    const fresh = new Set(owners.filter((_, i) => stored.outcomes[i] === 'stored'));
    return outcomeOf(batch, portfolio, said, refusals, fresh, stored);
  };
}

/** Writes nothing and takes no lock: compares with what stands. */
export function checkBatch(sql: Sql, workspace: PortfolioWorkspace, at: Instant): TakeBatch {
  return async (batch) => {
    const portfolio = portfolioOf(batch.taken);
    const planned = await planUpsert(sql, workspace, portfolio, at);
    // A debtor whom an earlier batch would have made is not in the database now.
    const debtorOutcomes = planned.debtorOutcomes.map((outcome, i) =>
      outcome === 'created' && portfolio.fillOnly[i] ? 'unchanged' : outcome,
    );
    const said: Said = { ...planned, debtorOutcomes };
    const refusals = refusalsOf(portfolio, said);
    const known = await eventsKnown(sql, workspace, batch.taken);
    const fresh = new Set<number>();
    const events = { stored: 0, duplicate: 0 };
    for (const [i, row] of batch.taken.entries()) {
      if (refusals.has(i)) continue;
      for (const event of row.events) {
        if (workspace.mode === 'live' && event.at > at)
          refusals.set(i, `${event.type} lies in the future, which a live workspace does not take`);
        else if (known.has(event.externalId ?? '')) events.duplicate++;
        else {
          events.stored++;
          fresh.add(i);
        }
      }
    }
    return outcomeOf(batch, portfolio, said, refusals, fresh, events);
  };
}

/** Where there is no database: everything is new, and an account needs its balance. */
export function checkAlone(): TakeBatch {
  return async (batch) => {
    const portfolio = portfolioOf(batch.taken);
    const refused = portfolio.accounts.flatMap((account, index): Refusal[] => {
      return account.balance === undefined
        ? [{ kind: 'account', index, reason: `account ${account.externalId} is new and needs a balance` }]
        : [];
    });
    const missing = new Set(refused.map(({ index }) => index));
    const said: Said = {
      debtorOutcomes: portfolio.fillOnly.map((fills) => (fills ? 'unchanged' : 'created')),
      accountOutcomes: portfolio.accounts.map((_, i) => (missing.has(i) ? 'refused' : 'created')),
      refused,
    };
    const refusals = refusalsOf(portfolio, said);
    const fresh = new Set(batch.taken.flatMap((row, i) => (row.events.length > 0 && !refusals.has(i) ? [i] : [])));
    const stored = batch.taken.reduce((sum, row, i) => sum + (fresh.has(i) ? row.events.length : 0), 0);
    return outcomeOf(batch, portfolio, said, refusals, fresh, { stored, duplicate: 0 });
  };
}

function portfolioOf(taken: readonly TakenRow[]): Portfolio & { fillOnly: readonly boolean[] } {
  const debtors = taken.map(({ debtor }) => debtor);
  const fillOnly = taken.map(({ fillsDebtor }) => fillsDebtor);
  const accounts: NonNullable<TakenRow['account']>[] = [];
  const places = taken.map(({ account }, i) => ({ debtor: i, account: account === null ? null : accounts.push(account) - 1 }));
  return { debtors, fillOnly, accounts, places };
}

function refusalsOf(portfolio: Portfolio, said: Said): Map<number, string> {
  const rowOfAccount = new Map(portfolio.places.flatMap(({ account }, row) => (account === null ? [] : [[account, row] as const])));
  const refusals = new Map<number, string>();
  for (const { kind, index, reason } of said.refused) {
    const row = kind === 'account' ? rowOfAccount.get(index) : index;
    if (row !== undefined) refusals.set(row, reason);
  }
  return refusals;
}

function outcomeOf(
  batch: FileBatch,
  portfolio: Portfolio,
  said: Said,
  refusals: ReadonlyMap<number, string>,
  fresh: ReadonlySet<number>,
  events: { stored: number; duplicate: number },
): BatchOutcome {
  const rows = batch.taken.map((row, i): RowOutcome | null => {
    if (refusals.has(i)) return null;
    const place = portfolio.places[i];
    const debtor = said.debtorOutcomes[i];
    const account = place?.account == null ? null : said.accountOutcomes[place.account];
    if (account === 'created' || (row.account === null && row.events.length === 0 && debtor === 'created')) return 'new';
    return account === 'updated' || debtor === 'updated' || debtor === 'created' || fresh.has(i) ? 'changed' : 'unchanged';
  });
  const late = [...refusals].map(([i, reason]) => ({ row: batch.taken[i]?.row ?? 0, reason, cells: batch.taken[i]?.cells ?? [] }));
  return {
    rows,
    refused: [...batch.refused, ...late].sort((a, b) => a.row - b.row),
    debtors: batch.taken.map(({ debtor }, i) => ({ externalId: debtor.externalId, outcome: said.debtorOutcomes[i] ?? 'refused' })),
    events: { stored: events.stored, duplicate: events.duplicate },
  };
}

async function eventsKnown(sql: Sql, workspace: PortfolioWorkspace, taken: readonly TakenRow[]): Promise<ReadonlySet<string>> {
  const byShard = new Map<number, string[]>();
  for (const { debtor, events } of taken) {
    if (events.length === 0) continue;
    const shard = shardOf(workspace, debtor.externalId);
    const ids = byShard.get(shard) ?? [];
    byShard.set(shard, ids);
    for (const { externalId } of events) if (externalId) ids.push(externalId);
  }
  const known = new Set<string>();
  for (const [shard, ids] of byShard) for (const id of await knownEvents(sql, workspace, shard, ids)) known.add(id);
  return known;
}
