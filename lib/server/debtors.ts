import 'server-only';
import { DEBTOR_PAGE, type DebtorLine, type DebtorPage, type DebtorsQuery } from '#lib/api/debtors.ts';
import { daysBetween, isLocalDate, localDateOf } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Sql } from '#lib/db/client.ts';
import {
  countriesOf,
  type DebtorFilter,
  type DebtorPlace,
  type DebtorRow,
  debtorRows,
  matchingDebtors,
  namedDebtors,
  otherPlaces,
  owingPlaces,
} from '#lib/db/queries/debtors.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { type Bucket, bucketOf } from '#lib/facts/catalogue.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { UUID } from './uuid-text.ts';

/** The days past due of each bucket. */
const DAYS: Readonly<Record<Bucket, NonNullable<DebtorFilter['days']>>> = {
  pre: { from: null, to: -1 },
  due: { from: 0, to: 0 },
  '1-30': { from: 1, to: 30 },
  '31-60': { from: 31, to: 60 },
  '61-90': { from: 61, to: 90 },
  '90+': { from: 91, to: null },
};

type ShardPlace = DebtorPlace & { readonly shard: number };

/** What time it is in a workspace: its clock in test mode, else the system's. */
export function nowIn({ clockAt }: WorkspaceStanding): Instant {
  return clockAt ?? Date.now();
}

/**
 * One page of a workspace's debtors: the most overdue first, then those who owe nothing by a date. Every statement names
 * one shard: each shard gives its next places, they are merged here, and only the shards of the page are asked for lines.
 */
export async function debtorPage(db: Sql, workspace: WorkspaceStanding, query: DebtorsQuery): Promise<DebtorPage> {
  const limit = query.limit ?? DEBTOR_PAGE.usual;
  const now = nowIn(workspace);
  const search = query.search?.trim() ?? '';
  const among = search === '' ? null : await foundBy(db, workspace, search);
  const days = query.bucket ? DAYS[query.bucket] : null;
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const ask = async (shard: number): Promise<ShardPlace[]> => {
    const place = { workspaceId: workspace.id, shard, now };
    const filter = { country: query.country ?? null, days, among: among?.get(shard) ?? (among ? [] : null) };
    if (filter.among?.length === 0) return [];
    const owing = after?.part === 'others' ? [] : await owingPlaces(db, place, filter, after, limit + 1);
    const isShort = owing.length <= limit && days === null;
    const others = isShort
      ? await otherPlaces(db, place, filter, after?.part === 'others' ? after.debtorId : null, limit + 1 - owing.length)
      : [];
    return [...owing, ...others].map((one) => ({ ...one, shard }));
  };
  const places = (await byShard(shardsOf(workspace), ask)).flat().sort(inOrder);
  const page = places.slice(0, limit);
  const rows = await byShard([...new Set(page.map(({ shard }) => shard))], (shard) =>
    debtorRows(
      db,
      workspace.id,
      shard,
      now,
      page.flatMap((place) => (place.shard === shard ? [place.debtorId] : [])),
    ),
  );
  const rowOf = new Map(rows.flat().map((row) => [row.id, row]));
  const last = page.at(-1);
  return {
    debtors: page.flatMap(({ debtorId }) => lineOf(rowOf.get(debtorId), now)),
    next: places.length > limit && last ? writeCursor(last) : null,
  };
}

/** The countries in which a workspace has debtors. */
export async function debtorCountries(db: Sql, workspace: WorkspaceStanding): Promise<readonly string[]> {
  const found = await byShard(shardsOf(workspace), (shard) => countriesOf(db, workspace.id, shard));
  return [...new Set(found.flat())].sort();
}

/** Whom a search finds, by shard: who bears exactly this id; or else, whose names and ids hold the words. */
async function foundBy(db: Sql, workspace: WorkspaceStanding, search: string): Promise<ReadonlyMap<number, readonly string[]>> {
  const named = await inEach(workspace, (shard) => namedDebtors(db, workspace.id, shard, search));
  const isFound = [...named.values()].some((ids) => ids.length > 0);
  return isFound ? named : inEach(workspace, (shard) => matchingDebtors(db, workspace.id, shard, search));
}

async function inEach(workspace: WorkspaceStanding, ask: (shard: number) => Promise<readonly string[]>) {
  const shards = shardsOf(workspace);
  const found = await byShard(shards, ask);
  return new Map(shards.map((shard, index) => [shard, found[index] ?? []]));
}

/** The order of the statements: who owes by a date, by that date and the account; then the others by id. A uuid in lower case sorts as text like its bytes. */
function inOrder(a: DebtorPlace, b: DebtorPlace): number {
  if (a.part === 'owing' && b.part === 'owing') return compare(a.dueDate, b.dueDate) || compare(a.accountId, b.accountId);
  return a.part === b.part ? compare(a.debtorId, b.debtorId) : a.part === 'owing' ? -1 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineOf(row: DebtorRow | undefined, now: Instant): DebtorLine[] {
  if (!row) return [];
  const { externalId, name, country, zone, accounts, balances, dueDate, contactedAt, contactChannel } = row;
  const day = dueDate === null ? null : daysBetween(dueDate, localDateOf(now, zone));
  return [
    {
      externalId,
      name,
      country,
      accounts,
      balances: [...balances],
      day,
      bucket: day === null ? null : bucketOf(day),
      lastContact:
        contactedAt === null || contactChannel === null
          ? null
          : { at: formatInstant(contactedAt), ...localClock(contactedAt, zone), channel: contactChannel },
    },
  ];
}

function writeCursor(place: DebtorPlace): string {
  const text = place.part === 'owing' ? `${place.dueDate}.${place.accountId}.${place.debtorId}` : place.debtorId;
  return Buffer.from(text).toString('base64url');
}

const CURSOR = new RegExp(`^(?:(\\d{4}-\\d\\d-\\d\\d)\\.(${UUID})\\.)?(${UUID})$`);

function readCursor(cursor: string): DebtorPlace {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  const [, dueDate, accountId, debtorId] = parts ?? [];
  if (!debtorId || (dueDate !== undefined && !isLocalDate(dueDate)))
    throw new Refused(400, 'bad-request', [{ path: '$.cursor', message: 'No page begins here. Use the cursor of an answer, or none.' }]);
  return dueDate && accountId ? { part: 'owing', dueDate, accountId, debtorId } : { part: 'others', debtorId };
}
