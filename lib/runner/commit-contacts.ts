import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { REPORTED } from '#lib/interpreter/reported-contact.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place } from './bulk.ts';
import type { DebtorTurn } from './debtor-turn.ts';

/** What every contact has from the beginning, whoever makes it. */
const MADE = {
  id: 'uuid',
  enrollment_id: 'uuid',
  seq: 'integer',
  journey_id: 'integer',
  version_id: 'integer',
  node: 'text',
  visit: 'integer',
  debtor_id: 'uuid',
  account_ids: 'uuids',
  enrollment_ids: 'uuids',
  channel: 'name',
  template: 'text',
  topic: 'text?',
  status: 'name',
  queued_at: 'instant',
} as const satisfies ColumnSpec;
const CONTACT = { ...MADE, ended_at: 'instant?', reason: 'text?' } as const satisfies ColumnSpec;
const REPORT = { ...MADE, sent_at: 'instant' } as const satisfies ColumnSpec;

/** Stores contacts made: the outbox, under the exactly-once key. */
export async function insertContacts(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const made = turns.flatMap(({ debtorId, result }) => result.newContacts.map((contact) => ({ ...contact, debtorId })));
  await insert(tx, 'contact', place, CONTACT, {
    id: made.map(() => uuid7()),
    enrollment_id: made.map((one) => one.key.enrollmentId),
    seq: made.map((one) => one.key.seq),
    journey_id: made.map((one) => one.journeyId),
    version_id: made.map((one) => one.versionId),
    node: made.map((one) => one.node),
    visit: made.map((one) => one.visit),
    debtor_id: made.map((one) => one.debtorId),
    account_ids: made.map((one) => one.accountIds),
    enrollment_ids: made.map((one) => one.enrollmentIds),
    channel: made.map((one) => one.channel),
    template: made.map((one) => one.template),
    topic: made.map((one) => one.topic),
    status: made.map((one) => one.status),
    queued_at: made.map((one) => one.queuedAt),
    ended_at: made.map((one) => (one.status === 'cancelled' ? one.queuedAt : null)),
    reason: made.map((one) => one.reason),
  });
}

/** Stores contacts that other systems reported: they left when they were made, and nothing is ever sent for them. */
export async function insertReported(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const told = turns.flatMap(({ debtorId, result }) => result.reported.map((contact) => ({ ...contact, debtorId })));
  await insert(tx, 'contact', place, REPORT, {
    id: told.map(() => uuid7()),
    enrollment_id: told.map((one) => one.enrollmentId),
    seq: told.map((one) => one.seq),
    journey_id: told.map((one) => one.journeyId),
    version_id: told.map(() => REPORTED),
    node: told.map((one) => one.node),
    visit: told.map(() => 1),
    debtor_id: told.map((one) => one.debtorId),
    account_ids: told.map((one) => one.accountIds),
    enrollment_ids: told.map((one) => one.enrollmentIds),
    channel: told.map((one) => one.channel),
    template: told.map(() => ''),
    topic: told.map((one) => one.topic),
    status: told.map((one) => one.status),
    queued_at: told.map((one) => one.queuedAt),
    sent_at: told.map((one) => one.queuedAt),
  });
}

const CHANGE = {
  enrollment_id: 'uuid',
  seq: 'integer',
  account_ids: 'uuids',
  enrollment_ids: 'uuids',
  status: 'name',
  reason: 'text?',
} as const satisfies ColumnSpec;

/** Contacts that at `now` lost or gained accounts. One that a dispatcher has already claimed is left: its last look was made. */
export async function changeContacts(tx: Sql, { shard }: Place, changed: TurnResult['changedContacts'], now: Instant): Promise<void> {
  if (changed.length === 0) return;
  const columns: ReadonlyColumns<typeof CHANGE> = {
    enrollment_id: changed.map((one) => one.key.enrollmentId),
    seq: changed.map((one) => one.key.seq),
    account_ids: changed.map((one) => one.accountIds),
    enrollment_ids: changed.map((one) => one.enrollmentIds),
    status: changed.map((one) => one.status),
    reason: changed.map((one) => one.reason),
  };
  await tx.query(
    `update contact c set account_ids = u.account_ids, enrollment_ids = u.enrollment_ids, status = u.status, reason = u.reason,
       ended_at = case when u.status = 'cancelled' then to_timestamp($2 / 1000.0) end
     from ${unnestColumns(CHANGE, 3)} u
     where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 3)})
       and c.status = 'queued' and c.claimed_at is null`,
    [shard, now, ...packColumns(CHANGE, columns)],
    { keep: true },
  );
}
