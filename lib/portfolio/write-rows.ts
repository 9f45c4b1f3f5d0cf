import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { PromiseRecord } from '#lib/facts/account-events.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { type Column, upsertStatement } from './hot-rows.ts';
import type { AccountStatement, DebtorStatement } from './statement.ts';
import type { PortfolioWorkspace } from './workspace.ts';

const DEBTOR_COLUMNS: readonly Column[] = [
  ['id', 'uuid'],
  ['external_id', 'text'],
  ['name', 'text'],
  ['language', 'text'],
  ['country', 'text'],
  ['subdivision', 'text'],
  ['timezone', 'text'],
  ['zone', 'text'],
  ['email', 'text'],
  ['phone', 'text'],
  ['whatsapp', 'text'],
  ['push_count', 'integer'],
  ['postal', 'text'],
  ['hours_override', 'json'],
  ['cease_request', 'boolean'],
  ['attorney_represented', 'boolean'],
  ['call_consent_at', 'instant'],
  ['preferred_channel', 'text'],
  ['preferred_from', 'text'],
  ['preferred_to', 'text'],
  ['preference_source', 'text'],
  ['preference_at', 'instant'],
  ['paperless', 'boolean'],
  ['consent', 'json'],
  ['hard_failed', 'json'],
  ['last_reply_at', 'instant'],
  ['attributes', 'json'],
  ['imported', 'json'],
  ['imported_at', 'instant'],
  ['last_event_at', 'instant'],
];

const ACCOUNT_COLUMNS: readonly Column[] = [
  ['id', 'uuid'],
  ['external_id', 'text'],
  ['debtor_id', 'uuid'],
  ['product', 'text'],
  ['currency', 'text'],
  ['balance', 'bigint'],
  ['principal', 'bigint'],
  ['due_date', 'text'],
  ['opened_at', 'instant'],
  ['status', 'text'],
  ['segment', 'text'],
  ['score', 'double precision'],
  ['tags', 'json'],
  ['attributes', 'json'],
  ['last_payment_at', 'instant'],
  ['last_payment_amount', 'bigint'],
  ['paid_total', 'bigint'],
  ['surplus', 'bigint'],
  ['promise_date', 'text'],
  ['promise_amount', 'bigint'],
  ['promise_paid', 'bigint'],
  ['promise_made_at', 'instant'],
  ['promise_breaks_at', 'instant'],
  ['broken_promises', 'integer'],
  ['promises_made', 'integer'],
  ['status_before_dispute', 'text'],
  ['disputed_at', 'instant'],
  ['imported', 'json'],
  ['as_of', 'instant'],
  ['stated_at', 'instant'],
  ['last_event_at', 'instant'],
];

const WRITE_DEBTORS = upsertStatement('debtor', DEBTOR_COLUMNS);
const WRITE_ACCOUNTS = upsertStatement('account', ACCOUNT_COLUMNS);

/** A debtor as it is to stand. `lastEventAt` is the newest event in the state. */
export interface DebtorRow {
  readonly state: DebtorState;
  readonly statement: DebtorStatement;
  readonly importedAt: Instant;
  readonly lastEventAt: Instant | null;
}

/** An account as it is to stand, with those of its promises that changed. */
export interface AccountRow {
  readonly state: AccountState;
  readonly statement: AccountStatement;
  /** When an import made or changed it: at that instant it is looked at for entry. */
  readonly statedAt: Instant;
  readonly lastEventAt: Instant | null;
  readonly promises: readonly PromiseRecord[];
}

/** Writes whole debtors of one shard, new or not, in one statement. */
export async function writeDebtors(tx: Sql, workspace: PortfolioWorkspace, shard: number, rows: readonly DebtorRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(WRITE_DEBTORS, [shard, workspace.id, JSON.stringify(rows.map(debtorCells))]);
}

/** Writes whole accounts of one shard, new or not, and their promises. */
export async function writeAccounts(tx: Sql, workspace: PortfolioWorkspace, shard: number, rows: readonly AccountRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(WRITE_ACCOUNTS, [shard, workspace.id, JSON.stringify(rows.map(accountCells))]);
  const promises = rows.flatMap((row) => row.promises.map((promise) => ({ ...promise, accountId: row.state.id })));
  if (promises.length === 0) return;
  await tx.query(
    `insert into promise (shard, workspace_id, account_id, number, amount, date, status, made_at, ended_at)
     select $1, $2, r."accountId", r.number, r.amount, r.date, r.status, to_timestamp(r."madeAt" / 1000.0), to_timestamp(r."endedAt" / 1000.0)
     from json_to_recordset($3::json) as r("accountId" uuid, number integer, amount bigint, date text, status text,
       "madeAt" double precision, "endedAt" double precision)
     on conflict (shard, account_id, number) do update
     set amount = excluded.amount, date = excluded.date, status = excluded.status, made_at = excluded.made_at, ended_at = excluded.ended_at`,
    [shard, workspace.id, JSON.stringify(promises)],
  );
}

function debtorCells({ state, statement, importedAt, lastEventAt }: DebtorRow): Record<string, unknown> {
  return {
    id: state.id,
    external_id: state.externalId,
    name: state.name,
    language: state.language,
    country: state.country,
    subdivision: state.subdivision,
    timezone: state.timezone,
    zone: state.zone,
    email: state.email,
    phone: state.phone,
    whatsapp: state.whatsapp,
    push_count: state.pushCount,
    postal: state.postal,
    hours_override: state.hoursOverride,
    cease_request: state.ceaseRequest,
    attorney_represented: state.attorneyRepresented,
    call_consent_at: state.callConsentAt,
    preferred_channel: state.preferredChannel,
    preferred_from: state.preferredFrom,
    preferred_to: state.preferredTo,
    preference_source: state.preferenceSource,
    preference_at: state.preferenceAt,
    paperless: state.paperless,
    consent: state.consent,
    hard_failed: state.hardFailed,
    last_reply_at: state.lastReplyAt,
    attributes: state.attributes,
    imported: statement,
    imported_at: importedAt,
    last_event_at: lastEventAt,
  };
}

function accountCells({ state, statement, statedAt, lastEventAt }: AccountRow): Record<string, unknown> {
  return {
    id: state.id,
    external_id: state.externalId,
    debtor_id: state.debtorId,
    product: state.product,
    currency: state.currency,
    balance: state.balance,
    principal: state.principal,
    due_date: state.dueDate,
    opened_at: state.openedAt,
    status: state.status,
    segment: state.segment,
    score: state.score,
    tags: state.tags,
    attributes: state.attributes,
    last_payment_at: state.lastPaymentAt,
    last_payment_amount: state.lastPaymentAmount,
    paid_total: state.paidTotal,
    surplus: state.surplus,
    promise_date: state.promise?.date ?? null,
    promise_amount: state.promise?.amount ?? null,
    promise_paid: state.promise?.paid ?? null,
    promise_made_at: state.promise?.madeAt ?? null,
    promise_breaks_at: state.promise?.breaksAt ?? null,
    broken_promises: state.brokenPromises,
    promises_made: state.promisesMade,
    status_before_dispute: state.statusBeforeDispute,
    disputed_at: state.disputedAt,
    imported: statement,
    as_of: statement.asOf.balance,
    stated_at: statedAt,
    last_event_at: lastEventAt,
  };
}
