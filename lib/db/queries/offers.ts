import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** An account of an offer, and whether its run still stays at it. */
interface OfferAccountRow {
  readonly id: string;
  readonly externalId: string;
  readonly product: string | null;
  readonly currency: string;
  readonly balance: number;
  readonly status: string | null;
  readonly isWaiting: boolean;
  readonly enrollmentId: string;
}

/** An offer as it was told to somebody. */
export interface OfferRow {
  readonly workspaceId: number;
  readonly shard: number;
  readonly enrollmentId: string;
  readonly seq: number;
  readonly versionId: number;
  readonly node: string;
  readonly channel: string;
  readonly topic: string | null;
  readonly template: string;
  readonly status: string;
  readonly queuedAt: Instant;
  readonly debtorId: string;
  readonly debtor: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly zone: string;
  /** Sorted by external id. */
  readonly accounts: readonly OfferAccountRow[];
}

/** The offer that this link leads to; null where there is none. A run waits for it while it stays where this contact was made. */
export async function offerByLink(sql: Sql, shard: number, link: string): Promise<OfferRow | null> {
  const [row] = await sql.query<OfferRow>(
    `select c.workspace_id as "workspaceId", c.shard, c.enrollment_id as "enrollmentId", c.seq, c.version_id as "versionId", c.node, c.channel, c.topic,
       c.template, c.status, (extract(epoch from c.queued_at) * 1000)::bigint as "queuedAt", c.debtor_id as "debtorId",
       d.external_id as debtor, d.name, d.language, d.country, d.zone,
       (select json_agg(json_build_object('id', a.id, 'externalId', a.external_id, 'product', a.product, 'currency', a.currency, 'balance', a.balance,
            'status', a.status, 'enrollmentId', e.id,
            'isWaiting', e.status = 'live' and e.node = c.node and e.acted_at = c.queued_at and e.answer is null) order by a.external_id)
          from unnest(c.enrollment_ids) as run(id) join enrollment e on e.shard = $1 and e.id = run.id
            join account a on a.shard = $1 and a.id = e.account_id) as accounts
     from contact_message m join contact c on c.shard = $1 and c.enrollment_id = m.enrollment_id and c.seq = m.seq
       join debtor d on d.shard = $1 and d.id = c.debtor_id
     where m.shard = $1 and m.link = $2`,
    [shard, link],
  );
  return row ?? null;
}

/** Names the answers to an offer among the events of its workspace; `index` counts them. */
export function offerEventId({ shard, enrollmentId, seq }: Pick<OfferRow, 'shard' | 'enrollmentId' | 'seq'>, index: number): string {
  return `offer:${shard}.${enrollmentId}.${seq}:${index}`;
}

/** What was answered to an offer by its page; null where nothing was. */
export async function offerAnswer(
  sql: Sql,
  offer: OfferRow,
): Promise<{ readonly answer: string; readonly at: Instant; readonly date: string | null } | null> {
  const [row] = await sql.query<{ answer: string; at: Instant; date: string | null }>(
    `select payload ->> 'answer' as answer, (extract(epoch from at) * 1000)::bigint as at, payload ->> 'date' as date
       from event where shard = $1 and workspace_id = $2 and external_id = $3`,
    [offer.shard, offer.workspaceId, offerEventId(offer, 0)],
  );
  return row ?? null;
}
