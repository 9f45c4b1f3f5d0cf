import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** Where a debtor stands in the list: those who owe by a date, the earliest first, each at their earliest account; then the others. */
export type DebtorPlace =
  | { readonly part: 'owing'; readonly dueDate: string; readonly accountId: string; readonly debtorId: string }
  | { readonly part: 'others'; readonly debtorId: string };

/** What narrows the debtors that are listed; null does not narrow. */
export interface DebtorFilter {
  readonly country: string | null;
  /** Days past due of the most overdue open account, both ends included; a null end is open. */
  readonly days: { readonly from: number | null; readonly to: number | null } | null;
  /** Debtors among whom to look, by id: what a search found. */
  readonly among: readonly string[] | null;
}

/** SQL: an account that exists at `$3` (epoch milliseconds). */
const exists = (a: string) => `(${a}.opened_at is null or ${a}.opened_at <= to_timestamp($3::float8 / 1000.0))`;
/** SQL: one with something owed, neither paid nor cancelled, as `totalBalance` counts them (docs/decisions/0005). */
const open = (a: string) => `${a}.balance > 0 and coalesce(${a}.status, '') not in ('paid', 'cancelled') and ${exists(a)}`;
/** More days than any account is overdue by. */
const EVER = 100_000;

/**
 * The next debtors of a shard who owe by a date, the earliest date first: only where they stand. `account_open_due` gives
 * the order; an account that has an earlier one of its debtor before it is passed over.
 */
export async function owingPlaces(
  db: Sql,
  place: { readonly workspaceId: number; readonly shard: number; readonly now: Instant },
  filter: DebtorFilter,
  after: Extract<DebtorPlace, { part: 'owing' }> | null,
  limit: number,
): Promise<DebtorPlace[]> {
  const { from, to } = filter.days ?? { from: null, to: null };
  const today = `(to_timestamp($3::float8 / 1000.0) at time zone d.zone)::date`;
  const aDay = (sign: string) => `((to_timestamp($3::float8 / 1000.0) at time zone 'UTC')::date ${sign}`;
  const rows = await db.query<{ dueDate: string; accountId: string; debtorId: string }>(
    `select a.due_date as "dueDate", a.id as "accountId", a.debtor_id as "debtorId"
       from account a join debtor d on d.shard = $1 and d.id = a.debtor_id
      where a.shard = $1 and a.workspace_id = $2 and a.due_date is not null and ${open('a')}
        and ($4::text is null or (a.due_date, a.id) > ($4, $5::uuid))
        and ($6::text is null or d.country = $6)
        and ($7::uuid[] is null or a.debtor_id = any($7))
        and ($8::boolean is not true or (
          a.due_date between ${aDay('- $10::int - 1')})::text and ${aDay('- $9::int + 1')})::text
          and ${today} - a.due_date::date between $9::int and $10::int))
        and not exists (select 1 from account b where b.shard = $1 and b.debtor_id = a.debtor_id and b.due_date is not null and ${open('b')}
          and (b.due_date, b.id) < (a.due_date, a.id))
      order by a.due_date, a.id limit $11`,
    [
      place.shard,
      place.workspaceId,
      place.now,
      after?.dueDate ?? null,
      after?.accountId ?? null,
      filter.country,
      filter.among,
      filter.days !== null,
      from ?? -EVER,
      to ?? EVER,
      limit,
    ],
  );
  return rows.map((row) => ({ part: 'owing', ...row }));
}

/** The next debtors of a shard who owe nothing by a date, by id: only where they stand. */
export async function otherPlaces(
  db: Sql,
  place: { readonly workspaceId: number; readonly shard: number; readonly now: Instant },
  filter: DebtorFilter,
  after: string | null,
  limit: number,
): Promise<DebtorPlace[]> {
  const rows = await db.query<{ debtorId: string }>(
    `select d.id as "debtorId" from debtor d
      where d.shard = $1 and d.workspace_id = $2 and ($4::uuid is null or d.id > $4)
        and ($5::text is null or d.country = $5) and ($6::uuid[] is null or d.id = any($6))
        and not exists (select 1 from account b where b.shard = $1 and b.debtor_id = d.id and b.due_date is not null and ${open('b')})
      order by d.id limit $7`,
    [place.shard, place.workspaceId, place.now, after, filter.country, filter.among, limit],
  );
  return rows.map((row) => ({ part: 'others', ...row }));
}

/** Letters that Spanish and Portuguese write with a sign, and the bare ones: PGlite has no unaccent. */
const bare = (column: string) => `translate(lower(${column}), 'áàâãéêíóôõúüñç', 'aaaaeeiooouunc')`;

/** The debtor of exactly this externalId, and that of the account of exactly this one: both by index. */
export async function namedDebtors(db: Sql, workspaceId: number, shard: number, externalId: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from debtor where shard = $1 and workspace_id = $2 and external_id = $3
     union select debtor_id from account where shard = $1 and workspace_id = $2 and external_id = $3`,
    [shard, workspaceId, externalId],
  );
  return rows.map(({ id }) => id);
}

/** Debtors of whose name or externalId, or of whose accounts' externalId, the words are a part: at most 1,000 of each. Reads the shard's rows. */
export async function matchingDebtors(db: Sql, workspaceId: number, shard: number, words: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `(select d.id from debtor d where d.shard = $1 and d.workspace_id = $2
        and (${bare('d.name')} like ${bare('$3')} or lower(d.external_id) like lower($3)) limit 1000)
     union
     (select a.debtor_id from account a where a.shard = $1 and a.workspace_id = $2 and lower(a.external_id) like lower($3) limit 1000)`,
    [shard, workspaceId, `%${words.replace(/[\\%_]/g, '\\$&')}%`],
  );
  return rows.map(({ id }) => id);
}

/** What is owed in one currency. */
export interface OwedIn {
  readonly currency: string;
  readonly balance: number;
  readonly accounts: number;
}

/** A debtor as their line in the list shows them. Instants are epoch milliseconds. */
export interface DebtorRow {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly zone: string;
  readonly accounts: number;
  readonly balances: readonly OwedIn[];
  readonly dueDate: string | null;
  readonly contactedAt: Instant | null;
  readonly contactChannel: string | null;
}

const balances = `coalesce((select json_agg(json_build_object('currency', s.currency, 'balance', s.balance, 'accounts', s.accounts) order by s.currency)
  from (select a.currency, sum(a.balance)::bigint as balance, count(*) as accounts from account a
        where a.shard = $1 and a.debtor_id = d.id and ${open('a')} group by a.currency) s), '[]')`;

/** The lines of these debtors of one shard, in any order. */
export function debtorRows(db: Sql, workspaceId: number, shard: number, now: Instant, ids: readonly string[]): Promise<DebtorRow[]> {
  return db.query<DebtorRow>(
    `select d.id, d.external_id as "externalId", d.name, d.country, d.zone, ${balances} as balances,
            (select count(*) from account a where a.shard = $1 and a.debtor_id = d.id and ${exists('a')}) as accounts,
            (select min(a.due_date) from account a where a.shard = $1 and a.debtor_id = d.id and ${open('a')}) as "dueDate",
            (extract(epoch from c.queued_at) * 1000)::bigint as "contactedAt", c.channel as "contactChannel"
       from debtor d left join lateral (select c.queued_at, c.channel from contact c
          where c.shard = $1 and c.debtor_id = d.id and c.status <> 'cancelled' order by c.queued_at desc limit 1) c on true
      where d.shard = $1 and d.workspace_id = $2 and d.id = any($4::uuid[])`,
    [shard, workspaceId, now, ids],
  );
}

/** An account as its debtor's page shows it. */
export interface AccountRow {
  readonly id: string;
  readonly externalId: string;
  readonly product: string | null;
  readonly currency: string;
  readonly balance: number;
  readonly surplus: number;
  readonly dueDate: string | null;
  readonly status: string | null;
  readonly promiseDate: string | null;
  readonly promiseAmount: number | null;
  readonly promisePaid: number | null;
}

/** A debtor in full. Addresses and consent as `DebtorState` has them. */
export interface DebtorWhole {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly zone: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly whatsapp: string | null;
  readonly pushCount: number;
  readonly postal: string | null;
  readonly consent: Readonly<Partial<Record<string, 'granted' | 'denied'>>>;
  readonly hardFailed: readonly string[];
  readonly preferredChannel: string | null;
  readonly preferredFrom: string | null;
  readonly preferredTo: string | null;
  readonly preferenceAt: Instant | null;
  readonly lastReplyAt: Instant | null;
  readonly balances: readonly OwedIn[];
  readonly accounts: readonly AccountRow[];
}

/** One debtor of a workspace with their accounts that exist by `now`, the earliest due first; null where there is none such. */
export async function debtorWhole(
  db: Sql,
  workspaceId: number,
  shard: number,
  now: Instant,
  externalId: string,
): Promise<DebtorWhole | null> {
  const [row] = await db.query<DebtorWhole>(
    `select d.id, d.external_id as "externalId", d.name, d.language, d.country, d.zone, d.email, d.phone, d.whatsapp,
            d.push_count as "pushCount", d.postal, d.consent, d.hard_failed as "hardFailed", d.preferred_channel as "preferredChannel",
            d.preferred_from as "preferredFrom", d.preferred_to as "preferredTo",
            (extract(epoch from d.preference_at) * 1000)::bigint as "preferenceAt",
            (extract(epoch from d.last_reply_at) * 1000)::bigint as "lastReplyAt", ${balances} as balances,
            coalesce((select json_agg(json_build_object('id', a.id, 'externalId', a.external_id, 'product', a.product, 'currency', a.currency,
                'balance', a.balance, 'surplus', a.surplus, 'dueDate', a.due_date, 'status', a.status, 'promiseDate', a.promise_date,
                'promiseAmount', a.promise_amount, 'promisePaid', a.promise_paid) order by a.due_date nulls last, a.external_id)
              from account a where a.shard = $1 and a.debtor_id = d.id and ${exists('a')}), '[]') as accounts
       from debtor d where d.shard = $1 and d.workspace_id = $2 and d.external_id = $4`,
    [shard, workspaceId, now, externalId],
  );
  return row ?? null;
}

/** The countries of a workspace's debtors in one shard, found one after another. */
export async function countriesOf(db: Sql, workspaceId: number, shard: number): Promise<readonly string[]> {
  const rows = await db.query<{ country: string }>(
    `select distinct country from debtor where shard = $1 and workspace_id = $2 and country is not null`,
    [shard, workspaceId],
  );
  return rows.map(({ country }) => country);
}
