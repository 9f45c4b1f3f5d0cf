import { SaxesParser } from 'saxes';
import type { FileRecord } from './csv-records.ts';
import { FileRefused } from './file-refused.ts';
import { cellText } from './workbook-cells.ts';
import type { CellFormat } from './workbook-styles.ts';
import type { ZipFile } from './zip-file.ts';

/** What a sheet is read by. */
export interface SheetSettings {
  readonly texts: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly from1904: boolean;
  readonly decimal: '.' | ',';
}

const TEXTS = 'xl/sharedStrings.xml';
const MAX_TEXTS = 200_000_000;
/** A cell of Excel holds up to 32,767 letters. */
const MAX_CELL = 200_000;
const MAX_COLUMNS = 16_384;

/** The texts that the cells of a workbook share. A phonetic reading beside a text is left out. */
export async function readSharedTexts(zip: ZipFile): Promise<readonly string[]> {
  if (!zip.names.includes(TEXTS)) return [];
  if (zip.sizeOf(TEXTS) > MAX_TEXTS)
    throw new FileRefused('the workbook holds more text than can be kept in memory; save the sheet as CSV');
  const texts: string[] = [];
  let text = '';
  let takes = false;
  let isPhonetic = false;
  await parsed(zip.read(TEXTS), {
    open: (tag) => {
      if (tag === 'si') text = '';
      if (tag === 'rPh') isPhonetic = true;
      if (tag === 't') takes = !isPhonetic;
    },
    text: (piece) => {
      if (takes) text += piece;
    },
    close: (tag) => {
      if (tag === 't') takes = false;
      if (tag === 'rPh') isPhonetic = false;
      if (tag === 'si') texts.push(escaped(text));
    },
  });
  return texts;
}

/** The rows of a sheet with their numbers, as they are read; a row without cells is left out. */
export async function* sheetRows(bytes: AsyncIterable<Uint8Array>, settings: SheetSettings): AsyncGenerator<FileRecord> {
  const reader = new RowReader(settings);
  const parser = parserOf(reader);
  const decoder = new TextDecoder();
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield* reader.take();
  }
  parser.close();
  yield* reader.take();
}

interface Hearing {
  open(tag: string, attributes: Readonly<Record<string, string>>): void;
  text(piece: string): void;
  close(tag: string): void;
}

class RowReader implements Hearing {
  readonly #settings: SheetSettings;
  #ready: FileRecord[] = [];
  #cells: string[] | null = null;
  #line = 0;
  #cell = { column: 0, type: '', style: 0 };
  #value = '';
  #takes = false;

  constructor(settings: SheetSettings) {
    this.#settings = settings;
  }

  take(): readonly FileRecord[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === 'row') {
      this.#line = Number(attributes.r ?? this.#line + 1);
      this.#cells = [];
    } else if (tag === 'c') {
      this.#cell = {
        column: columnOf(attributes.r) ?? this.#cells?.length ?? 0,
        type: attributes.t ?? 'n',
        style: Number(attributes.s ?? -1),
      };
      this.#value = '';
    } else if (tag === 'v' || tag === 't') this.#takes = true;
  }

  text(piece: string): void {
    if (!this.#takes) return;
    this.#value += piece;
    if (this.#value.length > MAX_CELL) throw new FileRefused(`row ${this.#line} holds a cell of more than ${MAX_CELL} letters`);
  }

  close(tag: string): void {
    if (tag === 'v' || tag === 't') this.#takes = false;
    else if (tag === 'c') this.#put();
    else if (tag === 'row' && this.#cells) {
      if (this.#cells.length > 0) this.#ready.push({ line: this.#line, cells: this.#cells });
      this.#cells = null;
    }
  }

  #put(): void {
    const { column, type, style } = this.#cell;
    if (!this.#cells || this.#value === '' || column >= MAX_COLUMNS) return;
    const { texts, formats, from1904, decimal } = this.#settings;
    const value = type === 's' ? (texts[Number(this.#value)] ?? '') : type === 'n' ? this.#value : escaped(this.#value);
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells[column] = cellText(type, value, { format: formats[style] ?? 'number', from1904, decimal });
  }
}

function parserOf(hearing: Hearing): SaxesParser {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => hearing.open(bare(name), attributes));
  parser.on('text', (piece) => hearing.text(piece));
  parser.on('closetag', ({ name }) => hearing.close(bare(name)));
  parser.on('error', () => {
    throw new FileRefused('the workbook is damaged or is no XLSX file; open it and save it anew, or save the sheet as CSV');
  });
  return parser;
}

async function parsed(bytes: AsyncIterable<Uint8Array>, hearing: Hearing): Promise<void> {
  const parser = parserOf(hearing);
  const decoder = new TextDecoder();
  for await (const piece of bytes) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** `C7` is the third column: 2. */
function columnOf(ref: string | undefined): number | null {
  if (!ref) return null;
  let column = 0;
  for (let i = 0; i < ref.length; i++) {
    const letter = ref.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? null : column - 1;
}

/** A workbook writes a character that XML cannot hold as `_x000D_`. */
function escaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
