import 'server-only';
import { CALL_REASONS, type CallStanding, type CallsStanding, type SecretMade } from '#lib/api/webhook-calls.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { formatInstant } from '#lib/base/instant.ts';
import { newSigningSecret } from '#lib/channels/webhook-signature.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { replaceSecret, signingStanding } from '#lib/db/queries/signing-secrets.ts';
import { stuckCalls } from '#lib/db/queries/webhook-calls.ts';
import type { Doing } from './people.ts';

/** So long the secret before signs too: time for a receiver to take the new one. */
const OVERLAP_HOURS = 24;
const SHOWN = 10;

/** How the workspace's calls are signed, and which were tried and not taken so far. */
export async function readCalls(sql: Sql, { id, timezone }: Doing['workspace']): Promise<CallsStanding> {
  const [signing, stuck] = await Promise.all([signingStanding(sql, id), stuckCalls(sql, id, SHOWN)]);
  return {
    signing: signing && {
      ...signing,
      since: localDateOf(signing.since, timezone),
      formerUntil: signing.formerUntil === null ? null : localDateOf(signing.formerUntil, timezone),
    },
    stuck: {
      count: stuck.count,
      oldest: stuck.oldest.map(({ debtor, journey, since, next, ...call }) => ({
        ...callStanding({ ...call, status: 'waiting' }),
        debtor,
        journey,
        since: formatInstant(since),
        next: formatInstant(next),
      })),
    },
  };
}

/** A new secret, told this once; the one before signs beside it for a day. */
export async function makeSecret(db: Database, { workspace, personId }: Doing): Promise<SecretMade> {
  const secret = newSigningSecret();
  await db.transaction(async (tx) => {
    await replaceSecret(tx, workspace.id, secret, personId, OVERLAP_HOURS);
    await noteDeed(tx, { workspaceId: workspace.id, personId, action: 'signing-secret.make', subject: 'webhooks' });
  });
  return { secret, calls: await readCalls(db, workspace) };
}

/** A call as it is stored. */
interface StoredCall {
  readonly url: string;
  readonly status: CallStanding['status'];
  readonly reason: string | null;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly detail: string | null;
}

/** How a stored call stands. Of its address the host is told: what follows it may be a key. */
export function callStanding({ url, reason, status, httpStatus, attempts, detail }: StoredCall): CallStanding {
  const known = CALL_REASONS.find((one) => one === reason) ?? null;
  return { host: URL.parse(url)?.host ?? url, status, reason: known, httpStatus, attempts, detail };
}
