import type { Instant } from '#lib/base/instant.ts';
import type { Delivery } from '#lib/channels/channel.ts';
import type { Sql } from '#lib/db/client.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { touchAgenda } from '#lib/portfolio/agenda.ts';
import type { Place } from './bulk.ts';
import { releaseOffers, untoldBy } from './call-rows.ts';
import { insertEvents } from './commit-events.ts';
import { failContacts, setContacts, settleContacts } from './contact-rows.ts';
import type { Runner } from './runner.ts';

/** A contact that was handed to the provider, under its key there. */
export interface HandedOver {
  readonly record: ContactRecord;
  readonly debtorId: string;
  readonly key: string;
}

/**
 * Records what the provider said of each contact; one of which it said nothing is `unknown`, until an answer comes late.
 * Events follow where a journey hears them: once, whoever records, a dispatcher or whoever took it for dead. The shard is
 * held: first it, then its contacts, as everybody does, so that two who record the same cannot wait for each other.
 */
export async function recordDeliveries(
  runner: Runner,
  tx: Sql,
  place: Place,
  claimed: readonly HandedOver[],
  deliveries: readonly Delivery[],
  now: Instant,
): Promise<void> {
  const { workspaceId, shard } = place;
  const answers = new Map(deliveries.map((delivery) => [delivery.key, delivery]));
  const byAnswer = Map.groupBy(claimed, (one) => answers.get(one.key)?.kind ?? 'silent');
  const accepted = byAnswer.get('accepted') ?? [];
  const refused = byAnswer.get('refused') ?? [];
  const sentNow = await settleContacts(
    tx,
    shard,
    accepted.map((one) => one.record),
    `status = 'sent', claimed_at = null, reason = null, sent_at = to_timestamp($4 / 1000.0)`,
    [now],
  );
  await setContacts(
    tx,
    shard,
    (byAnswer.get('silent') ?? []).map((one) => one.record),
    `status = 'unknown', claimed_at = null, reason = 'provider'`,
  );
  const reasons = refused.flatMap((one) => {
    const answer = answers.get(one.key);
    return answer?.kind === 'refused' ? [{ ...one, reason: answer.reason, hard: answer.hard }] : [];
  });
  const failedNow = await failContacts(tx, shard, reasons, now);
  const untold = refused.filter((one) => failedNow.has(one.key)).flatMap(({ record }) => untoldBy(record));
  await releaseOffers(tx, shard, untold, now);
  const isHeard = [...runner.compiled.values()].some((version) => version.program.hearsContacts);
  const sent = isHeard ? accepted.flatMap((one) => (sentNow.has(one.key) ? tell(one, 'contact.sent', {}, now) : [])) : [];
  const failures = reasons.flatMap((one) =>
    one.hard && failedNow.has(one.key) ? tell(one, 'contact.failed', { hard: true }, now).slice(0, 1) : [],
  );
  await insertEvents(tx, place, [...sent, ...failures], false);
  if (sent.length + failures.length > 0) await touchAgenda(tx, workspaceId, shard, now);
}

/** What happened to a contact, told to each account it is about. */
function tell(
  { record, debtorId }: { readonly record: ContactRecord; readonly debtorId: string },
  type: string,
  more: object,
  now: Instant,
) {
  const { channel, node, topic } = record;
  return record.accountIds.map((accountId) => ({ type, at: now, payload: { channel, node, topic, ...more }, accountId, debtorId }));
}
