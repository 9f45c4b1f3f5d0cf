import type { Instant } from '#lib/base/instant.ts';
import type { ApprovedCall } from '#lib/message/extras.ts';
import type { Sql } from '../client.ts';

/** What narrows the contacts that are listed; null does not narrow. */
export interface ContactFilter {
  readonly channel: string | null;
  readonly status: string | null;
  readonly journeyId: number | null;
  /** Part of a debtor's name or externalId, or of an account's externalId; letters and their accents are alike. */
  readonly search: string | null;
}

/** Where a contact stands in the list: newest first, then by its key. */
export interface ContactPlace {
  readonly queuedAt: Instant;
  readonly enrollmentId: string;
  readonly seq: number;
}

const queuedAtMs = `(extract(epoch from c.queued_at) * 1000)::float8`;

/** Letters that Spanish and Portuguese write with a sign, and the bare ones: PGlite has no unaccent. */
const bare = (column: string) => `translate(lower(${column}), 'áàâãéêíóôõúüñç', 'aaaaeeiooouunc')`;

/**
 * The next `limit` contacts of a workspace in one shard, after a place: only where they stand. Newest first.
 * A search first finds debtors and accounts (at most 1,000 of each), then their contacts.
 */
export function contactPlaces(
  db: Sql,
  workspaceId: number,
  shard: number,
  filter: ContactFilter,
  after: ContactPlace | null,
  limit: number,
): Promise<ContactPlace[]> {
  return db.query<ContactPlace>(
    `select ${queuedAtMs} as "queuedAt", c.enrollment_id as "enrollmentId", c.seq
       from contact c
      where c.shard = $1 and c.workspace_id = $2 and c.journey_id <> 0
        and ($3::text is null or c.channel = $3)
        and ($4::text is null or c.status = $4)
        and ($5::int is null or c.journey_id = $5)
        and ($6::text is null
          or c.debtor_id = any(array(
               select d.id from debtor d
                where d.shard = $1 and d.workspace_id = $2 and (${bare('d.name')} like ${bare('$6')} or lower(d.external_id) like lower($6))
                limit 1000))
          or c.account_ids && array(
               select a.id from account a
                where a.shard = $1 and a.workspace_id = $2 and lower(a.external_id) like lower($6)
                limit 1000))
        and ($7::float8 is null or (c.queued_at, c.enrollment_id, c.seq) < (to_timestamp($7 / 1000.0), $8::uuid, $9::int))
      order by c.queued_at desc, c.enrollment_id desc, c.seq desc
      limit $10`,
    [
      shard,
      workspaceId,
      filter.channel,
      filter.status,
      filter.journeyId,
      filter.search === null ? null : `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`,
      after?.queuedAt ?? null,
      after?.enrollmentId ?? null,
      after?.seq ?? null,
      limit,
    ],
  );
}

/** One account that a contact is about. */
export interface AccountLine {
  readonly externalId: string;
  readonly dueDate: string | null;
  readonly product: string | null;
  readonly status: string | null;
  readonly balance: number;
  readonly currency: string;
}

/** A contact with what its line in the list shows. Instants are epoch milliseconds. */
export interface ContactLine extends ContactPlace {
  readonly id: string;
  readonly shard: number;
  readonly debtorExternalId: string;
  readonly debtorName: string | null;
  readonly zone: string;
  readonly journeyId: number;
  readonly versionId: number;
  readonly node: string;
  readonly channel: string;
  readonly status: 'queued' | 'sent' | 'delivered' | 'read' | 'answered' | 'cancelled' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly subject: string | null;
  /** The first 160 letters of the rendered text; null where nothing was rendered. */
  readonly opening: string | null;
  readonly accounts: readonly AccountLine[];
}

const accountLines = `(select json_agg(json_build_object(
    'externalId', a.external_id, 'dueDate', a.due_date, 'product', a.product, 'status', a.status,
    'balance', a.balance, 'currency', a.currency) order by a.external_id)
  from account a where a.shard = $1 and a.id = any(c.account_ids))`;

const lineColumns = `c.id, c.shard, ${queuedAtMs} as "queuedAt", c.enrollment_id as "enrollmentId", c.seq,
  d.external_id as "debtorExternalId", d.name as "debtorName", d.zone,
  c.journey_id as "journeyId", c.version_id as "versionId", c.node, c.channel, c.status, c.reason, m.subject,
  coalesce(${accountLines}, '[]') as accounts`;

const lineTables = `join debtor d on d.shard = $1 and d.id = c.debtor_id
  left join contact_message m on m.shard = $1 and m.enrollment_id = c.enrollment_id and m.seq = c.seq`;

/** The lines of these contacts of one shard, all in one statement, in no order. What is not the workspace's is left out. */
export function contactLines(db: Sql, workspaceId: number, shard: number, places: readonly ContactPlace[]): Promise<ContactLine[]> {
  return db.query<ContactLine>(
    `select ${lineColumns}, left(m.body, 160) as opening
       from unnest($3::uuid[], $4::int[]) wanted(enrollment_id, seq)
       join contact c on c.shard = $1 and c.enrollment_id = wanted.enrollment_id and c.seq = wanted.seq and c.workspace_id = $2
       ${lineTables}`,
    [shard, workspaceId, places.map((place) => place.enrollmentId), places.map((place) => place.seq)],
  );
}

/** A contact in full. */
export interface ContactWhole extends ContactLine {
  readonly debtorId: string;
  readonly visit: number;
  readonly template: string;
  readonly topic: string | null;
  readonly sentAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly address: string | null;
  readonly language: string | null;
  readonly body: string | null;
  readonly html: string | null;
  readonly approved: ApprovedCall | null;
  readonly preferredChannel: string | null;
  readonly preferenceAt: Instant | null;
  /** What the step's trace kept, oldest first. */
  readonly trace: readonly { readonly outcome: string; readonly reason: string | null; readonly detail: string | null }[];
}

/** One contact of a workspace with its words, accounts and trace; null where the workspace has none of this key. */
export async function contactWhole(
  db: Sql,
  workspaceId: number,
  shard: number,
  enrollmentId: string,
  seq: number,
): Promise<ContactWhole | null> {
  const [found] = await db.query<ContactWhole>(
    `select ${lineColumns}, left(m.body, 160) as opening, c.debtor_id as "debtorId", c.visit, c.template, c.topic,
            (extract(epoch from c.sent_at) * 1000)::float8 as "sentAt", (extract(epoch from c.ended_at) * 1000)::float8 as "endedAt",
            m.address, m.language, m.body, m.html, m.approved::json as approved,
            d.preferred_channel as "preferredChannel", (extract(epoch from d.preference_at) * 1000)::float8 as "preferenceAt",
            coalesce((select json_agg(json_build_object('outcome', t.outcome, 'reason', t.reason, 'detail', t.detail) order by t.at)
                        from step_trace t where t.shard = $1 and t.enrollment_id = c.enrollment_id and t.seq = c.seq), '[]') as trace
       from contact c ${lineTables}
      where c.shard = $1 and c.workspace_id = $2 and c.enrollment_id = $3 and c.seq = $4`,
    [shard, workspaceId, enrollmentId, seq],
  );
  return found ?? null;
}
