import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type FileRecord, type OpenedFile, type Opening, placeOf } from './csv-records.ts';
import { FileRefused } from './file-refused.ts';
import { HEADING_WITHIN, headingAmong } from './heading-row.ts';
import { headingKey, type Mapping } from './mapping.ts';
import { readSharedTexts, sheetRows } from './workbook-rows.ts';
import { formatsOf } from './workbook-styles.ts';
import { openZip, type ZipFile } from './zip-file.ts';

/** A workbook on a disk. `meter` is told how much of its sheet was read. */
export interface WorkbookPlace {
  readonly workbook: string;
  readonly meter?: { read: number; total: number };
}

interface Sheet {
  readonly name: string;
  readonly part: string;
}

interface Book {
  readonly sheets: readonly Sheet[];
  /** Dates count from 1904, as old Macs did. */
  readonly from1904: boolean;
}

/** The names of a workbook's sheets that can be seen, in their order. Throws FileRefused where the file is no workbook. */
export async function sheetNames(path: string): Promise<readonly string[]> {
  const zip = await openZip(path);
  try {
    return (await readBook(zip)).sheets.map(({ name }) => name);
  } finally {
    await zip.close();
  }
}

/**
 * Opens a sheet as if it were a CSV file: its heading is found below titles (`headingAmong`), dates are written
 * `YYYY-MM-DD HH:MM:SS`, numbers with the mapping's decimal sign. A formula is never worked out: what the program that
 * saved the file had found stands in its cell. Rows are read as they are asked for; the texts that cells share are kept
 * in memory, up to 200 MB of them. Throws FileRefused.
 */
export async function openWorkbook(place: WorkbookPlace, mapping: Opening & Pick<Mapping, 'sheet' | 'decimal'>): Promise<OpenedFile> {
  const zip = await openZip(place.workbook);
  try {
    const book = await readBook(zip);
    const sheet = mapping.sheet === null ? book.sheets[0] : book.sheets.find(({ name }) => name === mapping.sheet);
    if (!sheet) throw new FileRefused(noSheet(mapping.sheet, book.sheets));
    const settings = {
      texts: await readSharedTexts(zip),
      formats: await formatsOf(zip),
      from1904: book.from1904,
      decimal: mapping.decimal,
    };
    if (place.meter) Object.assign(place.meter, { read: 0, total: zip.sizeOf(sheet.part) });
    const rows = sheetRows(counted(zip.read(sheet.part), place.meter), settings);
    const top = await topRows(rows);
    const wish = { line: mapping.headingRow, wanted: mapping.columns.map(({ heading }) => heading) };
    const { line, headings } = headingAmong(top, wish, headingKey);
    const places = mapping.columns.map(({ heading }) => placeOf(heading, headings, null));
    const below = top.filter((row) => row.line > line);
    return { headings, headingRow: line, top, places, delimiter: null, records: padded(below, rows, headings.length, zip) };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

/** The first rows that are not empty. */
async function topRows(rows: AsyncGenerator<FileRecord>): Promise<readonly FileRecord[]> {
  const top: FileRecord[] = [];
  while (top.length < HEADING_WITHIN) {
    const { value, done } = await rows.next();
    if (done) break;
    if (value.cells.some((cell) => cell.trim() !== '')) top.push(value);
  }
  if (top.length === 0) throw new FileRefused('the sheet is empty');
  return top;
}

/** A workbook leaves out what is empty, also at a row's end; the archive is closed with the last row. */
async function* padded(
  first: readonly FileRecord[],
  rows: AsyncGenerator<FileRecord>,
  width: number,
  zip: ZipFile,
): AsyncGenerator<FileRecord> {
  const wide = ({ line, cells }: FileRecord): FileRecord => {
    const missing = width - cells.length;
    return { line, cells: missing > 0 ? [...cells, ...Array<string>(missing).fill('')] : cells };
  };
  try {
    for (const row of first) yield wide(row);
    for await (const row of rows) yield wide(row);
  } finally {
    await rows.return(undefined);
    await zip.close();
  }
}

async function* counted(bytes: AsyncGenerator<Uint8Array>, meter: WorkbookPlace['meter']): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    if (meter) meter.read += piece.byteLength;
    yield piece;
  }
}

async function readBook(zip: ZipFile): Promise<Book> {
  if (!zip.names.includes('xl/workbook.xml')) {
    throw new FileRefused('the file is a ZIP archive and no XLSX workbook; unpack it, and bring the table inside');
  }
  const parts = new Map<string, string>();
  await eachTag(zip, 'xl/_rels/workbook.xml.rels', ({ name, attributes }) => {
    if (name === 'Relationship') parts.set(attributes.Id ?? '', partName(attributes.Target ?? ''));
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  await eachTag(zip, 'xl/workbook.xml', ({ name, attributes }) => {
    const tag = name.replace(/^.*:/, '');
    if (tag === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
    if (tag !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
    const part = parts.get(attributes['r:id'] ?? '');
    if (part && zip.names.includes(part) && part.includes('worksheets/')) sheets.push({ name: attributes.name ?? '', part });
  });
  if (sheets.length === 0) throw new FileRefused('the workbook has no sheet that can be seen');
  return { sheets, from1904 };
}

async function eachTag(zip: ZipFile, part: string, see: (tag: SaxesTagPlain) => void): Promise<void> {
  if (!zip.names.includes(part)) return;
  if (zip.sizeOf(part) > 5_000_000) throw new FileRefused('the workbook holds too many parts; save the sheet as CSV');
  const parser = new SaxesParser();
  parser.on('opentag', see);
  parser.on('error', () => {
    throw new FileRefused('the workbook is damaged or is no XLSX file; open it and save it anew, or save the sheet as CSV');
  });
  const decoder = new TextDecoder();
  for await (const piece of zip.read(part)) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
}

/** Parts are named from the workbook's folder, or from the root. */
function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

function noSheet(name: string | null, sheets: readonly Sheet[]): string {
  return `the workbook has no sheet "${name}"; there are ${sheets.map((sheet) => `"${sheet.name}"`).join(', ')}`;
}
