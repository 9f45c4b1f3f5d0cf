import type { AbsentAccounts } from './absent-accounts.ts';
import type { BatchOutcome } from './import-batch.ts';
import type { FileBatch } from './read-file.ts';
import { SeenIds } from './seen-ids.ts';
import type { Counts } from './upsert.ts';

/** Accounts taken and what they owe, of one currency; minor units. */
interface CurrencyTotal {
  readonly accounts: number;
  readonly balance: number;
}

/** What became of a file. */
export interface ImportSummary {
  /** Rows below the heading that are not blank; each is exactly one of the four that follow. */
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Debtors in the file, each counted once. */
  readonly debtors: Counts;
  readonly events: { readonly stored: number; readonly duplicate: number };
  /** By currency, as the file says; amounts of two currencies are never added. */
  readonly totals: Readonly<Record<string, CurrencyTotal>>;
  /** Of a check: the accounts of the workspace that the file does not name, and how many of its rows name none; left out where there is none such. */
  readonly absent?: AbsentAccounts & { readonly unnamed: number };
  /** Accounts that were closed since the file does not name them; left out where that was not asked for. */
  readonly closed?: number;
  /** Why the file was refused as a whole, so that nothing was taken; null where it was taken. */
  readonly problem: string | null;
}

const CREATED = 0;
const UPDATED = 1;
const UNCHANGED = 2;

/** Counts the rows of one file, batch by batch. */
export class FileTally {
  rows = 0;
  absent: ImportSummary['absent'];
  closed: ImportSummary['closed'];
  readonly #counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  readonly #debtors = { created: 0, updated: 0, unchanged: 0 };
  readonly #debtorsSeen = new SeenIds();
  readonly #events = { stored: 0, duplicate: 0 };
  readonly #totals = new Map<string, { accounts: number; balance: number }>();

  add(batch: FileBatch, outcome: BatchOutcome): void {
    this.rows += batch.taken.length + batch.refused.length;
    this.#counts.refused += outcome.refused.length;
    for (const [i, row] of outcome.rows.entries()) {
      if (row === null) continue;
      this.#counts[row]++;
      this.#addAccount(batch.taken[i]?.account ?? null);
    }
    for (const { externalId, outcome: became } of outcome.debtors) this.#addDebtor(externalId, became);
    this.#events.stored += outcome.events.stored;
    this.#events.duplicate += outcome.events.duplicate;
  }

  /** Of a file that was refused as a whole nothing was taken: only its rows and the refused among them are counted. */
  summary(problem: string | null): ImportSummary {
    const nothing = { created: 0, updated: 0, unchanged: 0 };
    if (problem !== null) {
      const { refused } = this.#counts;
      const events = { stored: 0, duplicate: 0 };
      return { rows: this.rows, new: 0, changed: 0, unchanged: 0, refused, debtors: nothing, events, totals: {}, problem };
    }
    return {
      rows: this.rows,
      ...this.#counts,
      debtors: { ...this.#debtors },
      events: { ...this.#events },
      totals: Object.fromEntries(
        [...this.#totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, total]) => [currency, { ...total }]),
      ),
      ...(this.absent ? { absent: this.absent } : {}),
      ...(this.closed === undefined ? {} : { closed: this.closed }),
      problem,
    };
  }

  /** Rows that were refused so far. */
  get refused(): number {
    return this.#counts.refused;
  }

  #addAccount(account: FileBatch['taken'][number]['account']): void {
    if (!account) return;
    const currency = account.currency ?? '';
    const total = this.#totals.get(currency) ?? { accounts: 0, balance: 0 };
    total.accounts++;
    total.balance += account.balance ?? 0;
    this.#totals.set(currency, total);
  }

  /** A debtor who is new stays new however many rows add to them; one found unchanged may still change on a later row. */
  #addDebtor(externalId: string, became: string): void {
    if (became === 'refused') return;
    const mark = became === 'created' ? CREATED : became === 'updated' ? UPDATED : UNCHANGED;
    const before = this.#debtorsSeen.see(externalId, mark);
    if (before === null) this.#debtors[mark === CREATED ? 'created' : mark === UPDATED ? 'updated' : 'unchanged']++;
    else if (before === UNCHANGED && mark === UPDATED) {
      this.#debtors.unchanged--;
      this.#debtors.updated++;
      this.#debtorsSeen.mark(externalId, UPDATED);
    }
  }
}
