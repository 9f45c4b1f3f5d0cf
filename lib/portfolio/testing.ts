import { Readable } from 'node:stream';
import { daysBetween, nextDayStart, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type AccountAsOf, foldAccount, importedAccount } from '#lib/facts/account-events.ts';
import { accountAsOf } from '#lib/facts/as-of.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import { readInstant } from './hot-rows.ts';
import type { LoadedPortfolio } from './load-file.ts';
import { type Mapping, type MappingDocument, readMapping } from './mapping.ts';
import type { AccountStatement } from './statement.ts';

/** A mapping for tests: invoices of debtors, in dollars, dates month first. Throws where it is unsound. */
export function testMapping(more: Partial<MappingDocument> = {}): Mapping {
  const read = readMapping({
    format: 'cadenza.mapping/1',
    dates: 'mdy',
    decimal: '.',
    timezone: 'America/Bogota',
    currency: 'USD',
    columns: { customer: 'debtor.id', invoice: 'account.id', due: 'account.dueDate', amount: 'account.balance', paid: 'payment.at' },
    ...more,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** A file's bytes in pieces of `size`, so that characters, quotes and lines are cut in two. */
export function bytesOf(file: string | Uint8Array, size = 65_536): AsyncIterable<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  return Readable.from(pieces);
}

/** Text as Windows-1252 bytes, for letters that have the same number there as in Unicode, and the euro sign. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
}

/** Open accounts of one bucket: how many, and what they owe in minor units. */
interface AgingBucket {
  readonly count: number;
  readonly amount: number;
}

/** What is owed at the end of a date: accounts that exist by then and have something left to pay. */
export interface Aging {
  readonly open: AgingBucket;
  readonly debtorsOpen: number;
  readonly debtorsPastDue: number;
  readonly buckets: Readonly<Record<string, AgingBucket>>;
}

/** An imported account with its events: what a file or the tables hold. */
export interface AccountHistory {
  readonly imported: AccountState;
  readonly asOf: AccountAsOf;
  readonly events: readonly EventFact[];
}

/** Folds every account to the end of the date in the zone and sorts what is open into buckets of days past due. */
export function agingAt(accounts: readonly AccountHistory[], date: LocalDate, zone: string): Aging {
  const end = nextDayStart(startOfDay(date, zone), zone) - 1;
  const existing = accounts.filter(({ imported }) => (imported.openedAt ?? end) <= end);
  const open = existing
    .map(({ imported, asOf, events }) => foldAccount(imported, events, zone, asOf, end).state)
    .filter((state) => state.balance > 0 && state.dueDate !== null);
  const late = (state: AccountState) => daysBetween(state.dueDate ?? date, date);
  const bucketOf = (within: (days: number) => boolean): AgingBucket => {
    const inside = open.filter((state) => within(late(state)));
    return { count: inside.length, amount: inside.reduce((sum, state) => sum + state.balance, 0) };
  };
  return {
    open: bucketOf(() => true),
    debtorsOpen: new Set(open.map(({ debtorId }) => debtorId)).size,
    debtorsPastDue: new Set(open.filter((state) => late(state) > 0).map(({ debtorId }) => debtorId)).size,
    buckets: {
      not_due: bucketOf((days) => days < 0),
      due_today: bucketOf((days) => days === 0),
      '1-30': bucketOf((days) => days >= 1 && days <= 30),
      '31-60': bucketOf((days) => days >= 31 && days <= 60),
      '61-90': bucketOf((days) => days >= 61 && days <= 90),
      over_90: bucketOf((days) => days > 90),
    },
  };
}

/** The accounts of a loaded file as an import at `at` would take them over. Debtors go by their external ids. */
export function historiesOf(portfolio: LoadedPortfolio, at: Instant): readonly AccountHistory[] {
  const events = new Map<string, EventFact[]>();
  for (const { account, type, at: when, payload } of portfolio.events) {
    const fact = { type, at: when, payload: { ...(typeof payload === 'object' ? payload : {}) } };
    const list = events.get(account ?? '');
    if (list) list.push(fact);
    else events.set(account ?? '', [fact]);
  }
  return portfolio.accounts.map((input) => ({
    imported: importedAccount(input, input.externalId, input.debtorExternalId),
    asOf: accountAsOf(input, at),
    events: events.get(input.externalId) ?? [],
  }));
}

/** The accounts of a workspace with all their events, applied or not. */
export async function historiesIn(sql: Sql, workspaceId: number): Promise<readonly AccountHistory[]> {
  const accounts = await sql.query<{ id: string; debtor: string; imported: AccountStatement }>(
    'select id, debtor_id debtor, imported from account where workspace_id = $1',
    [workspaceId],
  );
  const rows = await sql.query<EventFact & { account: string }>(
    `select account_id account, type, ${readInstant('at', 'at')}, payload from event where workspace_id = $1 order by at, arrival`,
    [workspaceId],
  );
  const events = Map.groupBy(rows, ({ account }) => account);
  return accounts.map(({ id, debtor, imported }) => ({
    imported: importedAccount(imported.said, id, debtor),
    asOf: imported.asOf,
    events: events.get(id) ?? [],
  }));
}
