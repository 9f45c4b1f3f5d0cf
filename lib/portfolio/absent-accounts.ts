import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { storeEvents } from './events.ts';
import { FileRefused } from './file-refused.ts';
import { markOf } from './seen-ids.ts';
import { shardsOf } from './shard.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** An account that a file does not name. */
interface AbsentAccount {
  readonly account: string;
  readonly debtor: string;
  readonly name: string | null;
  /** Minor units of `currency`. */
  readonly balance: number;
  readonly currency: string;
}

/** The accounts of a workspace that a file does not name: what a person is shown before any is closed. */
export interface AbsentAccounts {
  readonly count: number;
  /** Accounts of the workspace that are not closed, named or not. */
  readonly of: number;
  /** What they owe, by currency; those that owe nothing are not counted here. */
  readonly owing: Readonly<Record<string, { readonly accounts: number; readonly balance: number }>>;
  /** The first of them. */
  readonly first: readonly AbsentAccount[];
  /** The same for the same accounts: whoever consents, consents to these. */
  readonly mark: string;
}

interface AbsentRow extends AbsentAccount {
  readonly id: string;
}

interface Seeing {
  readonly workspace: PortfolioWorkspace;
  /** The workspace's clock: what does not exist yet is not missed. */
  readonly at: Instant;
  readonly isNamed: (account: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

const PAGE = 5_000;
const SHOWN = 50;

/** Finds the accounts that a file does not name, of those that exist and are neither paid, cancelled nor written off. Reads only. */
export function findAbsent(sql: Sql, seeing: Seeing): Promise<AbsentAccounts> {
  return eachAbsent(sql, seeing, null);
}

/**
 * Closes the accounts that a file does not name, each by an event `account.cancelled` that says which file lacked it, and
 * answers how many. Throws FileRefused, so that nothing of the file is taken, where they are others than those of `mark`.
 */
export async function closeAbsent(
  tx: Sql,
  seeing: Seeing,
  file: { readonly id: number; readonly name: string },
  mark: string,
): Promise<number> {
  const absent = await eachAbsent(tx, seeing, async (accounts) => {
    const events = accounts.map(({ id, account, debtor }) => ({
      externalId: `absent:${file.id}:${id}`,
      type: 'account.cancelled',
      at: seeing.at,
      account,
      debtor,
      payload: { source: 'absent', file: file.name, import: file.id },
    }));
    const { refused } = await storeEvents(tx, seeing.workspace, events, seeing.at);
    if (refused[0]) throw new Error(`an account that a file does not name could not be closed: ${refused[0].reason}`);
  });
  if (absent.mark === mark) return absent.count;
  throw new FileRefused(
    'the accounts that the file does not name are others than those that were shown; nothing was taken. Check the file again',
  );
}

async function eachAbsent(
  sql: Sql,
  seeing: Seeing,
  take: ((accounts: readonly AbsentRow[]) => Promise<void>) | null,
): Promise<AbsentAccounts> {
  const owing: Record<string, { accounts: number; balance: number }> = {};
  const first: AbsentAccount[] = [];
  let [count, of, sum] = [0, 0, 0];
  for await (const page of openAccounts(sql, seeing)) {
    const absent = page.filter(({ account }) => !seeing.isNamed(account));
    of += page.length;
    count += absent.length;
    for (const { id: _, ...one } of absent) {
      // Whatever the order in which a database sorts ids, the same accounts have the same sum.
      sum = (sum + markOf(one.account)) >>> 0;
      if (first.length < SHOWN) first.push(one);
      if (one.balance > 0) addTo(owing, one);
    }
    await take?.(absent);
  }
  return { count, of, owing, first, mark: `${count}-${sum.toString(16)}` };
}

function addTo(owing: Record<string, { accounts: number; balance: number }>, { currency, balance }: AbsentAccount): void {
  const total = owing[currency] ?? { accounts: 0, balance: 0 };
  owing[currency] = { accounts: total.accounts + 1, balance: total.balance + balance };
}

/** Those of which nobody has said yet that they are closed; an event that waits for the runner has said so. */
async function* openAccounts(sql: Sql, { workspace, at, signal }: Seeing): AsyncGenerator<readonly AbsentRow[]> {
  for (const shard of shardsOf(workspace)) {
    for (let after = ''; ; ) {
      if (signal?.aborted) throw new FileRefused('the import was cancelled; nothing was taken');
      const page = await sql.query<AbsentRow>(
        `select a.id, a.external_id as account, d.external_id as debtor, d.name, a.balance, a.currency
           from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id
          where a.shard = $1 and a.workspace_id = $2 and a.external_id > $3
            and coalesce(a.status, '') not in ('paid', 'cancelled', 'written_off')
            and (a.opened_at is null or a.opened_at <= to_timestamp($4 / 1000.0))
            and not exists (select 1 from event e where e.shard = a.shard and e.workspace_id = a.workspace_id and not e.applied
                             and e.account_id = a.id and e.type = 'account.cancelled' and e.at <= to_timestamp($4 / 1000.0))
          order by a.external_id limit $5`,
        [shard, workspace.id, after, at, PAGE],
      );
      if (page.length > 0) yield page;
      if (page.length < PAGE) break;
      after = page[page.length - 1]?.account ?? after;
      await nextTurn();
    }
  }
}
