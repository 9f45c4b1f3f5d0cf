import { localDateOf } from '#lib/base/civil.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import type { NewCall, TurnResult } from '#lib/interpreter/world.ts';
import { type CallBody, renderCallBody } from '#lib/message/call-body.ts';
import { insert, type Place } from './bulk.ts';
import { storeAnswers } from './call-rows.ts';
import type { DebtorTurn } from './debtor-turn.ts';
import type { Hand } from './hand.ts';

const CALL = {
  enrollment_id: 'uuid',
  seq: 'integer',
  version_id: 'integer',
  node: 'text',
  visit: 'integer',
  debtor_id: 'uuid',
  account_id: 'uuid',
  url: 'text',
  body: 'text',
  timeout_seconds: 'integer',
  status: 'name',
  created_at: 'instant',
  next_at: 'instant',
  ended_at: 'instant?',
  reason: 'name?',
  detail: 'text?',
} as const satisfies ColumnSpec;

/** Whose call it is, and where it goes. */
interface Written extends NewCall {
  readonly debtorId: string;
  readonly rendered: CallBody;
}

/**
 * Stores the calls that steps made, with their words, in the transaction of the turn. One whose words are no JSON has failed
 * before it left, and its run goes on at once. Needs the claim.
 */
export async function insertCalls({ tx, workspace, shard, setting }: Hand, turns: readonly DebtorTurn[]): Promise<void> {
  const made = turns.flatMap(({ debtorId, result }) => result.newCalls.map((call) => ({ ...call, debtorId })));
  if (made.length === 0) return;
  const calls = made.map((call): Written => ({ ...call, rendered: words(call, workspace) }));
  const columns: ReadonlyColumns<typeof CALL> = {
    enrollment_id: calls.map((one) => one.key.enrollmentId),
    seq: calls.map((one) => one.key.seq),
    version_id: calls.map((one) => one.versionId),
    node: calls.map((one) => one.node),
    visit: calls.map((one) => one.visit),
    debtor_id: calls.map((one) => one.debtorId),
    account_id: calls.map((one) => one.account.id),
    url: calls.map((one) => one.url),
    body: calls.map(({ rendered }) => (rendered.ok ? rendered.body : '')),
    timeout_seconds: calls.map((one) => one.timeoutSeconds),
    status: calls.map(({ rendered }) => (rendered.ok ? 'waiting' : 'failed')),
    created_at: calls.map((one) => one.at),
    next_at: calls.map((one) => one.at),
    ended_at: calls.map((one) => (one.rendered.ok ? null : one.at)),
    reason: calls.map(({ rendered }) => (rendered.ok ? null : 'body')),
    detail: calls.map(({ rendered }) => (rendered.ok ? null : rendered.problem)),
  };
  await insert(tx, 'webhook_call', { workspaceId: workspace.id, shard }, CALL, columns);
  const failed = calls.filter(({ rendered }) => !rendered.ok).map(({ key }) => key);
  await storeAnswers(tx, shard, failed, 'failed', setting.now);
}

function words({ body, account, debtor, at }: NewCall, workspace: Hand['workspace']): CallBody {
  return renderCallBody(body, {
    debtor,
    accounts: [account],
    today: localDateOf(at, debtor.zone),
    now: at,
    language: debtor.language ?? workspace.language,
    zone: debtor.zone,
    workspaceName: workspace.name,
  });
}

const OFF = { enrollment_id: 'uuid', seq: 'integer', ended_at: 'instant' } as const satisfies ColumnSpec;

/** Takes back the calls of runs that an exit rule ended, where nobody has begun them; the others are made to the end, since somebody may have heard. */
export async function callOff(tx: Sql, { shard }: Place, calledOff: TurnResult['calledOff']): Promise<void> {
  if (calledOff.length === 0) return;
  const columns: ReadonlyColumns<typeof OFF> = {
    enrollment_id: calledOff.map(({ key }) => key.enrollmentId),
    seq: calledOff.map(({ key }) => key.seq),
    ended_at: calledOff.map(({ at }) => at),
  };
  await tx.query(
    `update webhook_call c set status = 'cancelled', reason = 'exit', ended_at = u.ended_at from ${unnestColumns(OFF, 2)} u
     where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 2)})
       and c.status = 'waiting' and c.attempts = 0`,
    [shard, ...packColumns(OFF, columns)],
    { keep: true },
  );
}
