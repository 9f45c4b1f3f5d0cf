import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { externalIdSchema, instantSchema } from '#lib/facts/account-input.ts';
import { isAccountEvent, readEventPayload } from '#lib/facts/event-payload.ts';
import { touchAgenda } from './agenda.ts';
import { shardOf, shardsOf } from './shard.ts';
import type { Refusal } from './upsert-plan.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** Something that happened, as an import or a call tells it. `account` and `debtor` are external ids; one is enough. */
export interface EventInput {
  /** Sent twice, stored once; without it every sending is an event of its own. */
  readonly externalId?: string | null;
  readonly type: string;
  readonly at: Instant;
  readonly account?: string | null;
  readonly debtor?: string | null;
  readonly payload?: unknown;
}

type EventOutcome = 'stored' | 'duplicate' | 'refused';

export interface StoredEvents {
  readonly stored: number;
  readonly duplicate: number;
  readonly refused: readonly Refusal[];
  /** In the order of the events given. */
  readonly outcomes: readonly EventOutcome[];
}

/** An event whose account or debtor is known. */
interface Located {
  readonly index: number;
  readonly externalId: string;
  readonly debtorId: string;
  readonly accountId: string | null;
  readonly type: string;
  readonly at: Instant;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Checked {
  readonly index: number;
  readonly event: EventInput;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Known {
  readonly shard: number;
  readonly id: string;
  readonly debtorId: string;
}

/**
 * Stores events in the order given, not yet applied, and has the runner look when they take effect: at their `at`, or at
 * `now` (the workspace's clock) where that is past. Refuses, each with a sentence, what no account or debtor is known
 * for, what the server derives, wrong data, and in a live workspace what lies in the future. The rest are kept.
 */
export async function storeEvents(
  tx: Sql,
  workspace: PortfolioWorkspace,
  events: readonly EventInput[],
  now: Instant,
): Promise<StoredEvents> {
  const refused: Refusal[] = [];
  const outcomes: EventOutcome[] = events.map(() => 'refused');
  const sound = checkEvents(workspace, events, now, refused);
  const byShard = await locate(tx, workspace, sound, refused);
  let stored = 0;
  for (const shard of [...byShard.keys()].sort((a, b) => a - b)) {
    const here = byShard.get(shard) ?? [];
    const fresh = await insertEvents(tx, workspace, shard, here, now);
    const due: Instant[] = [];
    for (const event of here) {
      const isNew = fresh.delete(event.externalId);
      outcomes[event.index] = isNew ? 'stored' : 'duplicate';
      if (isNew) due.push(Math.max(event.at, now));
    }
    stored += due.length;
    if (due.length > 0)
      await touchAgenda(
        tx,
        workspace.id,
        shard,
        due.reduce((a, b) => Math.min(a, b)),
      );
  }
  return { stored, duplicate: outcomes.filter((outcome) => outcome === 'duplicate').length, refused, outcomes };
}

/** Which of these external ids are stored already, of events about one debtor's shard. Reads only. */
export async function knownEvents(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ externalId: string }>(
    'select external_id as "externalId" from event where shard = $1 and workspace_id = $2 and external_id = any($3::text[])',
    [shard, workspace.id, externalIds],
  );
  return new Set(rows.map((row) => row.externalId));
}

/**
 * Why an event cannot be taken whatever is known of its account and debtor, as a sentence: its type, its data, its
 * date, or that it names nobody. Null where it can.
 */
export function refusalOf(workspace: PortfolioWorkspace, event: EventInput, now: Instant): string | null {
  const payload = readEventPayload(event.type, event.payload);
  if (payload.ok) {
    const reason = whyRefused(workspace, event, now);
    return reason === null ? null : `${event.type}: ${reason}`;
  }
  const reasons = payload.problems.map(({ message }) => message).join('; ');
  return reasons.startsWith(event.type) ? reasons : `${event.type}: ${reasons}`;
}

function checkEvents(workspace: PortfolioWorkspace, events: readonly EventInput[], now: Instant, refused: Refusal[]): readonly Checked[] {
  const sound: Checked[] = [];
  for (const [index, event] of events.entries()) {
    const reason = refusalOf(workspace, event, now);
    const payload = readEventPayload(event.type, event.payload);
    if (reason === null && payload.ok) sound.push({ index, event, payload: payload.value });
    else refused.push({ kind: 'event', index, reason: reason ?? event.type });
  }
  return sound;
}

function whyRefused(workspace: PortfolioWorkspace, event: EventInput, now: Instant): string | null {
  if (!event.account && !event.debtor) return 'names neither an account nor a debtor';
  if (!event.account && isAccountEvent(event.type)) return 'names no account, and it is about one';
  const id = event.externalId === undefined || event.externalId === null ? null : externalIdSchema.safeParse(event.externalId);
  if (id && !id.success) return `externalId ${id.error.issues[0]?.message}`;
  const at = instantSchema.safeParse(event.at);
  if (!at.success) return `at ${at.error.issues[0]?.message}`;
  if (workspace.mode === 'live' && event.at > now) {
    return `is dated ${formatInstant(event.at)}, which is in the future; a live workspace takes only what has happened`;
  }
  return null;
}

async function locate(
  tx: Sql,
  workspace: PortfolioWorkspace,
  checked: readonly Checked[],
  refused: Refusal[],
): Promise<ReadonlyMap<number, readonly Located[]>> {
  const debtors = await findDebtors(tx, workspace, checked);
  const accounts = await findAccounts(tx, workspace, checked);
  const byShard = new Map<number, Located[]>();
  for (const { index, event, payload } of checked) {
    const account = event.account ? accounts.get(event.account) : null;
    const debtor = event.debtor ? debtors.get(event.debtor) : null;
    const reason = whyUnknown(event, account, debtor);
    const place = account ?? debtor;
    if (reason !== null || !place) {
      refused.push({ kind: 'event', index, reason: `${event.type}: ${reason}` });
      continue;
    }
    const located = {
      index,
      externalId: event.externalId ?? uuid7(),
      debtorId: place.debtorId,
      accountId: account?.id ?? null,
      type: event.type,
      at: event.at,
      payload,
    };
    const list = byShard.get(place.shard);
    if (list) list.push(located);
    else byShard.set(place.shard, [located]);
  }
  return byShard;
}

/** `undefined`: named and not found; `null`: not named. */
function whyUnknown(event: EventInput, account: Known | null | undefined, debtor: Known | null | undefined): string | null {
  if (account === undefined) return `account ${event.account} is unknown; send the account first`;
  if (debtor === undefined) return `debtor ${event.debtor} is unknown; send the debtor first`;
  if (account && debtor && account.debtorId !== debtor.id) return `account ${event.account} is not of debtor ${event.debtor}`;
  return null;
}

async function findDebtors(tx: Sql, workspace: PortfolioWorkspace, checked: readonly Checked[]): Promise<ReadonlyMap<string, Known>> {
  const names = new Set(checked.flatMap(({ event }) => (event.debtor ? [event.debtor] : [])));
  const found = new Map<string, Known>();
  for (const shard of shardsOf(workspace)) {
    const here = [...names].filter((name) => shardOf(workspace, name) === shard);
    if (here.length === 0) continue;
    const rows = await tx.query<{ externalId: string; id: string }>(
      'select external_id as "externalId", id from debtor where shard = $1 and workspace_id = $2 and external_id = any($3::text[])',
      [shard, workspace.id, here],
    );
    for (const { externalId, id } of rows) found.set(externalId, { shard, id, debtorId: id });
  }
  return found;
}

/** An account named without its debtor is asked for in one shard after another until it is found. */
async function findAccounts(tx: Sql, workspace: PortfolioWorkspace, checked: readonly Checked[]): Promise<ReadonlyMap<string, Known>> {
  const found = new Map<string, Known>();
  const hinted = new Map<number, Set<string>>();
  const anywhere = new Set<string>();
  for (const { event } of checked) {
    if (!event.account) continue;
    anywhere.add(event.account);
    if (!event.debtor) continue;
    const shard = shardOf(workspace, event.debtor);
    const set = hinted.get(shard) ?? new Set();
    hinted.set(shard, set.add(event.account));
  }
  for (const [shard, names] of hinted) await findIn(tx, workspace, shard, names, found);
  for (const shard of shardsOf(workspace)) {
    const missing = [...anywhere].filter((name) => !found.has(name));
    if (missing.length > 0) await findIn(tx, workspace, shard, missing, found);
  }
  return found;
}

async function findIn(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  names: Iterable<string>,
  found: Map<string, Known>,
): Promise<void> {
  const rows = await tx.query<{ externalId: string; id: string; debtorId: string }>(
    `select external_id as "externalId", id, debtor_id as "debtorId" from account
     where shard = $1 and workspace_id = $2 and external_id = any($3::text[])`,
    [shard, workspace.id, [...names]],
  );
  for (const { externalId, id, debtorId } of rows) found.set(externalId, { shard, id, debtorId });
}

/** Answers the external ids that were new. The sequence of arrival runs in the order of the rows. */
async function insertEvents(
  tx: Sql,
  workspace: PortfolioWorkspace,
  shard: number,
  events: readonly Located[],
  now: Instant,
): Promise<Set<string>> {
  const rows = await tx.query<{ externalId: string }>(
    `insert into event (shard, workspace_id, external_id, debtor_id, account_id, type, at, payload, received_at)
     select $1, $2, r."externalId", r."debtorId", r."accountId", r.type, to_timestamp(r.at / 1000.0), r.payload, to_timestamp($4 / 1000.0)
     from json_to_recordset($3::json) as r(place integer, "externalId" text, "debtorId" uuid, "accountId" uuid, type text,
       at double precision, payload jsonb)
     order by r.place
     on conflict (shard, workspace_id, external_id) do nothing
     returning external_id as "externalId"`,
    [shard, workspace.id, JSON.stringify(events.map((event, place) => ({ ...event, place }))), now],
  );
  return new Set(rows.map((row) => row.externalId));
}
