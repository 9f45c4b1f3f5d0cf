import type { Sql } from '../client.ts';

/** A journey's name as lists and filters show it. */
export interface JourneyName {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly status: 'draft' | 'live' | 'paused';
}

/** The journeys of a workspace, by name. */
export function journeyNames(db: Sql, workspaceId: number): Promise<JourneyName[]> {
  return db.query<JourneyName>('select id, key, name, status from journey where workspace_id = $1 order by name, key', [workspaceId]);
}

/** A step as its version froze it: how it is called, in which stage it stands, and its settings. */
export interface FrozenNode {
  readonly versionId: number;
  readonly version: number;
  readonly node: string;
  readonly label: string | null;
  readonly stage: string | null;
  readonly config: unknown;
}

/** The named steps of the named versions, in one statement: only these steps leave the database, not whole documents. */
export function frozenNodes(db: Sql, versionIds: readonly number[], nodes: readonly string[]): Promise<FrozenNode[]> {
  return db.query<FrozenNode>(
    `select v.id as "versionId", v.number as version, n.value ->> 'id' as node, n.value ->> 'label' as label, n.value -> 'config' as config,
            (select s.value ->> 'name' from jsonb_array_elements(v.document -> 'stages') s where s.value ->> 'id' = n.value ->> 'stage' limit 1) as stage
       from journey_version v, jsonb_array_elements(v.document -> 'nodes') n
      where v.id = any($1::int[]) and n.value ->> 'id' = any($2::text[])`,
    [versionIds, nodes],
  );
}
