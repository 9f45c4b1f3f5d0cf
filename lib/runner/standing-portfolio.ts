import { localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { AccountAsOf } from '#lib/facts/account-events.ts';
import type { ArmShowing } from '#lib/interpreter/debtor-log.ts';
import type { OpenedTask, World } from '#lib/interpreter/world.ts';
import { readJourney } from '#lib/journey/document.ts';
import type { TaskWork } from '#lib/journey/nodes/node-definition.ts';
import type { TrialCount } from '#lib/learning/count-trials.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { LearnedBefore, StandingJourney, StandingVersion } from '#lib/simulation/standing.ts';
import { countShard } from './arm-models.ts';
import { readWorlds } from './read-worlds.ts';
import { inSnapshot, type PortfolioReading, type SimulatedPortfolio } from './simulated-portfolio.ts';

/** Whose portfolio, and of which journey it is read how it stands. */
export interface StandingReading extends PortfolioReading {
  readonly workspace: PortfolioReading['workspace'] & { readonly timezone: string };
  readonly journeyId: number;
  /** The keys of the steps that learn, of what is to be run. */
  readonly models: readonly string[];
  /** True where more than the last 32 days of what debtors were told is asked for. */
  readonly wholeHistory: boolean;
}

/** A portfolio as it stands in a journey. */
export interface StandingPortfolio extends SimulatedPortfolio {
  readonly standing: Omit<StandingJourney, 'liveVersionId'>;
}

/**
 * The debtors of a workspace as they stand, in one snapshot: what they owe, prefer and were told, where their accounts are in this
 * journey, the work that people have about them, and what was learned. What waits to be sent counts as told. A fixed number of
 * statements for each few hundred debtors.
 */
export function standingPortfolio(db: Database, reading: StandingReading): Promise<StandingPortfolio> {
  const { journeyId, now, models, wholeHistory } = reading;
  const versionIds = new Set<number>();
  return inSnapshot(
    db,
    reading,
    async (tx, shard, ids) => {
      const loaded = await readWorlds(tx, shard, ids, { now, wholeHistory, mayHaveEvents: false });
      const worlds = loaded.map(({ world }) => asItStands(world, journeyId, now));
      const runs = worlds.flatMap(({ enrollments }) => enrollments);
      for (const { versionId } of runs) versionIds.add(versionId);
      const tasks = await readTasks(
        tx,
        shard,
        runs.filter(({ actedAt }) => actedAt !== null).map(({ id }) => id),
      );
      const accountIds = worlds.flatMap(({ accounts }) => accounts.map(({ state }) => state.id));
      const shown = models.length === 0 ? NONE_SHOWN : await readShowings(tx, shard, accountIds, models, now);
      return worlds.map((world) => ({
        debtor: { externalId: world.debtor.state.externalId },
        accounts: [],
        events: [],
        world,
        tasks: world.enrollments.flatMap(({ id }) => tasks.get(id) ?? []),
        shown: world.accounts.flatMap(({ state }) => shown.get(state.id) ?? []),
      }));
    },
    async (tx) => ({
      standing: {
        journeyId,
        versions: await readVersions(tx, [...versionIds]),
        isLookDue: await isLookDue(tx, reading),
        learned: await readLearned(tx, reading),
      },
    }),
  );
}

/** Everything that holds now is what is stated: what comes later is folded onto it. Other journeys are left out. */
function asItStands({ debtor, accounts, enrollments, earlierRuns, contacts }: World, journeyId: number, now: Instant): World {
  const ofJourney = ` ${journeyId}`;
  return {
    debtor: { state: debtor.state, foldedUntil: null, base: { imported: debtor.state, asOf: now, past: [] } },
    accounts: accounts.map(({ state }) => ({
      state,
      foldedUntil: null,
      base: { imported: state, asOf: statedFrom(state, now), past: [] },
    })),
    enrollments: enrollments.filter((run) => run.journeyId === journeyId),
    earlierRuns: new Map([...earlierRuns].filter(([key]) => key.endsWith(ofJourney))),
    contacts: contacts.map((contact) => (contact.status === 'queued' ? { ...contact, status: 'sent' } : contact)),
  };
}

/** What happens to an account before it exists changes nothing that is said of it (data.md section 2). */
function statedFrom({ openedAt, dueDate, status }: AccountState, now: Instant): AccountAsOf {
  if (openedAt === null || openedAt <= now) return now;
  return { balance: openedAt, dueDate: dueDate === null ? null : openedAt, status: status === null ? null : openedAt };
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

async function readTasks(tx: Sql, shard: number, runIds: readonly string[]): Promise<ReadonlyMap<string, readonly OpenedTask[]>> {
  if (runIds.length === 0) return new Map();
  const rows = await tx.query<
    TaskWork & { run: string; seq: number; node: string; accountId: string; createdAt: Instant; expiresAt: Instant }
  >(
    `select enrollment_id as run, seq, node, account_id as "accountId", kind, queue, priority, ${ms('created_at')} as "createdAt", ${ms('expires_at')} as "expiresAt"
     from task where shard = $1 and enrollment_id = any($2::uuid[]) and status = 'open'`,
    [shard, runIds],
  );
  const tasks = rows.map(({ run, seq, node, accountId, kind, queue, priority, createdAt, expiresAt }) => {
    return { key: { enrollmentId: run, seq }, node, accountId, work: { kind, queue, priority }, createdAt, expiresAt };
  });
  return Map.groupBy(tasks, ({ key }) => key.enrollmentId);
}

const NONE_SHOWN: ReadonlyMap<string, readonly ArmShowing[]> = new Map();

/** What may still be rewarded, in the order in which it was shown; also what was, since nothing earlier gets what comes then. */
async function readShowings(
  tx: Sql,
  shard: number,
  accountIds: readonly string[],
  models: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly ArmShowing[]>> {
  const rows = await tx.query<ArmShowing>(
    `select model, account_id as unit, arm, context, ${ms('at')} as at, reward, ${ms('until')} as until, ${ms('rewarded_at')} as "rewardedAt", node
     from arm_showing where shard = $1 and account_id = any($2::uuid[]) and model = any($3::text[]) and until >= to_timestamp($4::float8 / 1000.0)
     order by at, ordinal`,
    [shard, accountIds, models, now],
  );
  return Map.groupBy(rows, ({ unit }) => unit);
}

/** One that nobody can read any more runs nobody either. */
async function readVersions(tx: Sql, ids: readonly number[]): Promise<readonly StandingVersion[]> {
  const rows = await tx.query<{ id: number; document: unknown; templates: readonly MessageTemplate[] }>(
    'select id, document, templates from journey_version where id = any($1::int[]) order by number',
    [ids],
  );
  return rows.flatMap(({ id, document, templates }) => {
    const read = readJourney(document);
    return read.ok ? [{ versionId: id, journey: read.value, templates }] : [];
  });
}

async function isLookDue(tx: Sql, { workspace, now }: StandingReading): Promise<boolean> {
  const [row] = await tx.query<{ due: boolean }>(
    `select coalesce(bool_or(a.looked_until is null or a.next_day_at <= s.moment or exists (
        select 1 from look l where l.shard = a.shard and l.workspace_id = a.workspace_id and l.at <= s.moment)), false) as due
     from agenda a, (select to_timestamp($3::float8 / 1000.0) as moment) s where a.shard = any($1::int[]) and a.workspace_id = $2`,
    [shardsOf(workspace), workspace.id, now],
  );
  return row?.due ?? false;
}

async function readLearned(tx: Sql, { workspace, models, now }: StandingReading): Promise<LearnedBefore> {
  const day = startOfDay(localDateOf(now, workspace.timezone), workspace.timezone);
  const known: TrialCount[] = [];
  const settled: TrialCount[] = [];
  for (const shard of models.length === 0 ? [] : shardsOf(workspace)) {
    known.push(...(await countShard(tx, workspace.id, shard, models, day, null)));
    // What happened at this very instant has happened.
    settled.push(...(await countShard(tx, workspace.id, shard, models, now + 1, now)));
  }
  return { day, known, settled };
}
