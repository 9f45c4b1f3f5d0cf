import type { Instant } from '#lib/base/instant.ts';
import { type CallFate, type CallingOut, postCall } from '#lib/channels/post-call.ts';
import { newSigningSecret, signatureOf } from '#lib/channels/webhook-signature.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { keepFirstSecret, signingSecrets } from '#lib/db/queries/signing-secrets.ts';
import { touchAgenda } from '#lib/portfolio/agenda.ts';
import { callId, storeAnswers } from './call-rows.ts';

/** Places where a process may die between a call and its answer: tests end it there. */
export type CallPoint = 'call-answered';

/** What sends a workspace's calls. */
export interface Caller {
  readonly db: Database;
  readonly out: CallingOut;
  /** After the nth attempt that was not taken, so many milliseconds pass before the next; after the last of them it has failed. */
  readonly delaysMs: readonly number[];
  readonly stopping: AbortSignal;
  /** Told before the process goes on from a point. */
  at(point: CallPoint): void;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Nine attempts over some six hours: an outage of a morning is survived, and a run is not kept for days. */
const DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 120 * MINUTE];

/** A receiver that asks for a pause longer than this gets this one. */
const LONGEST_PAUSE = 120 * MINUTE;

/** Beyond the timeout of a call, so long its sender has to store what it came to before it counts as dead. */
const MARGIN_SECONDS = 60;

/** So many calls of one workspace are under way at once in one process, so that a receiver that sleeps keeps only its own waiting. */
const AT_ONCE = 16;

/** A caller over this database that calls nothing inside a network. */
export function createCaller(db: Database, options: Partial<Omit<Caller, 'db'>> = {}): Caller {
  return {
    db,
    out: options.out ?? { allowsLoopback: false },
    delaysMs: options.delaysMs ?? DELAYS,
    stopping: options.stopping ?? db.closing,
    at: options.at ?? (() => undefined),
  };
}

/** A call in hand, with words and key. */
interface Claimed {
  readonly shard: number;
  readonly workspaceId: number;
  readonly enrollmentId: string;
  readonly seq: number;
  readonly url: string;
  readonly body: string;
  readonly timeoutSeconds: number;
  readonly attempts: number;
}

/** Workspaces with calls that are due, by the database's clock. */
export async function workspacesWithCalls(db: Database): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select distinct workspace_id as id from webhook_call where status = 'waiting' and next_at <= clock_timestamp()`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Makes every call of a workspace that is due, some at once, until none is; answers how many attempts it made. A call in another
 * worker's hand is left to it. One whose sender died is made again, once its time in hand is over, under the same id and
 * with the same words: unlike a message it may arrive twice, and its receiver knows it by its id.
 */
export async function sendCalls(caller: Caller, workspaceId: number): Promise<number> {
  let made = 0;
  while (!caller.stopping.aborted) {
    const claimed = await claimCalls(caller.db, workspaceId);
    if (claimed.length === 0) return made;
    made += claimed.length;
    const secrets = await secretsOf(caller.db, workspaceId);
    await Promise.all(claimed.map((call) => make(caller, call, secrets)));
  }
  return made;
}

/** Each claim names one shard. `skip locked`: two workers that claim at once get different calls. */
async function claimCalls(db: Database, workspaceId: number): Promise<readonly Claimed[]> {
  const shards = await db.query<{ shard: number }>(
    `select distinct shard from webhook_call where workspace_id = $1 and status = 'waiting' and next_at <= clock_timestamp() order by shard`,
    [workspaceId],
  );
  const claimed: Claimed[] = [];
  for (const { shard } of shards) {
    if (claimed.length >= AT_ONCE) break;
    claimed.push(...(await db.query<Claimed>(CLAIM, [shard, workspaceId, AT_ONCE - claimed.length, MARGIN_SECONDS])));
  }
  return claimed;
}

const CLAIM = `
  with due as (
    select enrollment_id, seq from webhook_call where shard = $1 and workspace_id = $2 and status = 'waiting' and next_at <= clock_timestamp()
     order by next_at, enrollment_id limit $3 for update skip locked)
  update webhook_call c set attempts = attempts + 1, tried_at = clock_timestamp(),
     next_at = clock_timestamp() + (c.timeout_seconds + $4) * interval '1 second'
    from due where c.shard = $1 and c.enrollment_id = due.enrollment_id and c.seq = due.seq
  returning c.shard, c.workspace_id as "workspaceId", c.enrollment_id as "enrollmentId", c.seq, c.url, c.body,
    c.timeout_seconds as "timeoutSeconds", c.attempts`;

async function secretsOf(db: Database, workspaceId: number): Promise<readonly string[]> {
  const known = await signingSecrets(db, workspaceId);
  if (known.length > 0) return known;
  await keepFirstSecret(db, workspaceId, newSigningSecret());
  return signingSecrets(db, workspaceId);
}

async function make(caller: Caller, call: Claimed, secrets: readonly string[]): Promise<void> {
  const id = callId(call.shard, call);
  const seconds = Math.floor(Date.now() / SECOND);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Cadenza',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatureOf(secrets, id, seconds, call.body),
  };
  const { url, body, timeoutSeconds } = call;
  const signal = caller.out.signal ? AbortSignal.any([caller.out.signal, caller.stopping]) : caller.stopping;
  const fate = await postCall({ url, headers, body, timeoutMs: timeoutSeconds * SECOND }, { ...caller.out, signal });
  // What was broken off because the process ends is nobody's failure: it is made again when its time in hand is over.
  if (caller.stopping.aborted && fate.kind === 'retry') return;
  caller.at('call-answered');
  await caller.db.transaction((tx) => record(tx, call, fate, caller.delaysMs, Date.now()));
}

/** Stores what an attempt came to, and with it the answer that its run waits for. Of two who record the same call the first ends it. */
async function record(tx: Sql, call: Claimed, fate: CallFate, delaysMs: readonly number[], now: Instant): Promise<void> {
  const { shard, workspaceId, enrollmentId, seq, attempts } = call;
  const delay = delaysMs[attempts - 1];
  if (fate.kind === 'retry' && delay !== undefined) {
    const pause = Math.min(Math.max(delay, fate.afterMs ?? 0), Math.max(delay, LONGEST_PAUSE));
    await tx.query(
      `update webhook_call set next_at = clock_timestamp() + $5::float8 * interval '1 millisecond', reason = $6, http_status = $7, detail = $8
       where shard = $1 and enrollment_id = $2 and seq = $3 and status = 'waiting' and attempts = $4`,
      [shard, enrollmentId, seq, attempts, pause, fate.reason, fate.httpStatus, fate.detail],
    );
    return;
  }
  const answer = fate.kind === 'ok' ? 'ok' : 'failed';
  const [reason, detail] = fate.kind === 'ok' ? [null, null] : [fate.reason, fate.detail];
  // First the agenda row, then rows of the shard, as everybody does.
  await touchAgenda(tx, workspaceId, shard, now);
  const ended = await tx.query(
    `update webhook_call set status = $4, ended_at = to_timestamp($5 / 1000.0), reason = $6, http_status = $7, detail = $8
     where shard = $1 and enrollment_id = $2 and seq = $3 and status = 'waiting' returning seq`,
    [shard, enrollmentId, seq, answer, now, reason, fate.httpStatus, detail],
  );
  if (ended.length > 0) await storeAnswers(tx, shard, [{ enrollmentId, seq }], answer, now);
}
