import { localDateOf, nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { OutgoingMessage } from '#lib/channels/channel.ts';
import { sandboxStore } from '#lib/db/queries/sandbox.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import { type Surroundings, sentEvents } from '#lib/interpreter/debtor-run.ts';
import { gathers } from '#lib/interpreter/gathering.ts';
import type { Outside, Reaction } from '#lib/interpreter/outside.ts';
import { type DebtorOfPortfolio, debtorsOf, importedWorld, type Portfolio } from '#lib/interpreter/simulate.ts';
import { simulateDebtor } from '#lib/interpreter/simulate-debtor.ts';
import { type Gathered, goTogether, type Start, Together } from '#lib/interpreter/together.ts';
import type { PendingEvent, TurnResult, World } from '#lib/interpreter/world.ts';
import { type ArmModels, KNOWS_NOTHING } from '#lib/learning/arm-model.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { keysOf, learns, writeModels } from './arm-models.ts';
import { endLook, settleShard, waitForDay } from './claim.ts';
import { commitTurns } from './commit.ts';
import { insertEvents } from './commit-events.ts';
import { failContacts } from './contact-rows.ts';
import type { DebtorTurn } from './debtor-turn.ts';
import { readZones } from './due.ts';
import { type Hand, inHand } from './hand.ts';
import { type Claimed, type Unwritten, writeWords } from './last-words.ts';
import { keepWords } from './message-rows.ts';
import { type PastTurns, sumOfTurns } from './past-turns.ts';
import { writePoolDays } from './pool-days.ts';
import type { Runner } from './runner.ts';

/** Debtors whose past is written in one round of statements. */
const ROUND = 250;

/** How people behave, debtor by debtor. */
export type OutsideOf = (debtor: DebtorInput) => Outside;

/**
 * Lets a test workspace that has just taken in `portfolio` and its events live from where its clock stands up to
 * `until`: in memory, by the interpreter, with people who answer; then everything is written as the runner would have
 * left it, and the clock stands at `until`. For months of past, where going from instant to instant takes minutes. One
 * transaction: killed half-way, nothing has happened. Throws where the workspace has more than one shard or is busy.
 */
export async function livePast(
  runner: Runner,
  workspace: { readonly id: number; readonly shardBase: number; readonly shardSpread: number },
  portfolio: Portfolio,
  until: Instant,
  outsideOf: OutsideOf = () => ({}),
): Promise<void> {
  const [shard, ...more] = shardsOf(workspace);
  if (shard === undefined || more.length > 0) throw new Error('a past is written for a workspace of one shard');
  const done = await inHand(runner, workspace.id, shard, 0, async (hand) => {
    const ids = await readIds(hand);
    const round: LivedDebtor[] = [];
    const write = async (one: LivedDebtor) => {
      round.push(one);
      if (round.length === ROUND) await writeRound(hand, round.splice(0));
    };
    const living = (one: DebtorOfPortfolio) => livingDebtor(hand, one, ids, outsideOf(one.debtor));
    const withOthers: DebtorOfPortfolio[] = [];
    for (const one of debtorsOf(portfolio)) {
      const alone = living(one);
      const lived = liveAlone(hand, alone, until);
      if (hangsOnOthers(alone.turns)) withOthers.push(one);
      else await write(lived);
    }
    if (gathers(hand.versions)) for (const one of await liveTogether(hand, withOthers.map(living), until)) await write(one);
    await writeRound(hand, round);
    await endPast(runner, hand, until);
    return true;
  });
  if (!done) throw new Error('the workspace is in another worker’s hand, or nothing is due in it');
}

/** Everything that became of one debtor. */
interface LivedDebtor {
  readonly debtorId: string;
  readonly result: TurnResult;
  /** What happened beside the events that were known before: what people did, and contacts where journeys hear of them. */
  readonly done: readonly PendingEvent[];
  readonly words: readonly (Claimed | Unwritten)[];
}

/** Internal ids by external ones, of debtors and accounts alike. */
interface KnownIds {
  readonly debtors: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
}

async function readIds({ tx, shard, workspace }: Hand): Promise<KnownIds> {
  const read = async (table: 'debtor' | 'account') => {
    const rows = await tx.query<{ name: string; id: string }>(
      `select external_id as name, id from ${table} where shard = $1 and workspace_id = $2`,
      [shard, workspace.id],
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  };
  return { debtors: await read('debtor'), accounts: await read('account') };
}

/** A debtor whose past is lived, and what is noted on the way. */
interface LivingDebtor {
  readonly debtorId: string;
  readonly start: Start;
  readonly surroundings: Surroundings;
  readonly turns: PastTurns;
}

/** As if there were nobody else. */
function liveAlone({ setting }: Hand, one: LivingDebtor, until: Instant): LivedDebtor {
  return livedDebtor(one, simulateDebtor(one.start.world, one.start.events, setting.now, until, one.surroundings));
}

/**
 * True where what became of a debtor alone may be otherwise beside others: they came to a step that asks what was learned, or for a
 * place. Few do, and only these are kept in memory until all have come to the end.
 */
function hangsOnOthers({ results }: PastTurns): boolean {
  return results.some(({ shown, entered, moved }) => shown.length > 0 || [...entered, ...moved].some(({ pool }) => pool !== null));
}

/** Side by side, where they share something; the days of the pools and of what is learned are written. */
async function liveTogether(hand: Hand, debtors: readonly LivingDebtor[], until: Instant): Promise<readonly LivedDebtor[]> {
  const { tx, workspace, setting, versions } = hand;
  const opening = { time: workspace.openingTime, zone: workspace.timezone };
  const all = new Together(setting);
  for (const { start, surroundings } of debtors) all.take(start, setting.now, surroundings);
  const { given, learned } = goTogether(all, setting.now, until, { versions, opening });
  await writePoolDays(tx, workspace.id, given);
  await writeLearned(hand, learned);
  const logs = all.logs();
  return debtors.flatMap((one, index) => {
    const log = logs[index];
    return log ? [livedDebtor(one, log)] : [];
  });
}

/** What was known at the start of each day, the first included, on which nothing is. */
async function writeLearned({ tx, workspace, setting, versions }: Hand, learned: Gathered['learned']): Promise<void> {
  const keys = keysOf(versions);
  if (keys.length === 0) return;
  for (const { at, models } of [{ at: setting.now, models: NO_MODELS }, ...learned]) {
    const rows = keys.map((key) => [key, models.get(key) ?? KNOWS_NOTHING] as const);
    await writeModels(tx, workspace.id, localDateOf(at, workspace.timezone), rows);
  }
}

const NO_MODELS: ArmModels = new Map();

function livingDebtor(hand: Hand, one: DebtorOfPortfolio, ids: KnownIds, outside: Outside): LivingDebtor {
  const { now: from, ...setting } = hand.setting;
  const accountId = (name: string) => idIn(ids.accounts, name);
  const debtorId = idIn(ids.debtors, one.debtor.externalId);
  const world = importedWorld(one.debtor, one.accounts, { from, timezone: hand.workspace.timezone }, { debtorId, accountId });
  const events = one.events.map((event) => ({ ...event, accountId: event.accountId === null ? null : accountId(event.accountId) }));
  const turns: PastTurns = { results: [], done: [], words: [] };
  const surroundings = { ...setting, enrollmentId: () => uuid7(), outside: noting(outside, turns, hand, debtorId) };
  return { debtorId, start: { world, events }, surroundings, turns };
}

function livedDebtor({ debtorId, turns }: LivingDebtor, log: DebtorLog): LivedDebtor {
  return { debtorId, result: sumOfTurns(turns.results, log), done: turns.done, words: turns.words };
}

/** The same people, with a note of everything that happens. */
function noting(outside: Outside, turns: PastTurns, hand: Hand, debtorId: string): Outside {
  const noted = (reactions: readonly Reaction[]): readonly Reaction[] =>
    reactions.map((reaction) => ({
      at: reaction.at,
      happen: (world: World) => {
        const events = reaction.happen(world);
        turns.done.push(...events);
        return events;
      },
    }));
  return {
    begin: (world) => noted(outside.begin?.(world) ?? []),
    asked: (task, world, now) => noted(outside.asked?.(task, world, now) ?? []),
    told: (contact, world, now) => {
      const { key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds, template, versionId } = contact;
      const record = { ...key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds };
      const at = { ...hand, setting: { ...hand.setting, now } };
      if (hand.versions.some((version) => version.program.hearsContacts)) turns.done.push(...sentEvents(contact, now));
      turns.words.push(writeWords({ record, debtorId, template, versionId }, world, at));
      return noted(outside.told?.(contact, world, now) ?? []);
    },
    turned: (result) => {
      turns.results.push(result);
      outside.turned?.(result);
    },
  };
}

function idIn(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`${name} of the portfolio was not imported`);
  return id;
}

async function writeRound(hand: Hand, lived: readonly LivedDebtor[]): Promise<void> {
  if (lived.length === 0) return;
  const { tx, shard, workspace, setting } = hand;
  const place = { workspaceId: workspace.id, shard };
  const turns: readonly DebtorTurn[] = lived;
  await commitTurns(tx, place, turns, setting.now);
  const done = lived.flatMap((one) => one.done.map((event) => ({ ...event, debtorId: one.debtorId })));
  await insertEvents(tx, place, done, true);
  const words = lived.flatMap((one) => one.words);
  const claimed = words.filter((one) => 'message' in one);
  await keepWords(tx, shard, claimed);
  await sandboxStore(tx).keep(
    shard,
    claimed.map(({ message }): OutgoingMessage => message),
  );
  const failed = words.filter((one) => 'problem' in one).map(({ record, problem }) => ({ record, reason: problem }));
  await failContacts(tx, shard, failed, setting.now);
  await tx.query(
    `update contact set status = 'sent', sent_at = queued_at where shard = $1 and workspace_id = $2 and status = 'queued' and claimed_at is null`,
    [shard, workspace.id],
  );
}

/** Everything up to `until` has been shown and looked at; the runner goes on from there. */
async function endPast(runner: Runner, { tx, shard, workspace, versions }: Hand, until: Instant): Promise<void> {
  await tx.query(
    'update event set applied = true where shard = $1 and workspace_id = $2 and not applied and at <= to_timestamp($3 / 1000.0)',
    [shard, workspace.id, until],
  );
  await tx.query('update workspace set clock_at = to_timestamp($2 / 1000.0) where id = $1', [workspace.id, until]);
  const zones = await readZones(tx, workspace.id, shard);
  const nextDayAt = Math.min(...zones.map((zone) => nextDayStart(until, zone)));
  await endLook(tx, workspace.id, shard, until, nextDayAt);
  if (learns(versions)) await waitForDay(tx, workspace.id, shard, nextDayStart(until, workspace.timezone));
  await settleShard(tx, runner, workspace.id, shard, until);
}
