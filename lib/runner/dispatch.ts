import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { type Delivery, type OutgoingMessage, Permanent, RetryLater } from '#lib/channels/channel.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, packColumns, type ReadonlyColumns, readColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { addressFor } from '#lib/facts/reach.ts';
import { lastLook } from '#lib/interpreter/last-look.ts';
import type { World } from '#lib/interpreter/world.ts';
import { renderMessage } from '#lib/message/render.ts';
import { chooseTemplate } from '#lib/message/template.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { touchAgenda } from '#lib/portfolio/agenda.ts';
import { changeContacts } from './commit-contacts.ts';
import { countTakenBack } from './commit-counts.ts';
import { insertTrace } from './commit-trace.ts';
import { failContacts, providerKey, setContacts } from './contact-rows.ts';
import { type HandedOver, recordDeliveries } from './deliveries.ts';
import { type Hand, inHand } from './hand.ts';
import { type LoadedWorld, readWorlds } from './read-worlds.ts';
import type { Runner } from './runner.ts';
import { CONTACT_COLUMNS, contactRecord, eachRow } from './world-columns.ts';

/** Contacts per round: what a crash can leave unknown at most. */
const ROUND = 500;

/** A contact that passed its last look and is in this dispatcher's hand. */
export interface Claimed extends HandedOver {
  readonly message: OutgoingMessage;
}

/**
 * Sends queued contacts of a shard, in rounds: the last look, the words and the claim in one transaction; then the
 * provider; then what it answered in another. A contact whose fate is not known is never sent again. Returns how many
 * left the queue. `systemNow` is asked for each round: in live mode the last look is made when it is made, not when the
 * tick began, however long the queue.
 */
export async function dispatchBatch(runner: Runner, workspaceId: number, shard: number, systemNow: () => Instant): Promise<number> {
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
  await markClaimed(tx, shard, claimed);
  return { now: setting.now, left: ready.length, claimed, hasMore: queued.length === ROUND };
}

const QUEUED = { ...CONTACT_COLUMNS, template: 'text', version_id: 'integer' } as const satisfies ColumnSpec;

/** The last looks in the order in which the contacts were made: one that is taken back does not count for those after it. */
function lookAtEach<C extends { readonly record: ContactRecord; readonly debtorId: string }>(
  ready: readonly C[],
  worldOf: ReadonlyMap<string, LoadedWorld>,
  { setting }: Hand,
) {
  const standing = new Map<string, readonly ContactRecord[]>();
  return ready.map((one) => {
    const { record: before, debtorId } = one;
    const loaded = worldOf.get(debtorId);
    if (!loaded) throw new Error(`contact ${before.enrollmentId} ${before.seq}: its debtor was not read`);
    const contacts = standing.get(debtorId) ?? loaded.world.contacts;
    const { change, trace } = lastLook(before, { ...loaded.world, contacts }, loaded.runs, setting);
    const { accountIds, enrollmentIds } = change ?? before;
    const record = { ...before, accountIds, enrollmentIds };
    const others = contacts.filter((other) => other.enrollmentId !== before.enrollmentId || other.seq !== before.seq);
    standing.set(debtorId, change?.status === 'cancelled' ? others : [...others, record]);
    return { ...one, change, trace, record };
  });
}

export interface Passed {
  readonly record: ContactRecord;
  readonly debtorId: string;
  readonly template: string;
  readonly versionId: number;
}

/** A contact that has no words, and why. */
export interface Unwritten {
  readonly record: ContactRecord;
  readonly problem: string;
}

/** The words of a contact, in the debtor's language or else the workspace's; or why there are none. */
export function writeWords(passed: Passed, world: World | null, { shard, versions, workspace, setting }: Hand): Claimed | Unwritten {
  const { record, debtorId } = passed;
  const channel = CHANNELS.find((one) => one === record.channel);
  const debtor = world?.debtor.state;
  const address = debtor && channel ? addressFor(debtor, channel) : null;
  if (!world || !debtor || !channel || address === null) return { record, problem: 'unreachable' };
  const templates = versions.find((version) => version.versionId === passed.versionId)?.templates ?? [];
  const template = chooseTemplate(templates, passed.template, channel, [debtor.language, workspace.language]);
  if (!template) return { record, problem: `template: no message "${passed.template}" for ${channel}` };
  const language = template.language === '*' ? (debtor.language ?? workspace.language) : template.language;
  const accounts = record.accountIds.flatMap((id) => world.accounts.flatMap(({ state }) => (state.id === id ? [state] : [])));
  const today = localDateOf(setting.now, debtor.zone);
  const rendered = renderMessage(template, {
    debtor,
    accounts,
    today,
    now: setting.now,
    language,
    zone: debtor.zone,
    workspaceName: workspace.name,
  });
  if (!rendered.ok) return { record, problem: `template: ${rendered.problem}` };
  const { subject, body } = rendered;
  const key = providerKey(shard, record);
  return { record, debtorId, key, message: { shard, key, channel, address, language, subject, body } };
}

const MESSAGE = {
  enrollment_id: 'uuid',
  seq: 'integer',
  address: 'text',
  language: 'text',
  subject: 'text?',
  body: 'text',
} as const satisfies ColumnSpec;

/** Keeps the words and takes the contacts in hand, by the system's clock. */
async function markClaimed(tx: Sql, shard: number, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  await keepWords(tx, shard, claimed);
  await setContacts(
    tx,
    shard,
    claimed.map((one) => one.record),
    'claimed_at = clock_timestamp()',
  );
}

/** Keeps the words of contacts, as rendered. */
export async function keepWords(tx: Sql, shard: number, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  const columns: ReadonlyColumns<typeof MESSAGE> = {
    enrollment_id: claimed.map((one) => one.record.enrollmentId),
    seq: claimed.map((one) => one.record.seq),
    address: claimed.map((one) => one.message.address),
    language: claimed.map((one) => one.message.language),
    subject: claimed.map((one) => one.message.subject),
    body: claimed.map((one) => one.message.body),
  };
  await tx.query(
    `insert into contact_message (shard, enrollment_id, seq, address, language, subject, body)
     select $1, u.enrollment_id, u.seq, u.address, u.language, u.subject, u.body from ${unnestColumns(MESSAGE, 2)} u
     on conflict (shard, enrollment_id, seq) do update set address = excluded.address, language = excluded.language, subject = excluded.subject, body = excluded.body`,
    [shard, ...packColumns(MESSAGE, columns)],
  );
}

/** Hands a round to the provider and records what it said. */
async function send(runner: Runner, workspaceId: number, shard: number, claimed: readonly Claimed[], now: Instant): Promise<void> {
  const { db } = runner;
  let deliveries: readonly Delivery[];
  try {
    deliveries = await runner.channel.deliver(claimed.map((one) => one.message));
  } catch (error) {
    const records = claimed.map((one) => one.record);
    if (error instanceof RetryLater) {
      await db.transaction(async (tx) => {
        await setContacts(tx, shard, records, 'claimed_at = null');
        await touchAgenda(tx, workspaceId, shard, error.notBefore ?? now);
      });
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Permanent) {
      const failed = records.map((record) => ({ record, reason }));
      await db.transaction((tx) => failContacts(tx, shard, failed, now));
      return;
    }
    return db.transaction((tx) => setContacts(tx, shard, records, `status = 'unknown', claimed_at = null, reason = 'provider'`));
  }
  runner.at('provider-accepted');
  await db.transaction((tx) => recordDeliveries(runner, tx, { workspaceId, shard }, claimed, deliveries, now));
  runner.at('dispatch-recorded');
}
