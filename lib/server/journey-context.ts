import 'server-only';
import type { JourneyContext, SampleAccount, SegmentSize } from '#lib/api/journeys.ts';
import { can } from '#lib/api/permissions.ts';
import type { Instant } from '#lib/base/instant.ts';
import { jsonPath } from '#lib/base/problem.ts';
import type { Sql } from '#lib/db/client.ts';
import { isExact } from '#lib/db/predicate-sql.ts';
import { handovers, journeyDraft, journeyNames, poolsElsewhere } from '#lib/db/queries/journey-drafts.ts';
import { debtorLanguages, messageTexts } from '#lib/db/queries/message-texts.ts';
import { sampleAccounts } from '#lib/db/queries/samples.ts';
import { type SegmentCount, segmentCounts } from '#lib/db/queries/segments.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { type Predicate, predicateSchema } from '#lib/facts/predicate.ts';
import { DEFAULT_EXITS } from '#lib/journey/default-exits.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { countryHours } from './country-hours.ts';
import { readStored } from './journeys.ts';

/** Accounts to preview with. */
const SAMPLES = 12;

/** What a draft is judged against, and what to preview it with. Throws Refused where the workspace has no journey of this key. */
export async function journeyContext(db: Sql, workspace: WorkspaceStanding, key: string): Promise<JourneyContext> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const whole = await readWorkspace(db, workspace.id);
  const now = workspaceNow(whole, Date.now());
  const [templates, journeys, names, languages, segments, openHours, pools, samples] = await Promise.all([
    messageTexts(db, workspace.id),
    handovers(db, workspace.id),
    journeyNames(db, workspace.id),
    languagesOf(db, workspace, whole.language),
    segmentsOf(db, workspace, readStored(row.document), row.id, now),
    countryHours(db, workspace, now),
    poolsElsewhere(db, workspace.id, key),
    can(workspace.role, 'portfolio.read') ? samplesOf(db, workspace, now) : [],
  ]);
  const segmentSizes = Object.fromEntries(segments.map(({ node, accounts }) => [node.id, accounts]));
  // Every workspace's channels deliver to the sandbox, which takes all of them.
  return { templates, languages, channels: CHANNELS, segmentSizes, journeys, journeyNames: names, openHours, pools, samples };
}

/** The languages of the debtors without their regions, the commonest first; the workspace's own, which serves whoever named none, is always there. */
export async function languagesOf(db: Sql, workspace: WorkspaceStanding, own: string): Promise<readonly string[]> {
  const counted = (await byShard(shardsOf(workspace), (shard) => debtorLanguages(db, workspace.id, shard))).flat();
  const debtors = new Map([[mainOf(own), 0]]);
  for (const { language, debtors: count } of counted) {
    const main = mainOf(language ?? own);
    debtors.set(main, (debtors.get(main) ?? 0) + count);
  }
  return [...debtors].sort(([, a], [, b]) => b - a).map(([language]) => language);
}

function mainOf(language: string): string {
  return language.split('-', 1)[0] ?? language;
}

/** A segment entry with how many accounts it takes today, and how many of those were never in the journey. */
export interface EntrySegment extends SegmentCount {
  readonly node: NodeOf<'entry'>;
}

/** The segment entries of a document with their counts, all in one statement a shard. */
export async function segmentsOf(
  db: Sql,
  workspace: WorkspaceStanding,
  document: JourneyDocument,
  journeyId: number,
  now: Instant,
): Promise<readonly EntrySegment[]> {
  const entries = document.nodes.flatMap((node) =>
    node.type === 'entry' && node.config.trigger.kind === 'segment' ? [{ node, where: node.config.trigger.where }] : [],
  );
  const segments = entries.map(({ where }) => where);
  const exits = (document.exitWhen ?? DEFAULT_EXITS).map(({ where }) => where);
  const counts = await byShard(shardsOf(workspace), (shard) =>
    segmentCounts(db, { workspaceId: workspace.id, shard, now }, segments, exits, journeyId),
  );
  return entries.map(({ node }, index) => ({
    node,
    accounts: counts.reduce((sum, shard) => sum + (shard[index]?.accounts ?? 0), 0),
    fresh: counts.reduce((sum, shard) => sum + (shard[index]?.fresh ?? 0), 0),
  }));
}

async function samplesOf(db: Sql, workspace: WorkspaceStanding, now: Instant): Promise<readonly SampleAccount[]> {
  for (const shard of shardsOf(workspace)) {
    const found = await sampleAccounts(db, workspace.id, shard, now, SAMPLES);
    if (found.length > 0) return found.map(({ debtorId: _, ...sample }) => sample);
  }
  return [];
}

/** How many accounts a predicate holds today. Throws Refused where it is none. */
export async function segmentSize(db: Sql, workspace: WorkspaceStanding, input: unknown): Promise<SegmentSize> {
  const where = readPredicate(input);
  const now = workspaceNow(await readWorkspace(db, workspace.id), Date.now());
  const counts = await byShard(shardsOf(workspace), (shard) =>
    segmentCounts(db, { workspaceId: workspace.id, shard, now }, [where], [], null),
  );
  return { accounts: counts.reduce((sum, [count]) => sum + (count?.accounts ?? 0), 0), isExact: isExact(where) };
}

function readPredicate(input: unknown): Predicate {
  const read = predicateSchema.safeParse(input);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => ({ path: jsonPath(['where', ...path]), message }));
  throw new Refused(400, 'bad-request', problems);
}
