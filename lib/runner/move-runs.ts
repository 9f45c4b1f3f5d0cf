import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { landingsOf, MIGRATED, type PlaceMap } from '#lib/interpreter/move-runs.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';

/** The version that runs move to, and where those go whose node is gone. */
export interface Moving {
  readonly journeyId: number;
  readonly versionId: number;
  readonly document: JourneyDocument;
  readonly map: PlaceMap;
}

/** How many runs went where. */
export interface MovedRuns {
  readonly stays: number;
  readonly mapped: number;
  readonly ends: number;
}

/**
 * Moves every run of the journey that is under way to the new version, as `moveRun` says, shard by shard in statements that read no
 * run: what is queued stays queued, the open task of one that is mapped or ends is taken back, and the counts of both versions
 * follow. Run it inside the transaction that publishes; it takes the agenda's rows itself, so that no turn is in between.
 */
export async function moveRuns(tx: Sql, workspace: PortfolioWorkspace, moving: Moving, at: Instant): Promise<MovedRuns> {
  const places = await placesOf(tx, moving);
  const total = { stays: 0, mapped: 0, ends: 0 };
  if (places.length === 0) return total;
  for (const shard of shardsOf(workspace)) {
    await tx.query('select 1 from agenda where shard = $1 and workspace_id = $2 for update', [shard, workspace.id]);
    const values = [shard, workspace.id, moving.journeyId, JSON.stringify(places), moving.versionId, at];
    for (const { kind, runs } of await tx.query<{ kind: keyof MovedRuns; runs: number }>(MOVE, values)) total[kind] += runs;
  }
  return total;
}

/** A node of an earlier version, and where its runs go. */
interface Place {
  readonly version: number;
  readonly node: string;
  readonly kind: keyof MovedRuns;
  readonly lands: string | null;
  readonly loop: boolean;
}

async function placesOf(tx: Sql, { journeyId, versionId, document, map }: Moving): Promise<readonly Place[]> {
  const { nodes } = compile(document);
  const versions = await tx.query<{ id: number; document: unknown }>(
    'select id, document from journey_version where journey_id = $1 and id <> $2 order by id',
    [journeyId, versionId],
  );
  return versions.flatMap((version) => {
    const read = readJourney(version.document);
    // A version that nobody can read any more runs nobody either: its runs are left where they are.
    if (!read.ok) return [];
    return [...landingsOf(read.value, document, map)].map(([node, { kind, node: lands }]) => ({
      version: version.id,
      node,
      kind,
      lands,
      loop: lands !== null && (nodes.get(lands)?.inLoop ?? false),
    }));
  });
}

const AT = 'to_timestamp($6 / 1000.0)';
const COUNT = 'on conflict (shard, version_id, kind, node, outcome) do update set times = kept.times + excluded.times';

/** One statement for all runs of a shard. Parts that nobody reads are carried out all the same. */
const MOVE = `
  with place as (select * from jsonb_to_recordset($4::jsonb) as p(version int, node text, kind text, lands text, loop boolean)),
  standing as (
    select e.id, e.seq, e.node, e.version_id, p.kind, p.lands, p.loop from enrollment e join place p on p.version = e.version_id and p.node = e.node
     where e.shard = $1 and e.workspace_id = $2 and e.journey_id = $3 and e.status = 'live'),
  moved as (
    update enrollment e set
      version_id = case when s.kind = 'ends' then e.version_id else $5::int end,
      node = coalesce(s.lands, e.node),
      seq = e.seq + case when s.kind = 'mapped' then 1 else 0 end,
      arrived_at = case when s.kind = 'mapped' then ${AT} else e.arrived_at end,
      acted_at = case when s.kind = 'mapped' then null else e.acted_at end,
      held_until = case when s.kind = 'mapped' then null else e.held_until end,
      answer = case when s.kind = 'mapped' then null else e.answer end,
      pool = case when s.kind = 'stays' then e.pool end,
      place = case when s.kind = 'stays' then e.place end,
      wake_at = case when s.kind = 'ends' then null else ${AT} end,
      visits = case when s.loop then coalesce(e.visits, '{}'::jsonb) || jsonb_build_object(s.lands, case when s.kind = 'stays'
        then coalesce((e.visits ->> s.lands)::int, 1) else coalesce((e.visits ->> s.lands)::int, 0) + 1 end) else e.visits end,
      status = case when s.kind = 'ends' then 'ended' else e.status end,
      outcome = case when s.kind = 'ends' then '${MIGRATED}' else e.outcome end,
      ended_at = case when s.kind = 'ends' then ${AT} else e.ended_at end
    from standing s where e.shard = $1 and e.id = s.id
    returning s.id, s.seq, s.node, s.version_id, s.kind, s.lands),
  tasks as (
    update task t set status = 'cancelled', ended_at = ${AT} from moved m
     where t.shard = $1 and t.enrollment_id = m.id and t.seq = m.seq and t.status = 'open' and m.kind <> 'stays'),
  calls as (
    update webhook_call c set status = 'cancelled', reason = 'moved', ended_at = ${AT} from standing s
     where c.shard = $1 and c.enrollment_id = s.id and c.seq = s.seq and c.status = 'waiting' and c.attempts = 0 and s.kind <> 'stays'),
  traces as (
    insert into step_trace (shard, workspace_id, enrollment_id, seq, at, node, outcome, detail)
    select $1, $2, id, seq, ${AT}, node, case when kind = 'ends' then 'exit' else 'moved' end,
      case when kind = 'ends' then '{"outcome":"${MIGRATED}"}' else jsonb_build_object('to', lands)::text end from moved where kind <> 'stays'),
  gone as (
    insert into step_count as kept (shard, version_id, kind, node, outcome, times)
    select $1, version_id, 'ended', node, '', count(*) from moved group by version_id, node ${COUNT}),
  come as (
    insert into step_count as kept (shard, version_id, kind, node, outcome, times)
    select $1, $5::int, 'entered', lands, '', count(*) from moved where kind <> 'ends' group by lands ${COUNT})
  select kind, count(*)::int as runs from moved group by kind`;
