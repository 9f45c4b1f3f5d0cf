import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { FileRefused } from './file-refused.ts';
import { foundIn, HEADING_WITHIN, type Heading, headingAmong } from './heading-row.ts';
import { headingKey, type Mapping } from './mapping.ts';

/** One record of a file: its cells and the line on which it begins, the file's first being 1; in a workbook its row. */
export interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file whose heading was read: in which cell each mapped column stands, and the records below. */
export interface OpenedFile {
  readonly headings: readonly string[];
  /** The line on which they stand; 0 where the file has none. */
  readonly headingRow: number;
  /** The first rows that are not empty, the heading and what stands above it among them. */
  readonly top: readonly FileRecord[];
  readonly places: readonly number[];
  /** Null in a workbook. */
  readonly delimiter: string | null;
  readonly records: AsyncIterable<FileRecord>;
}

/** What is to be known to open a file: the delimiter and the line of the heading, null where they are to be found, and the columns that are read. */
export type Opening = Pick<Mapping, 'delimiter' | 'headingRow'> & { readonly columns: readonly { readonly heading: string }[] };

const DELIMITERS = [',', ';', '\t', '|'];
/** The heading stands within so many letters, or is none. */
const MAX_TOP = 262_144;
/** A record longer than this is a quote that was never closed. */
const MAX_RECORD = 1_048_576;

/** Cells stay as they are written; a quote inside a cell that does not begin with one is a letter. */
const OPTIONS: Options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: MAX_RECORD, info: true };

/**
 * Opens the text of a CSV file: finds the delimiter where the mapping names none (the one that splits the heading into
 * most of the mapped columns), the heading below titles (`headingAmong`), and the place of every mapped column. Throws FileRefused where the file is empty, a mapped
 * column is missing or stands twice.
 */
export async function openCsv(text: AsyncGenerator<string>, mapping: Opening): Promise<OpenedFile> {
  let start = '';
  let isWhole = false;
  while (start.length < MAX_TOP) {
    const { value, done } = await text.next();
    if (done) {
      isWhole = true;
      break;
    }
    start += value;
  }
  if (start.trim() === '') throw new FileRefused('the file is empty');
  const { delimiter, heading, top } = topOf(start, isWhole, mapping);
  const places = mapping.columns.map((column) => placeOf(column.heading, heading.headings, delimiter));
  return {
    headings: heading.headings,
    headingRow: heading.line,
    top,
    places,
    delimiter,
    records: recordsOf(start, text, delimiter, heading.line),
  };
}

interface Top {
  readonly delimiter: string;
  readonly heading: Heading;
  readonly top: readonly FileRecord[];
}

/** The top of the file by the mapping's delimiter, or by the one that finds most of the wanted columns, then most columns. */
function topOf(start: string, isWhole: boolean, mapping: Opening): Top {
  const wish = { line: mapping.headingRow, wanted: mapping.columns.map(({ heading }) => heading) };
  const by = (delimiter: string): Top => {
    const top = topRows(start, isWhole, delimiter);
    return { delimiter, top, heading: headingAmong(top, wish, headingKey) };
  };
  if (mapping.delimiter !== null) return by(mapping.delimiter);
  let best: Top | null = null;
  for (const delimiter of DELIMITERS) {
    const other = by(delimiter);
    const gain = best === null ? 1 : foundIn(other.heading, wish.wanted) - foundIn(best.heading, wish.wanted);
    if (best === null || gain > 0 || (gain === 0 && other.heading.headings.length > best.heading.headings.length)) best = other;
  }
  return best ?? by(',');
}

/** The first rows that are not empty. What follows them may be wrong: whoever reads on is told. */
function topRows(start: string, isWhole: boolean, delimiter: string): readonly FileRecord[] {
  const rows: FileRecord[] = [];
  const see = (cells: readonly string[], { lines }: { readonly lines: number }) => {
    rows.push({ line: lines - newlinesIn(cells), cells });
    return null;
  };
  try {
    parseText(start, { ...OPTIONS, info: false, delimiter, to: HEADING_WITHIN, on_record: see });
    // The last one may be cut in two.
    if (!isWhole && rows.length > 1 && rows.length < HEADING_WITHIN) rows.pop();
  } catch (error) {
    if (rows.length === 0) throw refusedBy(error);
  }
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) throw new FileRefused('the file is empty');
  return filled;
}

/** In which cell a mapped column stands. Throws FileRefused where it is missing or stands twice. */
export function placeOf(heading: string, headings: readonly string[], delimiter: string | null): number {
  const place = headings.indexOf(heading);
  if (place === -1) {
    const list = headings
      .slice(0, 40)
      .map((name) => `"${name}"`)
      .join(', ');
    const split =
      headings.length === 1 && delimiter !== null
        ? `; it was split at "${delimiter === '\t' ? 'tab' : delimiter}", which may be the wrong delimiter`
        : '';
    throw new FileRefused(
      `column "${heading}" is missing; the file has ${list}${split}. Correct the heading in the file or in the mapping`,
    );
  }
  if (headings.includes(heading, place + 1)) throw new FileRefused(`column "${heading}" stands twice in the heading; rename one of them`);
  return place;
}

async function* recordsOf(start: string, rest: AsyncGenerator<string>, delimiter: string, headingRow: number): AsyncGenerator<FileRecord> {
  const parser = parse({ ...OPTIONS, delimiter });
  // An error in the text before the parser must end the parser too, or whoever reads it would wait for ever.
  const input = Readable.from(chained(start, rest)).on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let line = 0;
  try {
    for await (const { record, info } of parser) {
      const cells: readonly string[] = record;
      line = info.lines - newlinesIn(cells);
      if (line > headingRow) yield { line, cells };
    }
  } catch (error) {
    throw refusedBy(error);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

async function* chained(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

function newlinesIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (let i = cell.indexOf('\n'); i !== -1; i = cell.indexOf('\n', i + 1)) count++;
  return count;
}

/** csv-parse stops at a quote that is never closed: at the end of the file, or when the record has become too long. */
function refusedBy(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? error.lines : 1;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new FileRefused(
      `a quote (") that opens on or before line ${line} is never closed; close it, or double it if it is part of the text`,
    );
  }
  return new FileRefused(`line ${line} cannot be read: ${error.message}`);
}
