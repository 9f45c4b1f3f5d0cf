import { zoneInForce } from '#lib/base/country-zone.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { foldAccount } from '#lib/facts/account-events.ts';
import { foldDebtor } from '#lib/facts/debtor-events.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import { holdShards, touchLooks } from './agenda.ts';
import { readInstant } from './hot-rows.ts';
import { shardOf } from './shard.ts';
import { type AccountStatement, type DebtorStatement, statedAccount, statedDebtor } from './statement.ts';
import {
  type Outcome,
  type PlannedAccount,
  type PlannedDebtor,
  type PortfolioBatch,
  planUpsert,
  type Refusal,
  type ShardPlan,
} from './upsert-plan.ts';
import type { PortfolioWorkspace } from './workspace.ts';
import { type AccountRow, type DebtorRow, writeAccounts, writeDebtors } from './write-rows.ts';

/** How many of a list were new, changed or as they stood; the refused ones are listed apart. */
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface UpsertOutcome {
  readonly debtors: Counts;
  readonly accounts: Counts;
  readonly refused: readonly Refusal[];
  /** In the order of the batch's lists. */
  readonly debtorOutcomes: readonly Outcome[];
  readonly accountOutcomes: readonly Outcome[];
}

/**
 * Takes over debtors and accounts by external id, as of `at` (the workspace's clock). What says the same as the last
 * import changes nothing, whatever happened since. What changed is true as of `at` (or its own `asOf`, or `openedAt`
 * where that is later), and later events are folded in again; the live enrollments of its debtor are woken and their
 * accounts are looked at for entry at `at` and wherever one begins to exist later. Journeys are moved by the runner alone.
 * Number of statements: about ten a shard, whatever the number of rows.
 */
export async function upsertPortfolio(tx: Sql, workspace: PortfolioWorkspace, batch: PortfolioBatch, at: Instant): Promise<UpsertOutcome> {
  await holdShards(tx, workspace.id, shardsNamed(workspace, batch));
  const plan = await planUpsert(tx, workspace, batch, at);
  for (const shard of plan.shards) await writeShard(tx, workspace, shard, at);
  return {
    debtors: countsOf(plan.debtorOutcomes),
    accounts: countsOf(plan.accountOutcomes),
    refused: plan.refused,
    debtorOutcomes: plan.debtorOutcomes,
    accountOutcomes: plan.accountOutcomes,
  };
}

/** Counts of a list of outcomes. */
function countsOf(outcomes: readonly Outcome[]): Counts {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const outcome of outcomes) counts[outcome]++;
  return { created: counts.created, updated: counts.updated, unchanged: counts.unchanged };
}

function shardsNamed(workspace: PortfolioWorkspace, batch: PortfolioBatch): readonly number[] {
  const shards = new Set<number>();
  for (const { externalId } of batch.debtors) shards.add(shardOf(workspace, externalId));
  for (const { debtorExternalId } of batch.accounts) shards.add(shardOf(workspace, debtorExternalId));
  return [...shards].sort((a, b) => a - b);
}

async function writeShard(tx: Sql, workspace: PortfolioWorkspace, plan: ShardPlan, at: Instant): Promise<void> {
  const { shard } = plan;
  const debtors = [...plan.debtors.values()].filter((planned) => planned.statement !== planned.before);
  const accounts = [...plan.accounts.values()].filter((planned) => planned.statement !== planned.before);
  if (debtors.length + accounts.length === 0) return;
  await touchLooks(tx, workspace.id, shard, at);
  const debtorEvents = await readEvents(tx, shard, 'debtor', debtors);
  await writeDebtors(
    tx,
    workspace,
    shard,
    debtors.map((planned) => debtorRow(planned, workspace, debtorEvents.get(planned.id) ?? [], at)),
  );
  const moved = await accountsInAnotherZone(tx, workspace, shard, debtors, plan.accounts);
  const accountEvents = await readEvents(tx, shard, 'account', [...accounts, ...moved]);
  const rows = [...accounts, ...moved].map((planned) => {
    const debtor = plan.debtors.get(planned.debtorExternalId);
    if (!debtor) throw new Error(`account ${planned.statement.said.externalId} was planned without its debtor`);
    return accountRow(planned, debtor, workspace, accountEvents.get(planned.id) ?? [], at);
  });
  await writeAccounts(tx, workspace, shard, rows);
  await stirOthers(tx, workspace, shard, touchedDebtors(plan, debtors, accounts), at);
  await addLooks(tx, workspace, shard, accounts, at);
}

/** The state is the statement and the events that the runner has folded in so far: those up to `lastEventAt`. */
function debtorRow(planned: PlannedDebtor, workspace: PortfolioWorkspace, events: readonly EventFact[], at: Instant): DebtorRow {
  const { statement, lastEventAt } = planned;
  const imported = statedDebtor(statement, planned.id, zoneOf(statement, workspace));
  const state = foldDebtor(imported, events, statement.asOf, lastEventAt ?? Number.NEGATIVE_INFINITY);
  return { state, statement, importedAt: at, lastEventAt };
}

/** Promises are settled only as far as the runner has come, so that journeys see each of them break. */
function accountRow(
  planned: PlannedAccount,
  debtor: PlannedDebtor,
  workspace: PortfolioWorkspace,
  events: readonly EventFact[],
  at: Instant,
): AccountRow {
  const { statement, lastEventAt } = planned;
  const imported = statedAccount(statement, planned.id, debtor.id);
  const folded = foldAccount(
    imported,
    events,
    zoneOf(debtor.statement, workspace),
    statement.asOf,
    lastEventAt ?? Number.NEGATIVE_INFINITY,
  );
  return { state: folded.state, statement, statedAt: at, lastEventAt, promises: folded.promises };
}

function zoneOf({ said }: DebtorStatement, workspace: PortfolioWorkspace): string {
  return zoneInForce({ timezone: said.timezone ?? null, country: said.country ?? null }, workspace.timezone);
}

async function readEvents(
  tx: Sql,
  shard: number,
  of: 'debtor' | 'account',
  planned: readonly (PlannedDebtor | PlannedAccount)[],
): Promise<ReadonlyMap<string, readonly EventFact[]>> {
  const events = new Map<string, EventFact[]>();
  const ids = planned.filter(({ lastEventAt }) => lastEventAt !== null).map(({ id }) => id);
  if (ids.length === 0) return events;
  const debtorIds =
    of === 'debtor' ? '$2::uuid[]' : 'array(select a.debtor_id from account a where a.shard = $1 and a.id = any($2::uuid[]))';
  const rows = await tx.query<EventFact & { of: string }>(
    `select e.${of}_id as "of", e.type, ${readInstant('e.at', 'at')}, e.payload
     from event e where e.shard = $1 and e.debtor_id = any(${debtorIds}) and e.${of}_id = any($2::uuid[]) and e.applied
     order by e.at, e.arrival`,
    [shard, ids],
  );
  for (const { of: id, ...event } of rows) {
    const list = events.get(id);
    if (list) list.push(event);
    else events.set(id, [event]);
  }
  return events;
}

/** Accounts that the batch leaves as they are but whose debtor's midnights moved: an open promise breaks at another instant. */
async function accountsInAnotherZone(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  debtors: readonly PlannedDebtor[],
  batch: ReadonlyMap<string, PlannedAccount>,
): Promise<readonly PlannedAccount[]> {
  const moved = debtors.filter(({ before, statement }) => before && zoneOf(before, workspace) !== zoneOf(statement, workspace));
  if (moved.length === 0) return [];
  const rows = await tx.query<{ id: string; imported: AccountStatement; lastEventAt: Instant | null }>(
    `select id, imported, ${readInstant('last_event_at', 'lastEventAt')}
     from account where shard = $1 and debtor_id = any($2::uuid[]) and promise_date is not null`,
    [shard, moved.map(({ id }) => id)],
  );
  const untouched = rows.filter(({ imported }) => {
    const planned = batch.get(imported.said.externalId);
    return !planned || planned.statement === planned.before;
  });
  return untouched.map(({ id, imported, lastEventAt }) => ({
    id,
    before: imported,
    statement: imported,
    lastEventAt,
    debtorExternalId: imported.said.debtorExternalId,
  }));
}

/** Debtors known before this batch of whom something changed: themselves, or an account that counts towards what they owe. */
function touchedDebtors(plan: ShardPlan, debtors: readonly PlannedDebtor[], accounts: readonly PlannedAccount[]): readonly string[] {
  const owners = accounts.flatMap(({ debtorExternalId }) => plan.debtors.get(debtorExternalId) ?? []);
  return [...new Set([...debtors, ...owners])].filter(({ before }) => before).map(({ id }) => id);
}

/**
 * A run, and an entry, may hang on any fact of the account, its debtor or the debtor's other accounts: due date, balance,
 * address, consent, total. So all accounts of a touched debtor count as stated anew, and their live enrollments wake.
 */
async function stirOthers(tx: Sql, workspace: PortfolioWorkspace, shard: number, debtorIds: readonly string[], at: Instant): Promise<void> {
  if (debtorIds.length === 0) return;
  await tx.query(
    `update account set stated_at = to_timestamp($3 / 1000.0)
     where shard = $1 and workspace_id = $2 and debtor_id = any($4::uuid[]) and stated_at is distinct from to_timestamp($3 / 1000.0)`,
    [shard, workspace.id, at, debtorIds],
  );
  await tx.query(
    `update enrollment set wake_at = least(wake_at, to_timestamp($3 / 1000.0))
     where shard = $1 and workspace_id = $2 and status = 'live' and account_id = any(array(
       select a.id from account a where a.shard = $1 and a.debtor_id = any($4::uuid[])))`,
    [shard, workspace.id, at, debtorIds],
  );
}

async function addLooks(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  accounts: readonly PlannedAccount[],
  at: Instant,
): Promise<void> {
  const instants = new Set([at]);
  for (const { statement } of accounts) if ((statement.said.openedAt ?? at) > at) instants.add(statement.said.openedAt ?? at);
  await tx.query(
    `insert into look (shard, workspace_id, at) select $1, $2, to_timestamp(u.at / 1000.0) from unnest($3::float8[]) as u(at)
     on conflict do nothing`,
    [shard, workspace.id, [...instants]],
  );
}
