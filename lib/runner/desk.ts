import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { storedPolicy } from '#lib/db/queries/own-policy.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import type { World } from '#lib/interpreter/world.ts';
import type { Verdict } from '#lib/policy/verdict.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { policyInForce } from './policy-in-force.ts';
import { readWorlds } from './read-worlds.ts';

/** Where a task stands: its shard, and the key of the step that made it. */
export interface TaskPlace {
  readonly workspaceId: number;
  readonly shard: number;
  readonly enrollmentId: string;
  readonly seq: number;
}

/** A task in the hand of somebody at a desk. */
export interface TakenTask extends TaskPlace {
  readonly personId: string;
}

/** A contact that a person at a desk would like to begin. */
export interface DeskContact extends TaskPlace {
  readonly debtorId: string;
  readonly accountId: string;
  readonly channel: 'call' | 'visit' | 'letter';
}

/** What the policy says of it at `now`, the workspace's clock. */
export interface DeskVerdict {
  readonly verdict: Verdict;
  readonly now: Instant;
}

/** Asks the policy without reserving anything: for a button that is on or off. */
export async function judgeDeskContact(db: Sql, asked: DeskContact, systemNow: Instant): Promise<DeskVerdict> {
  const { workspaceId, shard, debtorId, accountId, channel, enrollmentId, seq } = asked;
  const workspace = await readWorkspace(db, workspaceId);
  const { own } = await storedPolicy(db, workspaceId);
  const now = workspaceNow(workspace, systemNow);
  const [loaded] = await readWorlds(db, shard, [debtorId], { now, wholeHistory: false, mayHaveEvents: false });
  if (!loaded) throw new Error(`there is no debtor ${debtorId}`);
  const { policy } = await policyInForce({ ...workspace, ownPolicy: own }, []);
  const account = loaded.world.accounts.find(({ state }) => state.id === accountId)?.state;
  const person = loaded.world.debtor.state;
  const verdict = policy.judge({
    channel,
    at: now,
    person,
    history: othersOf(loaded.world, enrollmentId, seq),
    accounts: loaded.world.accounts.map(({ state }) => state),
    debts: [accountId],
    daysPastDue: account?.dueDate ? daysBetween(account.dueDate, localDateOf(now, person.zone)) : null,
    promiseDate: account?.promise?.date ?? null,
  });
  return { verdict, now };
}

/** A contact begun anew for the same task does not count against itself. */
function othersOf({ contacts }: World, enrollmentId: string, seq: number) {
  return contacts.filter((record) => record.enrollmentId !== enrollmentId || record.seq !== seq);
}

/** Why a task cannot be worked by this person: it was closed meanwhile, or is in no hand or another's. */
type OutOfHand = 'task-closed' | 'task-taken';

/**
 * Begins a contact for a task: in one transaction with the shard held, so that no journey, worker or other desk can pass the
 * same cap, it looks whether the task is still open and this person's, asks the policy and reserves the contact in the debtor's
 * history. Where any of them says no, nothing is written. Begun twice it is one contact.
 */
export function beginDeskContact(db: Database, asked: DeskContact & TakenTask, systemNow: Instant): Promise<DeskVerdict | OutOfHand> {
  return db.transaction(async (tx) => {
    await holdShards(tx, asked.workspaceId, [asked.shard]);
    const fault = await outOfHand(tx, asked);
    if (fault) return fault;
    const judged = await judgeDeskContact(tx, asked, systemNow);
    if (judged.verdict.kind === 'allow') await reserve(tx, asked, judged.now);
    return judged;
  });
}

/** What may have changed since the person saw the task: a payment closes it, a colleague takes it after it was given back. */
async function outOfHand(tx: Sql, { workspaceId, shard, enrollmentId, seq, personId }: TakenTask): Promise<OutOfHand | null> {
  const [row] = await tx.query<{ isOpen: boolean; takenBy: string | null }>(
    `select status = 'open' and outcome is null as "isOpen", taken_by as "takenBy" from task
      where shard = $1 and workspace_id = $2 and enrollment_id = $3 and seq = $4`,
    [shard, workspaceId, enrollmentId, seq],
  );
  if (!row?.isOpen) return 'task-closed';
  return row.takenBy === personId ? null : 'task-taken';
}

async function reserve(tx: Sql, { workspaceId, shard, enrollmentId, seq, channel }: DeskContact, now: Instant): Promise<void> {
  await tx.query(
    `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id,
       account_ids, enrollment_ids, channel, template, status, queued_at, sent_at)
     select $1, $5, $2, t.enrollment_id, t.seq, e.journey_id, e.version_id, t.node, 1, t.debtor_id,
       array[t.account_id], array[t.enrollment_id], $6, '', 'sent', to_timestamp($7 / 1000.0), to_timestamp($7 / 1000.0)
       from task t join enrollment e on e.shard = t.shard and e.id = t.enrollment_id
      where t.shard = $1 and t.workspace_id = $2 and t.enrollment_id = $3 and t.seq = $4
     on conflict (shard, enrollment_id, seq) do update
       set status = 'sent', queued_at = excluded.queued_at, sent_at = excluded.sent_at, ended_at = null, reason = null
       where contact.status = 'cancelled'`,
    [shard, workspaceId, enrollmentId, seq, uuid7(), channel, now],
  );
  await stamp(tx, workspaceId, shard);
}

/**
 * Puts a task back on the list and takes back the contact that was begun for it and never made, both at once. Nothing happens
 * where the task is closed or in another hand.
 */
export async function giveTaskBack(db: Database, taken: TakenTask, systemNow: Instant): Promise<void> {
  const { workspaceId, shard, enrollmentId, seq } = taken;
  await db.transaction(async (tx) => {
    await holdShards(tx, workspaceId, [shard]);
    if (await outOfHand(tx, taken)) return;
    const now = workspaceNow(await readWorkspace(tx, workspaceId), systemNow);
    await tx.query(
      `update contact set status = 'cancelled', reason = 'not-made', ended_at = to_timestamp($5 / 1000.0)
        where shard = $1 and workspace_id = $2 and enrollment_id = $3 and seq = $4 and status = 'sent' and template = ''`,
      [shard, workspaceId, enrollmentId, seq, now],
    );
    await tx.query('update task set taken_by = null, taken_at = null where shard = $1 and enrollment_id = $2 and seq = $3', [
      shard,
      enrollmentId,
      seq,
    ]);
    await stamp(tx, workspaceId, shard);
  });
}

/** Whoever writes anything of a shard writes its agenda row too: what was decided before is then looked at again. */
async function stamp(tx: Sql, workspaceId: number, shard: number): Promise<void> {
  await tx.query('update agenda set next_at = next_at where shard = $1 and workspace_id = $2', [shard, workspaceId]);
}
