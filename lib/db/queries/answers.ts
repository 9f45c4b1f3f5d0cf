import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** Where a contact can still go, in the order of its life; one that is in a dispatcher's hand is left alone. */
const BEFORE = { read: ['sent', 'delivered', 'unknown'], answered: ['sent', 'delivered', 'read', 'unknown'] } as const;

/** Says that a contact was read or answered, where it had come no further yet. */
export async function advanceContact(
  tx: Sql,
  workspaceId: number,
  shard: number,
  { enrollmentId, seq }: { readonly enrollmentId: string; readonly seq: number },
  status: 'read' | 'answered',
): Promise<void> {
  await tx.query(
    `update contact set status = $5 where shard = $1 and workspace_id = $2 and enrollment_id = $3 and seq = $4
       and status = any($6::text[]) and claimed_at is null`,
    [shard, workspaceId, enrollmentId, seq, status, BEFORE[status]],
  );
}

/** A run of an account of the debtor, as it stands. */
export interface StandingRun {
  readonly id: string;
  readonly account: string;
  readonly journey: string;
  readonly versionId: number;
  readonly node: string;
  readonly seq: number;
  readonly status: 'live' | 'ended';
  readonly outcome: string | null;
}

/** The runs of a debtor's accounts that are live, or were at an earlier look (`known`), by account and journey. */
export function standingRuns(
  tx: Sql,
  workspaceId: number,
  shard: number,
  debtorId: string,
  known: readonly string[],
): Promise<StandingRun[]> {
  return tx.query<StandingRun>(
    `select e.id, a.external_id as account, j.name as journey, e.version_id as "versionId", e.node, e.seq, e.status, e.outcome
       from account a join enrollment e on e.shard = $1 and e.account_id = a.id join journey j on j.id = e.journey_id
      where a.shard = $1 and a.workspace_id = $2 and a.debtor_id = $3 and (e.status = 'live' or e.id = any($4::uuid[]))
      order by a.external_id, j.name, e.run`,
    [shard, workspaceId, debtorId, known],
  );
}

/** The last instant at which something was sent to the debtor or moved one of their runs; null before the first. */
export async function lastStir(tx: Sql, shard: number, debtorId: string): Promise<Instant | null> {
  const [row] = await tx.query<{ at: Instant | null }>(
    `select (extract(epoch from greatest(
        (select max(c.queued_at) from contact c where c.shard = $1 and c.debtor_id = $2),
        (select max(e.arrived_at) from enrollment e where e.shard = $1 and e.status = 'live'
          and e.account_id = any(array(select a.id from account a where a.shard = $1 and a.debtor_id = $2))))) * 1000)::bigint as at`,
    [shard, debtorId],
  );
  return row?.at ?? null;
}

/** What an answer must know of the accounts of a contact: how much is owed, as it stands now. */
export interface OwedAccount {
  readonly externalId: string;
  readonly balance: number;
}

/** The balances of these accounts of one debtor. */
export function owedAccounts(
  tx: Sql,
  workspaceId: number,
  shard: number,
  debtorId: string,
  externalIds: readonly string[],
): Promise<OwedAccount[]> {
  return tx.query<OwedAccount>(
    `select external_id as "externalId", balance from account
      where shard = $1 and workspace_id = $2 and debtor_id = $3 and external_id = any($4::text[]) order by external_id`,
    [shard, workspaceId, debtorId, externalIds],
  );
}
