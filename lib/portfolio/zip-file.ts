import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FileRefused } from './file-refused.ts';

/** One file inside an archive. */
interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** An archive that is open: its names, and the text of each. `close` is always called. */
export interface ZipFile {
  readonly names: readonly string[];
  /** Bytes of the entry once unpacked, as the archive says. */
  sizeOf(name: string): number;
  /** Unpacks an entry piece by piece. Throws FileRefused where it is more than it says, or more than is allowed. */
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** What an archive may unpack to: a sheet of a million rows has some 500 MB. More is a bomb, or belongs into a CSV file. */
const MAX_UNPACKED = 1_500_000_000;
/** A text of letters packs to a tenth, a sheet of equal rows to a hundredth. */
const MAX_RATIO = 400;
const MAX_ENTRIES = 5_000;
const MAX_DIRECTORY = 4_000_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Opens an archive by the directory at its end. Throws FileRefused where it is none, is damaged, locked or hostile. */
export async function openZip(path: string): Promise<ZipFile> {
  const file = await open(path);
  try {
    const entries = new Map((await readDirectory(file)).map((entry) => [entry.name, entry]));
    const find = (name: string): ZipEntry => {
      const entry = entries.get(name);
      if (!entry) throw damaged();
      return entry;
    };
    return {
      names: [...entries.keys()],
      sizeOf: (name) => find(name).size,
      read: (name) => unpack(file, find(name)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readDirectory(file: FileHandle): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw damaged();
  const [count, length, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY) throw new FileRefused('the workbook holds too many parts; save the sheet as CSV');
  if (start + length > size) throw damaged();
  return entriesOf(await bytesAt(file, start, length), count);
}

function entriesOf(directory: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw damaged();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const next = at + 46 + (nameLength ?? 0);
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + 46, next).replace(/^\//, ''),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    };
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new FileRefused('the archive is locked with a password; save it without one');
    entries.push(entry);
    at = next + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

async function* unpack(file: FileHandle, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.size > MAX_UNPACKED || entry.size > Math.max(10_000_000, entry.packed * MAX_RATIO)) throw tooLarge();
  const local = await bytesAt(file, entry.at, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== LOCAL || (entry.method !== 0 && entry.method !== 8)) throw damaged();
  const start = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = Readable.from(piecesOf(file, start, entry.packed));
  const inflate = entry.method === 8 ? createInflateRaw() : null;
  packed.on('error', (error) => inflate?.destroy(error));
  const bytes: AsyncIterable<Uint8Array> = inflate ? packed.pipe(inflate) : packed;
  let read = 0;
  try {
    for await (const piece of bytes) {
      read += piece.byteLength;
      if (read > entry.size) throw tooLarge();
      yield piece;
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : damaged();
  } finally {
    packed.destroy();
    inflate?.destroy();
  }
  if (read !== entry.size) throw damaged();
}

async function* piecesOf(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += 65_536) {
    const piece = await bytesAt(file, start + at, Math.min(65_536, length - at));
    if (piece.length === 0) return;
    yield piece;
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

function damaged(): FileRefused {
  return new FileRefused('the workbook is damaged or is no XLSX file; open it and save it anew, or save the sheet as CSV');
}

function tooLarge(): FileRefused {
  return new FileRefused('the workbook unpacks to far more than a sheet holds; save the sheet as CSV');
}
