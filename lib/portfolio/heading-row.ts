import { FileRefused } from './file-refused.ts';

/** A row near the top of a file, and the line on which it begins. */
interface TopRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where the headings stand. `line` 0: the file has none, and its columns go by letters as in a spreadsheet. */
export interface Heading {
  readonly line: number;
  readonly headings: readonly string[];
}

/** So many rows from the top are searched for the heading: exports put a company, a title and dates above it. */
export const HEADING_WITHIN = 100;

/** What a file's heading is found by: the line that a person named, the columns that are looked for. */
interface HeadingWish {
  /** Null: to be found. 0: there is none. */
  readonly line: number | null;
  readonly wanted: readonly string[];
}

/**
 * The heading among the first rows of a file, none of which is empty: the one that is named; else the first that holds
 * every column looked for, or most of them; else, where none is looked for, the one that looks like it. Throws FileRefused
 * where no row begins on the line that is named.
 */
export function headingAmong(rows: readonly TopRow[], { line, wanted }: HeadingWish, key: (cell: string) => string): Heading {
  if (line === 0) return lettered(rows);
  if (line !== null) {
    const named = rows.find((row) => row.line === line);
    if (!named) throw new FileRefused(`line ${line} holds no heading; choose the line on which the headings stand`);
    return { line, headings: named.cells.map(key) };
  }
  const found = wanted.length > 0 ? rowWith(rows, wanted, key) : likelyLine(rows);
  if (found === 0) return lettered(rows);
  return { line: found, headings: (rows.find((row) => row.line === found)?.cells ?? []).map(key) };
}

/** How many of the cells looked for stand in the headings. */
export function foundIn({ headings }: Heading, wanted: readonly string[]): number {
  return wanted.filter((heading) => headings.includes(heading)).length;
}

function rowWith(rows: readonly TopRow[], wanted: readonly string[], key: (cell: string) => string): number {
  let best = { line: rows[0]?.line ?? 1, count: 0 };
  for (const { line, cells } of rows) {
    const count = foundIn({ line, headings: cells.map(key) }, wanted);
    if (count > best.count) best = { line, count };
  }
  return best.line;
}

/**
 * The first row that fills more than half of the widest one's cells and holds words, not dates and amounts, above rows that
 * hold more of these. Where even the first such row holds as many as those below it, there is no heading.
 */
function likelyLine(rows: readonly TopRow[]): number {
  const seen = rows.map(({ line, cells }) => ({
    line,
    filled: cells.filter((cell) => cell.trim() !== '').length,
    values: valuesIn(cells),
  }));
  const widest = Math.max(...seen.map(({ filled }) => filled));
  const full = seen.filter(({ filled }) => filled * 2 > widest);
  const mostBelow = (place: number) => Math.max(-1, ...full.slice(place + 1).map(({ values }) => values));
  const named = full.find(({ filled, values }, place) => values * 4 <= filled && (place === 0 || mostBelow(place) > values));
  if (named) return named.line;
  const [first] = full;
  return first && first.values < mostBelow(0) ? first.line : 0;
}

const NUMBER = /^[-+(]?\s*\p{Sc}?\s*\d[\d\s.,'’]*\)?\s*(?:%|\p{Sc}|[A-Z]{3})?$/u;
const DATE = /^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}(?:\D|$)/;
const ADDRESS = /^\S+@\S+\.\S+$/;

/** Cells that hold an amount, a date or an address rather than the name of a column. */
function valuesIn(cells: readonly string[]): number {
  return cells.filter((cell) => [NUMBER, DATE, ADDRESS].some((value) => value.test(cell.trim()))).length;
}

function lettered(rows: readonly TopRow[]): Heading {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return { line: 0, headings: Array.from({ length: width }, (_, place) => letterOf(place)) };
}

/** A, B, … Z, AA, AB: as spreadsheets name their columns. */
function letterOf(place: number): string {
  const rest = String.fromCharCode(65 + (place % 26));
  return place < 26 ? rest : letterOf(Math.floor(place / 26) - 1) + rest;
}
