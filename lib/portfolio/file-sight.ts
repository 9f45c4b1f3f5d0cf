import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { type ColumnSight, ColumnWatch } from './column-sight.ts';
import type { FileRecord, OpenedFile } from './csv-records.ts';
import { openContent, portfolioFile } from './file-content.ts';
import { FileRefused } from './file-refused.ts';
import { sheetNames } from './workbook.ts';

/** What a person sees of a file before anything of it is read by a mapping. */
export interface FileSight {
  readonly kind: 'csv' | 'xlsx';
  /** Null in a workbook. */
  readonly delimiter: string | null;
  /** As its first megabyte looks; `ascii` is good in both. Null in a workbook. */
  readonly encoding: 'ascii' | 'utf-8' | 'windows-1252' | null;
  /** The one that was looked at, and all there are; empty for CSV. */
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** The line on which the headings stand; 0: there are none. */
  readonly headingRow: number;
  /** The first rows, cut short, among which a person may choose the heading. */
  readonly top: readonly FileRecord[];
  readonly columns: readonly ColumnSight[];
  readonly rows: readonly FileRecord[];
  /** Rows that were looked at; `isWhole` where that was all. */
  readonly looked: number;
  readonly isWhole: boolean;
}

/** How a file is to be looked at, where a person knows better than what its bytes say. */
export interface SightChoice {
  readonly delimiter?: string | null;
  readonly encoding?: 'utf-8' | 'windows-1252' | null;
  readonly sheet?: string | null;
  readonly headingRow?: number | null;
}

const ROWS_KEPT = 8;
const TOP_KEPT = 40;
/** As much of a heading as is compared with a mapping that names its row. */
const TOP_CELL = 120;
const ROWS_LOOKED_AT = 20_000;
const SNIFFED = 1_048_576;
const MAX_COLUMNS = 500;

/** Looks at the headings and up to 20,000 rows of a file. Throws FileRefused where it cannot be read, or holds no rows. */
export async function fileSight(path: string, choice: SightChoice = {}): Promise<FileSight> {
  const file = await portfolioFile(path);
  const isWorkbook = file.kind === 'xlsx';
  const sheets = isWorkbook ? await sheetNames(path) : [];
  const [delimiter, encoding, sheet] = [choice.delimiter ?? null, choice.encoding ?? null, choice.sheet ?? null];
  const opened = await openContent(file.content, {
    delimiter,
    encoding,
    sheet,
    headingRow: choice.headingRow ?? null,
    decimal: '.',
    columns: [],
  });
  if (opened.headings.length > MAX_COLUMNS) {
    throw new FileRefused(`the heading has ${opened.headings.length} columns; a file has at most ${MAX_COLUMNS}`);
  }
  const watches = opened.headings.map((heading) => new ColumnWatch(heading));
  const rows: FileRecord[] = [];
  let looked = 0;
  let isWhole = true;
  for await (const record of opened.records) {
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    if (looked === ROWS_LOOKED_AT) {
      isWhole = false;
      break;
    }
    looked++;
    if (rows.length < ROWS_KEPT) rows.push({ line: record.line, cells: record.cells.map((cell) => cell.slice(0, 300)) });
    for (const [i, watch] of watches.entries()) watch.see(record.cells[i] ?? '', record.line);
  }
  if (looked === 0) throw new FileRefused('the file has a heading and no rows below it');
  return {
    kind: file.kind,
    delimiter: opened.delimiter,
    encoding: isWorkbook ? null : await encodingOf(path),
    sheet: isWorkbook ? (sheet ?? sheets[0] ?? null) : null,
    sheets,
    headingRow: opened.headingRow,
    top: topOf(opened),
    columns: watches.map((watch) => watch.sight()),
    rows,
    looked,
    isWhole,
  };
}

/** Those to choose from, and the heading itself where it stands below them. */
function topOf({ top, headingRow }: OpenedFile): readonly FileRecord[] {
  return top
    .filter(({ line }, place) => place < TOP_KEPT || line === headingRow)
    .map(({ line, cells }) => ({ line, cells: cells.slice(0, MAX_COLUMNS).map((cell) => cell.slice(0, TOP_CELL)) }));
}

async function encodingOf(path: string): Promise<FileSight['encoding']> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (isAscii(bytes)) return 'ascii';
    // The last character may be cut in two.
    return [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytesRead - cut))) ? 'utf-8' : 'windows-1252';
  } finally {
    await file.close();
  }
}
