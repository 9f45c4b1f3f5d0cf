import type { Sql } from '../client.ts';

/** A stored test case of a journey. */
export interface ScenarioRow {
  readonly id: string;
  readonly document: unknown;
}

/** The test cases of a journey, by their names. */
export function scenarioRows(db: Sql, journeyId: number): Promise<ScenarioRow[]> {
  return db.query<ScenarioRow>(
    `select id, document from journey_scenario where journey_id = $1 order by lower(document ->> 'name') collate "C", id`,
    [journeyId],
  );
}

/** Stores a test case, in place of one with the same id. False where the journey has `most` others already. */
export async function putScenario(
  tx: Sql,
  journeyId: number,
  { id, document, personId, most }: ScenarioRow & { readonly personId: string; readonly most: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into journey_scenario (journey_id, id, document, updated_by)
     select $1::int, $2::text, $3::jsonb, $4::text where (select count(*) from journey_scenario where journey_id = $1 and id <> $2) < $5
     on conflict (journey_id, id) do update set document = excluded.document, updated_at = now(), updated_by = excluded.updated_by returning id`,
    [journeyId, id, JSON.stringify(document), personId, most],
  );
  return rows.length > 0;
}

/** Throws a test case away; false where there is none. */
export async function dropScenario(tx: Sql, journeyId: number, id: string): Promise<boolean> {
  const rows = await tx.query('delete from journey_scenario where journey_id = $1 and id = $2 returning id', [journeyId, id]);
  return rows.length > 0;
}
