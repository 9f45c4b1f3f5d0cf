import { SaxesParser } from 'saxes';
import type { ZipFile } from './zip-file.ts';

/** How the number in a cell is to be read: as a number, a date, a date with its time, a time; or written with zeros in front. */
export type CellFormat = 'number' | 'date' | 'datetime' | 'time' | { readonly digits: number };

/** Formats that every program knows by number; the rest are written out in the file. */
const BUILT_IN = new Map<number, CellFormat>([
  ...[14, 15, 16, 17, ...range(27, 31), 36, ...range(50, 54), 57, 58].map((id): [number, CellFormat] => [id, 'date']),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id): [number, CellFormat] => [id, 'time']),
  [22, 'datetime'],
]);

/** The format of each style of a workbook, by the number with which cells name it. */
export async function formatsOf(zip: ZipFile): Promise<readonly CellFormat[]> {
  if (!zip.names.includes('xl/styles.xml') || zip.sizeOf('xl/styles.xml') > 20_000_000) return [];
  const written = new Map<number, string>();
  const used: number[] = [];
  let inCells = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const tag = name.replace(/^.*:/, '');
    if (tag === 'numFmt') written.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    if (tag === 'cellXfs') inCells = true;
    if (tag === 'xf' && inCells) used.push(Number(attributes.numFmtId ?? 0));
  });
  parser.on('closetag', ({ name }) => {
    if (name.replace(/^.*:/, '') === 'cellXfs') inCells = false;
  });
  const decoder = new TextDecoder();
  for await (const piece of zip.read('xl/styles.xml')) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
  return used.map((id) => {
    const code = written.get(id);
    return code === undefined ? (BUILT_IN.get(id) ?? 'number') : formatOfCode(code);
  });
}

/** What a written format says: `dd/mm/yyyy` is a date, `0000000000` a number of ten digits. Texts in quotes and colours say nothing. */
export function formatOfCode(code: string): CellFormat {
  const [first = ''] = code.split(';');
  if (/^0{2,}$/.test(first)) return { digits: first.length };
  const bare = first
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const hasClock = /[hs]/i.test(bare);
  const hasDate = /[dy]/i.test(bare) || (/m/i.test(bare) && !hasClock);
  if (/[#0?]/.test(bare.replace(/s\.0+/gi, 's')) || /general/i.test(bare)) return 'number';
  if (hasDate) return hasClock ? 'datetime' : 'date';
  return hasClock ? 'time' : 'number';
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
