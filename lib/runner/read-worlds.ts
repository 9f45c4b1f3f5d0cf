import { type Instant, MS_PER_DAY } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, type Columns, columnArray, packColumn, readColumns, readFew } from '#lib/db/columns-io.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { Program } from '#lib/interpreter/compile.ts';
import type { Enrollment } from '#lib/interpreter/enrollment.ts';
import type { EarlierRuns } from '#lib/interpreter/enter.ts';
import { type PendingEvent, runKey, type World } from '#lib/interpreter/world.ts';
import { type AccountStatement, type DebtorStatement, statedAccount, statedDebtor } from '#lib/portfolio/statement.ts';
import {
  ACCOUNT_COLUMNS,
  accountState,
  CONTACT_COLUMNS,
  CONTACT_SELECT,
  contactRecord,
  DEBTOR_COLUMNS,
  debtorState,
  ENROLLMENT_COLUMNS,
  EVENT_COLUMNS,
  eachRow,
  enrollmentOf,
  type Row,
} from './world-columns.ts';

/** A debtor's world with what waits to be told to it. `enrollments` in the world are live; `runs` holds the ended ones too. */
export interface LoadedWorld {
  readonly world: World;
  readonly events: readonly (PendingEvent & { readonly arrival: number })[];
  readonly runs: ReadonlyMap<string, Enrollment>;
}

/** How far back contacts are read: enough for counts of 30 local dates, whatever the zone. */
const HISTORY_DAYS = 32;

/** What to read beside the debtors themselves. */
export interface Reading {
  readonly now: Instant;
  /** See `needsWholeHistory`. */
  readonly wholeHistory: boolean;
  /** False where it is known that nothing waits to be told to any of these debtors, or where nobody asks. */
  readonly mayHaveEvents?: boolean;
}

/** True where the last 32 days may not hold what is asked: when somebody was last told (`lastContactAt`), or a topic that is remembered for longer. */
export function needsWholeHistory(programs: readonly Pick<Program, 'readsLastContact'>[], topicDays: number): boolean {
  return topicDays > HISTORY_DAYS || programs.some(({ readsLastContact }) => readsLastContact);
}

/** Reads the worlds of these debtors of one shard: a fixed number of statements, whatever their number. */
export async function readWorlds(tx: Sql, shard: number, debtorIds: readonly string[], reading: Reading): Promise<LoadedWorld[]> {
  const ids = packColumn('uuid', debtorIds);
  const byDebtor = `shard = $1 and debtor_id = any(${columnArray('uuid', 2)})`;
  const events = reading.mayHaveEvents !== false ? await readPending(tx, shard, ids, debtorIds.length, reading.now) : [];
  const byId = `shard = $1 and id = any(${columnArray('uuid', 2)})`;
  const debtors = await read(tx, 'debtor', DEBTOR_COLUMNS, byId, [shard, ids], debtorIds.length);
  const accounts = await read(tx, 'account', ACCOUNT_COLUMNS, byDebtor, [shard, ids]);
  const byAccount = `shard = $1 and account_id = any(${columnArray('uuid', 2)})`;
  const accountIds = packColumn('uuid', accounts.id);
  const runs = await read(tx, 'enrollment', ENROLLMENT_COLUMNS, byAccount, [shard, accountIds], accounts.id.length);
  const since = reading.wholeHistory ? 0 : reading.now - HISTORY_DAYS * MS_PER_DAY;
  const contacts = await readColumns(
    tx,
    `select ${CONTACT_SELECT} from contact where ${byDebtor} and queued_at > to_timestamp($3 / 1000.0) and status <> 'cancelled' order by queued_at, id`,
    [shard, ids, since],
    CONTACT_COLUMNS,
  );
  const bases = events.length === 0 ? NO_BASES : await readBases(tx, shard, events, late(events, debtors, accounts));

  const eventsOf = Map.groupBy(events, (event) => event.debtorId);
  const contactsOf = Map.groupBy(
    eachRow(contacts, (row) => ({ debtorId: row.debtor_id, record: contactRecord(row) })),
    (one) => one.debtorId,
  );
  const enrollmentsOf = Map.groupBy(eachRow(runs, enrollmentOf), (run) => run.accountId);
  const accountsOf = Map.groupBy(
    eachRow(accounts, (row) => ({ state: accountState(row), foldedUntil: row.last_event_at, base: bases.accounts.get(row.id) ?? null })),
    (account) => account.state.debtorId,
  );
  return eachRow(debtors, (row) => {
    const owned = accountsOf.get(row.id) ?? [];
    const all = owned.flatMap((account) => enrollmentsOf.get(account.state.id) ?? []);
    const base = bases.debtors.get(row.id) ?? null;
    return {
      events: eventsOf.get(row.id) ?? [],
      runs: new Map(all.map((run) => [run.id, run])),
      world: {
        debtor: { state: debtorState(row), foldedUntil: row.last_event_at, base },
        accounts: owned,
        enrollments: all.filter((run) => run.status === 'live'),
        earlierRuns: earlierRuns(all),
        contacts: (contactsOf.get(row.id) ?? []).map((one) => one.record),
      },
    };
  });
}

/** Up to so many rows are read as rows, more as whole columns. */
const FEW = 20;

/** `about` rows are to be expected. */
function read<S extends ColumnSpec>(
  tx: Sql,
  table: string,
  spec: S,
  where: string,
  values: readonly unknown[],
  about = Number.POSITIVE_INFINITY,
): Promise<Columns<S>> {
  const way = about <= FEW ? readFew : readColumns;
  return way(tx, `select ${Object.keys(spec).join(', ')} from ${table} where ${where}`, values, spec);
}

type Pending = PendingEvent & { readonly arrival: number; readonly debtorId: string };

async function readPending(tx: Sql, shard: number, ids: string, about: number, now: Instant): Promise<Pending[]> {
  const where = `shard = $1 and debtor_id = any(${columnArray('uuid', 2)}) and not applied and at <= to_timestamp($3 / 1000.0) order by at, arrival`;
  return eachRow(await read(tx, 'event', EVENT_COLUMNS, where, [shard, ids, now], about), eventOf);
}

function eventOf({ arrival, debtor_id, account_id, type, at, payload }: Row<typeof EVENT_COLUMNS>): Pending {
  return { arrival, debtorId: debtor_id, accountId: account_id, type, at, payload: payload as EventFact['payload'] };
}

type Bases = {
  readonly debtors: ReadonlyMap<string, NonNullable<World['debtor']['base']>>;
  readonly accounts: ReadonlyMap<string, NonNullable<World['accounts'][number]['base']>>;
};
const NO_BASES: Bases = { debtors: new Map(), accounts: new Map() };

function eventful(events: readonly Pending[]): readonly string[] {
  return [...new Set(events.map((event) => event.debtorId))];
}

/** Debtors to whom something comes that is older than what was folded in: all their earlier events are needed. */
function late(
  events: readonly Pending[],
  debtors: { readonly id: readonly string[]; readonly last_event_at: readonly (Instant | null)[] },
  accounts: { readonly id: readonly string[]; readonly last_event_at: readonly (Instant | null)[] },
): readonly string[] {
  const folded = new Map<string, Instant | null>();
  for (const { id, last_event_at } of [debtors, accounts]) id.forEach((one, index) => void folded.set(one, last_event_at[index] ?? null));
  const isLate = (event: Pending) =>
    [event.debtorId, event.accountId].some((id) => id !== null && event.at < (folded.get(id) ?? Number.NEGATIVE_INFINITY));
  return eventful(events.filter(isLate));
}

/** What was imported about the debtors and accounts of these events; with all applied events of the debtors in `lateIds`. */
async function readBases(tx: Sql, shard: number, events: readonly Pending[], lateIds: readonly string[]): Promise<Bases> {
  const accountIds = [...new Set(events.flatMap((event) => event.accountId ?? []))];
  const debtors = await tx.query<{ id: string; zone: string; imported: DebtorStatement }>(
    'select id, zone, imported from debtor where shard = $1 and id = any($2::uuid[])',
    [shard, eventful(events)],
    { keep: true },
  );
  const accounts = await tx.query<{ id: string; debtorId: string; imported: AccountStatement }>(
    'select id, debtor_id as "debtorId", imported from account where shard = $1 and id = any($2::uuid[])',
    [shard, accountIds],
    { keep: true },
  );
  const isLate = new Set(lateIds);
  const applied = lateIds.length === 0 ? [] : await readApplied(tx, shard, lateIds);
  const ofDebtor = Map.groupBy(applied, (event) => event.debtorId);
  const ofAccount = Map.groupBy(applied, (event) => event.accountId);
  return {
    debtors: new Map(
      debtors.map(({ id, zone, imported }) => [
        id,
        { imported: statedDebtor(imported, id, zone), asOf: imported.asOf, past: isLate.has(id) ? (ofDebtor.get(id) ?? []) : null },
      ]),
    ),
    accounts: new Map(
      accounts.map(({ id, debtorId, imported }) => [
        id,
        {
          imported: statedAccount(imported, id, debtorId),
          asOf: imported.asOf,
          past: isLate.has(debtorId) ? (ofAccount.get(id) ?? []) : null,
        },
      ]),
    ),
  };
}

async function readApplied(tx: Sql, shard: number, debtorIds: readonly string[]): Promise<Pending[]> {
  const where = `shard = $1 and debtor_id = any(${columnArray('uuid', 2)}) and applied and type not in ('promise.kept', 'promise.broken') order by at, arrival`;
  return eachRow(await read(tx, 'event', EVENT_COLUMNS, where, [shard, packColumn('uuid', debtorIds)]), eventOf);
}

/** By account and journey: how many runs there were, and how the newest stands. */
function earlierRuns(runs: readonly Enrollment[]): Map<string, EarlierRuns> {
  const earlier = new Map<string, EarlierRuns>();
  for (const { accountId, journeyId, run, status, enteredAt, endedAt } of runs) {
    const key = runKey(accountId, journeyId);
    if ((earlier.get(key)?.count ?? 0) < run)
      earlier.set(key, { count: run, live: status === 'live', lastEnteredAt: enteredAt, lastEndedAt: endedAt });
  }
  return earlier;
}
