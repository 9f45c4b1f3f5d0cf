import { isAscii, isUtf8 } from 'node:buffer';
import { FileRefused } from './file-refused.ts';

export type Encoding = 'utf-8' | 'windows-1252';

const decoders = { 'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }), 'windows-1252': new TextDecoder('windows-1252') };

/**
 * The text of a file, piece by piece. Where the encoding is not declared, the first piece with letters beyond ASCII
 * decides. A piece that speaks against the encoding refuses the file by its line, so that no wrong letter slips in:
 * bytes that are no UTF-8, or UTF-8 in what is said to be Windows-1252. Memory: one piece.
 */
export async function* decodeFile(source: AsyncIterable<Uint8Array>, declared: Encoding | null): AsyncGenerator<string> {
  const decoder = new FileDecoder(declared);
  for await (const piece of source) {
    const text = decoder.take(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), false);
    if (text !== '') yield text;
  }
  const rest = decoder.take(Buffer.alloc(0), true);
  if (rest !== '') yield rest;
}

class FileDecoder {
  #encoding: Encoding | null;
  readonly #declared: Encoding | null;
  #begun = false;
  #held = Buffer.alloc(0);
  #line = 1;

  constructor(declared: Encoding | null) {
    this.#declared = declared;
    this.#encoding = declared;
  }

  /** The last bytes are held back where a character may be cut in two. */
  take(piece: Buffer, last: boolean): string {
    let bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    this.#held = Buffer.alloc(0);
    if (!this.#begun) {
      if (bytes.length < 4 && !last) return this.#hold(bytes);
      bytes = this.#begin(bytes);
    }
    const end = last ? bytes.length : completeEnd(bytes);
    this.#held = Buffer.from(bytes.subarray(end));
    return this.#decode(bytes.subarray(0, end));
  }

  #hold(bytes: Buffer): string {
    this.#held = Buffer.from(bytes);
    return '';
  }

  #begin(bytes: Buffer): Buffer {
    this.#begun = true;
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.subarray(0, 1000).includes(0)) {
      throw new FileRefused(
        'the file is not text in UTF-8 or Windows-1252 (it looks like UTF-16 or a binary file); save it as CSV in UTF-8',
      );
    }
    if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) {
      throw new FileRefused('the file is a workbook (XLSX) or a ZIP archive; save the sheet as CSV in UTF-8');
    }
    if (!(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)) return bytes;
    if (this.#declared === 'windows-1252') throw new FileRefused(saysUtf8(1));
    this.#encoding = 'utf-8';
    return bytes.subarray(3);
  }

  #decode(bytes: Buffer): string {
    if (isAscii(bytes)) {
      this.#line += newlinesIn(bytes, bytes.length);
      return bytes.toString('latin1');
    }
    const counts = countSequences(bytes);
    // Where it is declared a piece may hold by chance what UTF-8 would be, as É» in «CAFÉ»; where it is not, half is enough to doubt.
    const looksUtf8 = this.#declared ? counts.valid > counts.invalid : counts.valid > 0 && counts.valid >= counts.invalid;
    const decided = this.#encoding;
    this.#encoding ??= looksUtf8 ? 'utf-8' : 'windows-1252';
    if (this.#encoding === 'utf-8' && counts.invalid > 0) {
      throw new FileRefused(this.#notUtf8(this.#line + newlinesIn(bytes, counts.firstInvalid), decided !== null || looksUtf8));
    }
    if (this.#encoding === 'windows-1252' && looksUtf8) {
      throw new FileRefused(saysUtf8(this.#line + newlinesIn(bytes, counts.firstValid)));
    }
    this.#line += newlinesIn(bytes, bytes.length);
    return decoders[this.#encoding].decode(bytes);
  }

  #notUtf8(line: number, elsewhereUtf8: boolean): string {
    if (this.#declared === 'utf-8' || !elsewhereUtf8) {
      return `line ${line} holds bytes that are not UTF-8; if the file was saved as Windows-1252 (ANSI), set "encoding": "windows-1252"`;
    }
    return `line ${line} holds bytes that are not UTF-8, which the rest of the file is; save the file anew in one encoding, or set "encoding": "windows-1252" if all of it is`;
  }
}

function saysUtf8(line: number): string {
  return `line ${line} is written in UTF-8, not in Windows-1252; set "encoding": "utf-8", or save the whole file in one encoding`;
}

/** Characters of several bytes that are sound UTF-8, bytes beyond ASCII that are none, and where the first of each stands. */
function countSequences(bytes: Buffer): { valid: number; invalid: number; firstValid: number; firstInvalid: number } {
  const counts = { valid: 0, invalid: 0, firstValid: 0, firstInvalid: 0 };
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const length = sequenceLength(lead);
    if (length > 1 && i + length <= bytes.length && isUtf8(bytes.subarray(i, i + length))) {
      if (counts.valid++ === 0) counts.firstValid = i;
      i += length - 1;
    } else if (counts.invalid++ === 0) counts.firstInvalid = i;
  }
  return counts;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc2 ? 2 : 1;
}

/** Where the last complete character ends: up to three bytes may wait for the rest of theirs. */
function completeEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function newlinesIn(bytes: Buffer, end: number): number {
  let count = 0;
  for (let i = bytes.indexOf(10); i !== -1 && i < end; i = bytes.indexOf(10, i + 1)) count++;
  return count;
}
