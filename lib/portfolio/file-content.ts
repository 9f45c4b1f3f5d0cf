import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type OpenedFile, type Opening, openCsv } from './csv-records.ts';
import { decodeFile } from './decode-file.ts';
import { FileRefused } from './file-refused.ts';
import type { Mapping } from './mapping.ts';
import { openWorkbook, type WorkbookPlace } from './workbook.ts';

/** What a file holds: the bytes of a CSV file, read once from front to back, or a workbook, which is read where it lies. */
export type FileContent = AsyncIterable<Uint8Array> | WorkbookPlace;

/** A file on a disk, opened to be read once. */
export interface PortfolioFile {
  readonly kind: 'csv' | 'xlsx';
  readonly content: FileContent;
  /** How much of it was read so far, from 0 to 1. */
  share(): number;
}

/** The file at this path: a workbook where it begins as one, else CSV. Where it is something else, reading it throws FileRefused. */
export async function portfolioFile(path: string): Promise<PortfolioFile> {
  const { size } = await stat(path);
  const meter = { read: 0, total: size };
  const share = () => Math.min(1, meter.read / Math.max(1, meter.total));
  const start = await firstBytes(path);
  if (start.startsWith('504b0304')) return { kind: 'xlsx', content: { workbook: path, meter }, share };
  return { kind: 'csv', content: counted(createReadStream(path), start, meter), share };
}

/** Opens a file whose headings and rows are to be read. Throws FileRefused. */
export function openContent(content: FileContent, mapping: Opening & Pick<Mapping, 'encoding' | 'sheet' | 'decimal'>): Promise<OpenedFile> {
  return 'workbook' in content ? openWorkbook(content, mapping) : openCsv(decodeFile(content, mapping.encoding), mapping);
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead).toString('hex');
  } finally {
    await file.close();
  }
}

/** Files that people take for a table; anything else is told by decodeFile. */
function refuseForeign(start: string): void {
  if (start.startsWith('d0cf11e0')) {
    throw new FileRefused('the file is an old workbook (XLS) or one locked with a password; save it as XLSX without a password, or as CSV');
  }
  if (start.startsWith('25504446')) throw new FileRefused('the file is a PDF; a CSV file or an XLSX workbook is needed');
}

async function* counted(bytes: AsyncIterable<Uint8Array>, start: string, meter: { read: number }): AsyncGenerator<Uint8Array> {
  refuseForeign(start);
  for await (const piece of bytes) {
    meter.read += piece.byteLength;
    yield piece;
  }
}
