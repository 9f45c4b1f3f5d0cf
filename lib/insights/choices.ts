import type { Sql } from '#lib/db/client.ts';
import type { KpiFilter } from '#lib/kpi/filter.ts';
import type { Narrowing, Portfolio } from './scope.ts';

/** No journey, version or stage has it: a figure so narrowed has no rows. */
const NONE = -1;

/** Looks up what a filter names. What the workspace does not have narrows to nothing. */
export async function findNarrowing(db: Sql, workspaceId: number, filter: KpiFilter): Promise<Narrowing> {
  const { journey, version, stage, bucket, channel, segment, product, currency } = filter;
  const [found] = await db.query<{ journeyId: number | null; versionId: number | null; steps: Narrowing['steps'] }>(
    `select (select j.id from journey j where j.workspace_id = $1 and j.key = $2) as "journeyId",
            (select v.id from journey_version v join journey j on j.id = v.journey_id
              where j.workspace_id = $1 and j.key = $2 and v.number = $3) as "versionId",
            (select json_agg(json_build_object('versionId', v.id, 'node', n.value ->> 'id'))
               from journey j join journey_version v on v.journey_id = j.id cross join lateral jsonb_array_elements(v.document -> 'nodes') n
              where j.workspace_id = $1 and ($2::text is null or j.key = $2) and n.value ->> 'stage' = $4) as steps`,
    [workspaceId, journey ?? null, version ?? null, stage ?? null],
  );
  return {
    journeyId: journey === undefined ? null : (found?.journeyId ?? NONE),
    versionId: version === undefined ? null : (found?.versionId ?? NONE),
    steps: stage === undefined ? null : (found?.steps ?? []),
    bucket: bucket ?? null,
    channel: channel ?? null,
    segment: segment ?? null,
    product: product ?? null,
    currency: currency ?? null,
  };
}

/** What a workspace's figures can be narrowed to: at most 100 of each. */
export interface KpiChoices {
  readonly journeys: readonly { readonly key: string; readonly name: string; readonly versions: number }[];
  readonly stages: readonly { readonly id: string; readonly name: string }[];
  readonly currencies: readonly string[];
  readonly segments: readonly string[];
  readonly products: readonly string[];
}

/** Reads the choices: journeys with their versions, stages of any version by their newest name, and what accounts hold. */
export async function kpiChoices(db: Sql, portfolio: Portfolio): Promise<KpiChoices> {
  const journeys = await db.query<{ key: string; name: string; versions: number }>(
    `select j.key, j.name, coalesce(max(v.number), 0) as versions from journey j left join journey_version v on v.journey_id = j.id
      where j.workspace_id = $1 group by j.id order by j.name limit 100`,
    [portfolio.id],
  );
  const stages = await db.query<{ id: string; name: string }>(
    `select distinct on (s.value ->> 'id') s.value ->> 'id' as id, s.value ->> 'name' as name
       from journey j join journey_version v on v.journey_id = j.id cross join lateral jsonb_array_elements(v.document -> 'stages') s
      where j.workspace_id = $1 order by s.value ->> 'id', v.id desc limit 100`,
    [portfolio.id],
  );
  const held = { currency: new Set<string>(), segment: new Set<string>(), product: new Set<string>() };
  for (const shard of portfolio.shards) {
    const rows = await db.query<{ kind: keyof typeof held; word: string }>(
      `select case when grouping(currency) = 0 then 'currency' when grouping(segment) = 0 then 'segment' else 'product' end as kind,
              coalesce(currency, segment, product) as word
         from account where shard = $1 and workspace_id = $2 group by grouping sets ((currency), (segment), (product))`,
      [shard, portfolio.id],
    );
    for (const { kind, word } of rows) if (word) held[kind].add(word);
  }
  const listed = (words: ReadonlySet<string>) => [...words].sort().slice(0, 100);
  return { journeys, stages, currencies: listed(held.currency), segments: listed(held.segment), products: listed(held.product) };
}
