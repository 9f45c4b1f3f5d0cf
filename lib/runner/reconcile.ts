import type { Instant } from '#lib/base/instant.ts';
import { type ColumnSpec, readColumns } from '#lib/db/columns-io.ts';
import { leaseOf, leftBehindBefore, providerKey } from './contact-rows.ts';
import { recordDeliveries } from './deliveries.ts';
import { inHand } from './hand.ts';
import type { Runner } from './runner.ts';
import { CONTACT_COLUMNS, contactRecord, eachRow } from './world-columns.ts';

/**
 * Contacts that a dispatcher took in hand and never recorded, because it died: their fate is unknown. What the provider
 * says it accepted counts as sent; the rest becomes `unknown`, waits for a receipt or a person, and is never silently
 * sent again. Answers how many it found.
 */
export async function reconcileOrphans(runner: Runner, workspaceId: number, shard: number, systemNow: Instant): Promise<number> {
  const orphans = await inHand(runner, workspaceId, shard, systemNow, async ({ tx }) => {
    const columns = await readColumns(
      tx,
      `select ${Object.keys(CONTACT_COLUMNS).join(', ')} from contact
       where shard = $1 and workspace_id = $2 and status = 'queued' and claimed_at < ${leftBehindBefore(3)}`,
      [shard, workspaceId, ...leaseOf(runner)],
      CONTACT_COLUMNS satisfies ColumnSpec,
    );
    return eachRow(columns, (row) => ({
      record: contactRecord(row),
      debtorId: row.debtor_id,
      key: providerKey(shard, contactRecord(row)),
    }));
  });
  if (!orphans || orphans.length === 0) return 0;
  const accepted = await runner.channel.accepted(
    shard,
    orphans.map((orphan) => orphan.key),
  );
  const deliveries = [...accepted].map((key) => ({ key, kind: 'accepted' as const, reference: key }));
  await inHand(runner, workspaceId, shard, systemNow, ({ tx, claim }) =>
    recordDeliveries(runner, tx, { workspaceId, shard }, orphans, deliveries, claim.now),
  );
  return orphans.length;
}
