import type { Instant } from '#lib/base/instant.ts';
import { type ColumnSpec, readColumns } from '#lib/db/columns-io.ts';
import { releaseOffers, untoldBy } from './call-rows.ts';
import { changeContacts } from './commit-contacts.ts';
import { countTakenBack } from './commit-counts.ts';
import { insertTrace } from './commit-trace.ts';
import { failContacts } from './contact-rows.ts';
import { type Hand, inHand } from './hand.ts';
import { type Claimed, lookAtEach, writeWords } from './last-words.ts';
import { markClaimed, ROUND } from './message-rows.ts';
import { readWorlds } from './read-worlds.ts';
import type { Runner } from './runner.ts';
import { send } from './send.ts';
import { CONTACT_COLUMNS, contactRecord, eachRow } from './world-columns.ts';

/**
 * Sends queued contacts of a shard, in rounds: the last look, the words and the claim in one transaction; then the
 * provider; then what it answered in another. A contact whose fate is not known is never sent again. Returns how many
 * left the queue. `systemNow` is asked for each round: in live mode the last look is made when it is made, not when the
 * tick began, however long the queue.
 */
export async function dispatchQueued(runner: Runner, workspaceId: number, shard: number, systemNow: () => Instant): Promise<number> {
  let left = 0;
  while (!runner.stopping.aborted) {
    const round = await inHand(runner, workspaceId, shard, systemNow(), claimContacts);
    if (!round || round.left === 0) return left;
    left += round.left;
    runner.at('contacts-claimed');
    if (round.claimed.length > 0) await send(runner, workspaceId, shard, round.claimed, round.now);
    if (!round.hasMore) return left;
  }
  return left;
}

/** What one round took out of the queue, and what of it is to be sent. */
interface Round {
  readonly now: Instant;
  readonly left: number;
  readonly claimed: readonly Claimed[];
  readonly hasMore: boolean;
}

async function claimContacts(hand: Hand): Promise<Round> {
  const { tx, shard, workspace, setting } = hand;
  const rows = await readColumns(
    tx,
    `select ${Object.keys(QUEUED).join(', ')} from contact where shard = $1 and workspace_id = $2 and status = 'queued' and claimed_at is null
       and queued_at <= to_timestamp($3 / 1000.0) order by queued_at, id limit ${ROUND}`,
    [shard, workspace.id, setting.now],
    QUEUED,
  );
  const queued = eachRow(rows, (row) => ({
    record: contactRecord(row),
    debtorId: row.debtor_id,
    template: row.template,
    versionId: row.version_id,
  }));
  if (queued.length === 0) return { now: setting.now, left: 0, claimed: [], hasMore: false };
  const worlds = await readWorlds(tx, shard, [...new Set(queued.map((one) => one.debtorId))], { now: setting.now, wholeHistory: true });
  const worldOf = new Map(worlds.map((loaded) => [loaded.world.debtor.state.id, loaded]));
  // A debtor to whom something has just happened is left to the next turn: the last look must not miss a payment.
  const ready = queued.filter((one) => worldOf.get(one.debtorId)?.events.length === 0);
  const looks = lookAtEach(ready, worldOf, hand);
  const place = { workspaceId: workspace.id, shard };
  await changeContacts(
    tx,
    place,
    looks.flatMap((one) => (one.change ? [one.change] : [])),
    setting.now,
  );
  await insertTrace(
    tx,
    place,
    looks.flatMap((one) => one.trace),
  );
  await countTakenBack(
    tx,
    shard,
    looks.flatMap((one) => one.trace),
    new Map(ready.flatMap((one) => one.record.enrollmentIds.map((id) => [id, one.versionId]))),
  );
  const written = looks
    .filter((one) => one.change?.status !== 'cancelled')
    .map((one) => writeWords(one, worldOf.get(one.debtorId)?.world ?? null, hand));
  const failed = written.filter((one) => 'problem' in one);
  const claimed = written.filter((one) => 'message' in one);
  await failContacts(
    tx,
    shard,
    failed.map(({ record, problem }) => ({ record, reason: problem })),
    setting.now,
  );
  const struck = looks.flatMap(({ record: { node, queuedAt }, trace }) =>
    trace.map(({ enrollmentId }) => ({ enrollmentId, node, queuedAt })),
  );
  const unwritten = failed.flatMap(({ record }) => untoldBy(record));
  await releaseOffers(tx, shard, [...struck, ...unwritten], setting.now);
  await markClaimed(tx, shard, claimed);
  return { now: setting.now, left: ready.length, claimed, hasMore: queued.length === ROUND };
}

const QUEUED = { ...CONTACT_COLUMNS, template: 'text', version_id: 'integer' } as const satisfies ColumnSpec;
