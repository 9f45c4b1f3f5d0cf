import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** An account to look at a message with. */
export interface SampleLine {
  readonly externalId: string;
  readonly debtorId: string;
  readonly debtor: string;
  readonly debtorName: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly product: string | null;
  readonly dueDate: string | null;
}

const COLUMNS = `a.external_id as "externalId", d.id as "debtorId", d.external_id as debtor, d.name as "debtorName", d.language, d.country, a.product, a.due_date as "dueDate"`;

/** A few accounts of a shard that owe something, one of each language first, those due near `now` before others. */
export function sampleAccounts(db: Sql, workspaceId: number, shard: number, now: Instant, limit: number): Promise<SampleLine[]> {
  return db.query<SampleLine>(
    `select "externalId", "debtorId", debtor, "debtorName", language, country, product, "dueDate" from (
       select ${COLUMNS}, abs(a.due_date::date - to_timestamp($3 / 1000.0)::date) as distance,
              row_number() over (partition by d.language order by abs(a.due_date::date - to_timestamp($3 / 1000.0)::date) nulls last, a.external_id) as place
         from (select * from account where shard = $1 and workspace_id = $2 and balance > 0 and (opened_at is null or opened_at <= to_timestamp($3 / 1000.0)) limit 5000) a
         join debtor d on d.shard = $1 and d.id = a.debtor_id) near
      order by place > 1, distance nulls last, "externalId" limit $4`,
    [shard, workspaceId, now, limit],
  );
}

/** The account of this externalId in a shard; null where it has none. */
export async function accountNamed(db: Sql, workspaceId: number, shard: number, externalId: string): Promise<SampleLine | null> {
  const [row] = await db.query<SampleLine>(
    `select ${COLUMNS} from account a join debtor d on d.shard = $1 and d.id = a.debtor_id
      where a.shard = $1 and a.workspace_id = $2 and a.external_id = $3`,
    [shard, workspaceId, externalId],
  );
  return row ?? null;
}
