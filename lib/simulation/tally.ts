import { localDateOf } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';

/**
 * What is counted: contacts that left and tasks put in front of somebody, runs that began on the way and ended, steps withheld; money that was
 * paid (minor units, by currency) and accounts that owed nothing after it (`settled`), and contacts about an account that
 * owed nothing any more (`late`).
 */
export type Counted = 'contact' | 'entered' | 'ended' | 'withheld' | 'granted' | 'overflow' | 'paid' | 'settled' | 'late';

/** One count. `way`: the channel, the kind of a task, or the currency; `word`: why withheld, or the outcome. Empty where there is none. */
export interface Cell {
  readonly day: LocalDate;
  readonly node: string;
  readonly counted: Counted;
  readonly way: string;
  readonly word: string;
  readonly count: number;
}

/** A tally as data, to be sent between threads and added to another. */
export interface TallyRows {
  readonly debtors: number;
  readonly accounts: number;
  readonly cells: readonly Cell[];
  /** By node: accounts that were told there at least once. */
  readonly told: readonly (readonly [node: string, accounts: number])[];
  /** Runs that were under way at the beginning, and those that are still under way at the end. */
  readonly stood: number;
  readonly live: number;
}

/** Counts what comes of debtors. Whole numbers only: the sum is the same in whatever order, and in however many parts, it is made. */
export class Tally {
  #debtors = 0;
  #accounts = 0;
  #stood = 0;
  #live = 0;
  readonly #cells = new Map<string, { -readonly [K in keyof Cell]: Cell[K] }>();
  readonly #told = new Map<string, number>();
  readonly #zone: string;

  /** `zone`: the workspace's, in which days are counted. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Counts one debtor's whole run. */
  add(log: DebtorLog, from: number): void {
    this.#debtors += 1;
    this.#accounts += log.world.accounts.length;
    const told = new Map<string, Set<string>>();
    const tell = (node: string, ids: readonly string[]) => {
      const known = told.get(node) ?? new Set();
      for (const id of ids) known.add(id);
      told.set(node, known);
    };
    for (const { status, node, channel, queuedAt, accountIds } of log.contacts) {
      if (status !== 'sent' || queuedAt < from) continue;
      this.#count(queuedAt, node, 'contact', channel, '', 1);
      tell(node, accountIds);
      if (accountIds.some((id) => owesNothing(log.paid, id, queuedAt))) this.#count(queuedAt, node, 'late', channel, '', 1);
    }
    for (const { at, currency, amount, balance } of log.paid) {
      if (at < from) continue;
      this.#count(at, '', 'paid', currency, '', amount);
      if (amount > 0 && balance === 0) this.#count(at, '', 'settled', currency, '', 1);
    }
    for (const { node, work, createdAt, accountId } of log.tasks) {
      this.#count(createdAt, node, 'contact', work.kind, '', 1);
      tell(node, [accountId]);
    }
    for (const { at, node, outcome, reason } of log.trace) {
      if (reason !== null) this.#count(at, node, 'withheld', '', reason, 1);
      else if (outcome === 'granted' || outcome === 'overflow') this.#count(at, node, outcome, '', '', 1);
    }
    this.#stood += log.stood;
    for (const { enteredAt } of log.enrollments.slice(log.stood)) this.#count(enteredAt, '', 'entered', '', '', 1);
    for (const { status, node, outcome, enteredAt, endedAt } of log.enrollments) {
      if (status === 'live') this.#live += 1;
      else this.#count(endedAt ?? enteredAt, node, 'ended', '', outcome ?? 'end', 1);
    }
    for (const [node, ids] of told) this.#told.set(node, (this.#told.get(node) ?? 0) + ids.size);
  }

  /** Adds another tally, of other debtors. */
  merge({ debtors, accounts, cells, told, stood, live }: TallyRows): void {
    this.#debtors += debtors;
    this.#accounts += accounts;
    this.#stood += stood;
    this.#live += live;
    for (const { day, node, counted, way, word, count } of cells) this.#countOn(day, node, counted, way, word, count);
    for (const [node, count] of told) this.#told.set(node, (this.#told.get(node) ?? 0) + count);
  }

  /** Everything counted so far, in order: the same for the same counts. */
  rows(): TallyRows {
    return {
      debtors: this.#debtors,
      accounts: this.#accounts,
      stood: this.#stood,
      live: this.#live,
      cells: [...this.#cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => ({ ...cell })),
      told: [...this.#told].sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }

  #count(at: number, node: string, counted: Counted, way: string, word: string, count: number): void {
    this.#countOn(localDateOf(at, this.#zone), node, counted, way, word, count);
  }

  #countOn(day: LocalDate, node: string, counted: Counted, way: string, word: string, count: number): void {
    // A node's id is any text: it stands last, behind words that hold no line break.
    const key = `${day}\n${counted}\n${way}\n${word}\n${node}`;
    const cell = this.#cells.get(key);
    if (cell) cell.count += count;
    else this.#cells.set(key, { day, node, counted, way, word, count });
  }
}

/** Whether an account had paid everything by then. */
function owesNothing(paid: DebtorLog['paid'], id: string, at: number): boolean {
  return paid.findLast((one) => one.accountId === id && one.at <= at)?.balance === 0;
}
