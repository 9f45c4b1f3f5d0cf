import type { Instant } from '#lib/base/instant.ts';
import { RetryLater } from '#lib/channels/channel.ts';
import type { Sql } from '#lib/db/client.ts';
import { columnArray, packColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { recordOf, worldAfter } from '#lib/interpreter/world-after.ts';
import type { Standing } from './claim.ts';
import { type ContactKey, providerKey } from './contact-rows.ts';
import type { DebtorTurn } from './debtor-turn.ts';
import type { Hand } from './hand.ts';
import { type Claimed, lookAtEach, type Queued, type Sight, writeWords } from './last-words.ts';
import { MESSAGE, messageColumns, ROUND, WORDS, WORDS_ANEW, WORDS_OF_U } from './message-rows.ts';
import type { LoadedWorld } from './read-worlds.ts';
import type { Runner } from './runner.ts';
import { send } from './send.ts';

/** The turns of a batch that made contacts, as they were just committed, with what they were made from. */
export interface Fresh {
  readonly turns: readonly (DebtorTurn & { readonly loaded: LoadedWorld })[];
  readonly setting: Hand['setting'];
  readonly versions: Hand['versions'];
  readonly workspace: Hand['workspace'];
  readonly shard: number;
  /** The shard's stamp at the commit. */
  readonly stamp: string;
}

/** After so long, in a live workspace, the last look is made on what is read anew. */
const FRESH_MS = 2_000;

/** What became of the contacts of a batch, and how the shard stood when the last of them was recorded; null: nobody knows. */
export interface FreshlySent {
  readonly left: number;
  readonly standing: Standing | null;
  /** The provider takes nothing now; what it did not take waits in the queue. */
  readonly later: RetryLater | null;
}

/**
 * Sends the contacts that a batch of turns has just made, with the last look on the world as the turns left it: nobody
 * has written anything of the shard since, or the claim, which holds the shard and compares its stamp, takes nothing.
 * Whatever is not plain (a last look that objects, words that cannot be written, a queue from before) is left to
 * `dispatchQueued`, which reads everything anew, and so is all that a crash leaves behind.
 */
export async function dispatchFresh(runner: Runner, fresh: Fresh, systemNow: () => Instant): Promise<FreshlySent> {
  const claimable = plainContacts(fresh);
  const { workspace, shard, setting } = fresh;
  let { stamp } = fresh;
  let left = 0;
  let standing: Standing | null = null;
  for (let from = 0; from < claimable.length; from += ROUND) {
    const isStale = workspace.clockAt === null && systemNow() - setting.now > FRESH_MS;
    if (runner.stopping.aborted || isStale) return { left, standing: null, later: null };
    const round = claimable.slice(from, from + ROUND);
    const taken = await runner.db.transaction((tx) => claimStamped(tx, workspace.id, shard, stamp, round));
    if (taken.size === 0) return { left, standing: null, later: null };
    runner.at('contacts-claimed');
    const claimed = round.filter((one) => taken.has(one.key));
    const sent = await send(runner, workspace.id, shard, claimed, setting.now).catch(asLater);
    if (sent instanceof RetryLater) return { left, standing: null, later: sent };
    left += claimed.length;
    standing = sent?.standing ?? null;
    if (!sent || sent.stampBefore !== stamp) return { left, standing, later: null };
    stamp = sent.standing.stamp;
  }
  return { left, standing, later: null };
}

function asLater(error: unknown): RetryLater {
  if (error instanceof RetryLater) return error;
  throw error;
}

/** The contacts of those debtors for whom all is plain, with their words. */
function plainContacts(fresh: Fresh): readonly Claimed[] {
  return fresh.turns.flatMap(({ debtorId, result, loaded }) => {
    const world = worldAfter(loaded.world, result);
    const queued = result.newContacts.flatMap((contact): Queued[] => {
      const { template, versionId } = contact;
      return recordOf(contact).map((record) => ({ record, debtorId, template, versionId }));
    });
    if (queued.length < world.contacts.filter((record) => record.status === 'queued').length) return [];
    const runs = new Map(loaded.runs);
    for (const run of [...result.moved, ...result.entered]) runs.set(run.id, run);
    const sightOf: ReadonlyMap<string, Sight> = new Map([[debtorId, { world, runs }]]);
    const looks = lookAtEach(queued, sightOf, fresh);
    if (looks.some((one) => one.change !== null)) return [];
    const written = looks.map((one) => writeWords(one, world, fresh));
    const claimed = written.filter((one) => 'message' in one);
    return claimed.length === written.length ? claimed : [];
  });
}

/**
 * Takes contacts in hand by the database's clock and keeps their words, if the shard is as it was when its stamp was
 * written; nothing where it is not, or where another has it. Answers the provider's keys of those that it took.
 */
async function claimStamped(
  tx: Sql,
  workspaceId: number,
  shard: number,
  stamp: string,
  round: readonly Claimed[],
): Promise<ReadonlySet<string>> {
  const values = [shard, workspaceId, stamp, ...packColumns(MESSAGE, messageColumns(round))];
  const rows = await tx.query<ContactKey>(CLAIM_STAMPED, values, { keep: true });
  return new Set(rows.map((row) => providerKey(shard, row)));
}

const ROWS = unnestColumns(MESSAGE, 4);

const CLAIM_STAMPED = `
  with held as materialized (select 1 from agenda where shard = $1 and workspace_id = $2 and xmin::text = $3 for update skip locked),
  claimed as (
    update contact c set claimed_at = clock_timestamp() from ${ROWS} u, held
    where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 4)})
      and c.status = 'queued' and c.claimed_at is null
    returning c.enrollment_id, c.seq)
  insert into contact_message (shard, enrollment_id, seq, ${WORDS})
  select $1, u.enrollment_id, u.seq, ${WORDS_OF_U} from ${ROWS} u join claimed using (enrollment_id, seq)
  on conflict (shard, enrollment_id, seq) do update set ${WORDS_ANEW}
  returning enrollment_id as "enrollmentId", seq`;
