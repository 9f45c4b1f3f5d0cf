import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { FileRefused } from './file-refused.ts';
import { headingKey, type Mapping } from './mapping.ts';

/** One record of a file: its cells and the line on which it begins, the heading's being 1; in a workbook its row. */
export interface FileRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file whose heading was read: in which cell each mapped column stands, and the records below. */
export interface OpenedFile {
  readonly headings: readonly string[];
  readonly places: readonly number[];
  /** Null in a workbook. */
  readonly delimiter: string | null;
  readonly records: AsyncIterable<FileRecord>;
}

/** What is to be known to open a file: the delimiter, null where it is to be found, and the columns that are read. */
export type Opening = Pick<Mapping, 'delimiter'> & { readonly columns: readonly { readonly heading: string }[] };

const DELIMITERS = [',', ';', '\t', '|'];
/** A heading longer than this is none. */
const MAX_HEADING = 65_536;
/** A record longer than this is a quote that was never closed. */
const MAX_RECORD = 1_048_576;

/** Cells stay as they are written; a quote inside a cell that does not begin with one is a letter. */
const OPTIONS: Options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: MAX_RECORD, info: true };

/**
 * Opens the text of a CSV file: finds the delimiter where the mapping names none (the one that splits the heading into
 * most of the mapped columns) and the place of every mapped column. Throws FileRefused where the file is empty, a mapped
 * column is missing or stands twice.
 */
export async function openCsv(text: AsyncGenerator<string>, mapping: Opening): Promise<OpenedFile> {
  let start = '';
  while (start.length < MAX_HEADING) {
    const { value, done } = await text.next();
    if (done) break;
    start += value;
  }
  if (start.trim() === '') throw new FileRefused('the file is empty');
  const delimiter = mapping.delimiter ?? bestDelimiter(start, mapping);
  const headings = headingsOf(start, delimiter);
  const places = mapping.columns.map(({ heading }) => placeOf(heading, headings, delimiter));
  return { headings, places, delimiter, records: recordsOf(start, text, delimiter) };
}

function bestDelimiter(start: string, mapping: Opening): string {
  const wanted = new Set(mapping.columns.map(({ heading }) => heading));
  let best = { delimiter: ',', found: -1, cells: 0 };
  for (const delimiter of DELIMITERS) {
    const headings = headingsOf(start, delimiter);
    const found = headings.filter((heading) => wanted.has(heading)).length;
    if (found > best.found || (found === best.found && headings.length > best.cells)) best = { delimiter, found, cells: headings.length };
  }
  return best.delimiter;
}

function headingsOf(start: string, delimiter: string): readonly string[] {
  try {
    const records: string[][] = parseText(start, { ...OPTIONS, info: false, delimiter, to: 1 });
    return (records[0] ?? []).map(headingKey);
  } catch (error) {
    throw refusedBy(error);
  }
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

async function* recordsOf(start: string, rest: AsyncGenerator<string>, delimiter: string): AsyncGenerator<FileRecord> {
  const parser = parse({ ...OPTIONS, delimiter });
  // An error in the text before the parser must end the parser too, or whoever reads it would wait for ever.
  const input = Readable.from(chained(start, rest)).on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let isHeading = true;
  let line = 0;
  try {
    for await (const { record, info } of parser) {
      const cells: readonly string[] = record;
      line = info.lines - newlinesIn(cells);
      if (!isHeading) yield { line, cells };
      isHeading = false;
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
