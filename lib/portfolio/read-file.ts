import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import type { FileRecord } from './csv-records.ts';
import type { EventInput } from './events.ts';
import { type FileContent, openContent } from './file-content.ts';
import type { DateOrder } from './file-dates.ts';
import { FileRefused } from './file-refused.ts';
import type { Mapping } from './mapping.ts';
import { type ReadRow, type RowReader, rowReader } from './read-row.ts';
import { markOf, SeenIds } from './seen-ids.ts';

/** A row of a file that is not taken. `row` is its line, the heading's being 1. */
export interface RefusedRow {
  readonly row: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/** A row that can be taken. `account` null: it adds nothing to what an earlier row said of the account, or has none. */
export interface TakenRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly debtor: DebtorInput;
  /** True where an earlier row has spoken for this debtor: this one may only fill gaps. */
  readonly fillsDebtor: boolean;
  readonly account: AccountInput | null;
  readonly events: readonly EventInput[];
}

export interface FileBatch {
  readonly taken: readonly TakenRow[];
  readonly refused: readonly RefusedRow[];
  /** The account that each row names, refused or not; empty where one names none. */
  readonly named: readonly string[];
}

const BATCH_ROWS = 2_000;

/**
 * Reads a CSV file or workbook by a mapping, in batches of up to 2,000 rows, in memory that does not grow with the file but for some
 * 16 bytes an id. The first row on which a debtor or an account stands speaks for it: later rows fill in what the first
 * left empty about the debtor and add their events; one that says something else about the account is refused. So the
 * same file read twice says the same. Throws FileRefused where the file as a whole cannot be taken, at its end also
 * where most rows hold dates in another order than the mapping's.
 */
export async function* readFile(source: FileContent, mapping: Mapping): AsyncGenerator<FileBatch> {
  const file = await openContent(source, mapping);
  const judge = new RowJudge(rowReader(mapping, file.places), file.headings.length, Math.max(...file.places));
  const accountOf = accountReader(mapping, file.places);
  let batch = emptyBatch();
  for await (const record of file.records) {
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    const judged = judge.judge(record);
    if ('reason' in judged) batch.refused.push(judged);
    else batch.taken.push(judged);
    batch.named.push(accountOf(record.cells));
    if (batch.taken.length + batch.refused.length < BATCH_ROWS) continue;
    yield batch;
    batch = emptyBatch();
  }
  if (batch.taken.length + batch.refused.length > 0) yield batch;
  judge.judgeWhole(mapping.dates);
}

function emptyBatch(): { taken: TakenRow[]; refused: RefusedRow[]; named: string[] } {
  return { taken: [], refused: [], named: [] };
}

/** Reads of a row, which may be wrong in every other way, the account that it is about. */
function accountReader(mapping: Mapping, places: readonly number[]): (cells: readonly string[]) => string {
  const column = mapping.columns.findIndex(({ field }) => field.name === 'account.id');
  const [place, map] = [places[column], mapping.columns[column]?.map];
  return (cells) => {
    const text = (place === undefined ? '' : (cells[place] ?? '')).trim();
    const mapped = map?.get(text);
    return mapped === undefined || mapped === null ? text : String(mapped);
  };
}

class RowJudge {
  readonly #read: RowReader;
  readonly #width: number;
  readonly #lastPlace: number;
  readonly #debtors = new SeenIds();
  readonly #accounts = new SeenIds();
  readonly #events = new SeenIds();
  /** How often an event of this key stood in the file: two payments of one account on one day are two. */
  readonly #repeats = new Map<string, number>();
  readonly #otherOrders = new Map<DateOrder, number>();
  #rows = 0;

  constructor(read: RowReader, width: number, lastPlace: number) {
    this.#read = read;
    this.#width = width;
    this.#lastPlace = lastPlace;
  }

  judge({ line: row, cells }: FileRecord): TakenRow | RefusedRow {
    this.#rows++;
    if (cells.length > this.#width) {
      const reason = `the row has ${cells.length} cells and the heading ${this.#width}; a value that holds the delimiter must stand in quotes`;
      return { row, reason, cells };
    }
    if (cells.length <= this.#lastPlace) {
      return { row, reason: `the row has ${cells.length} cells and the heading ${this.#width}; the row seems to be cut off`, cells };
    }
    const read = this.#read(cells);
    if (read.ok) return this.#place(read.value, row, cells);
    if (read.otherOrder) this.#otherOrders.set(read.otherOrder, (this.#otherOrders.get(read.otherOrder) ?? 0) + 1);
    return { row, reason: read.reason, cells };
  }

  judgeWhole(order: DateOrder): void {
    if (this.#rows === 0) throw new FileRefused('the file has a heading and no rows below it');
    for (const [other, count] of this.#otherOrders) {
      if (count * 2 <= this.#rows) continue;
      throw new FileRefused(
        `${count} of ${this.#rows} rows hold dates that exist only in the order ${other}, not in ${order}; nothing was taken, since the rest would be read wrong. Set "dates": "${other}" in the mapping`,
      );
    }
  }

  #place({ debtor, account, events }: ReadRow, row: number, cells: readonly string[]): TakenRow | RefusedRow {
    // One reader makes every account of the file, so that equal ones have their keys in one order.
    const mark = account ? markOf(JSON.stringify(account)) : 0;
    const earlier = account ? this.#accounts.see(account.externalId, mark) : null;
    if (account && earlier !== null && earlier !== mark) {
      return {
        row,
        reason: `account ${account.externalId} stands on an earlier row, which says something else about it; keep one of the two`,
        cells,
      };
    }
    const fillsDebtor = this.#debtors.see(debtor.externalId, 0) !== null;
    const numbered = events.map((event) => this.#numbered(event));
    return { row, cells, debtor, fillsDebtor, account: earlier === null ? account : null, events: numbered };
  }

  #numbered(event: EventInput): EventInput {
    const key = event.externalId ?? '';
    if (this.#events.see(key, 0) === null) return event;
    const count = (this.#repeats.get(key) ?? 1) + 1;
    this.#repeats.set(key, count);
    return { ...event, externalId: `${key}:${count}` };
  }
}
