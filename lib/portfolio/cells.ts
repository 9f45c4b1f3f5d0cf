import { isLocalTime } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import { parseMoney } from '#lib/base/money.ts';
import { type DateOrder, fileInstant, readFileDate } from './file-dates.ts';
import type { CellKind } from './file-fields.ts';
import type { MappedValue } from './mapping.ts';

/** What a cell is read by: the mapping's word, and the currency and zone of its row. */
export interface CellSetting {
  readonly dates: DateOrder;
  readonly decimal: '.' | ',';
  readonly currency: string;
  readonly zone: string;
}

/** The value, or why there is none; `otherOrder` where the dates of the file seem to be in another order. */
export type CellRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly otherOrder?: DateOrder | null };

const TRUE = new Set(['true', 'yes', 'y', 'si', 'sí', 's', 'sim', 'verdadero', 'verdadeiro', '1']);
const FALSE = new Set(['false', 'no', 'n', 'não', 'nao', 'falso', '0']);
const NUMBER = { '.': /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/, ',': /^-?(0|[1-9]\d{0,14})(,\d{1,15})?$/ };

/** Reads a cell that is not empty, without spaces at its ends. */
export function readCell(kind: CellKind, text: string, setting: CellSetting): CellRead {
  switch (kind) {
    case 'text':
      return good(text);
    case 'lower':
      return good(text.toLowerCase());
    case 'upper':
      return good(text.toUpperCase());
    case 'money':
      return readAmount(text, setting);
    case 'date':
      return readDate(text, setting, (value) => value.date);
    case 'instant':
      return readDate(text, setting, (value) => fileInstant(value, setting.zone));
    case 'integer':
      return /^\d{1,9}$/.test(text) ? good(Number(text)) : bad(`"${text}" is not a whole number`);
    case 'number':
      return NUMBER[setting.decimal].test(text)
        ? good(numberOf(text))
        : bad(`"${text}" is not a number with the decimal sign "${setting.decimal}"`);
    case 'boolean':
      return readBoolean(text);
    case 'time':
      return isLocalTime(text.padStart(5, '0')) ? good(text.padStart(5, '0')) : bad(`"${text}" is not a time of day (HH:MM)`);
    case 'list':
      return good(
        text
          .split(/[,;|]/)
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      );
    case 'json':
      return readJson(text);
    case 'attribute':
      return good(attributeOf(text, setting));
  }
}

/** A value that the mapping gives in place of a cell: a text is read like one, anything else is meant as it stands. */
export function readMapped(kind: CellKind, value: MappedValue, setting: CellSetting): CellRead {
  if (typeof value === 'string') return kind === 'attribute' ? good(value) : readCell(kind, value, setting);
  if (kind === 'money' && typeof value === 'number') return readAmount(String(value), { ...setting, decimal: '.' });
  if (kind === 'text' && typeof value !== 'object') return good(String(value));
  return good(value);
}

/** Zeros in front are kept as text: `007` is a name, not a number. So is what has more than 15 digits. */
function attributeOf(text: string, setting: CellSetting): string | number | boolean {
  if (NUMBER[setting.decimal].test(text)) return numberOf(text);
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : text;
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.')) + 0;
}

function readAmount(text: string, setting: CellSetting): CellRead {
  const read = parseMoney(text, setting.currency, setting.decimal);
  if (!read.ok) return bad(read.reason);
  return read.minor < 0 ? bad(`"${text}" is negative; amounts are 0 or more`) : good(read.minor);
}

function readDate(text: string, setting: CellSetting, take: (value: Parameters<typeof fileInstant>[0]) => LocalDate | number): CellRead {
  const read = readFileDate(text, setting.dates);
  return read.ok ? good(take(read.value)) : read;
}

function readBoolean(text: string): CellRead {
  const lower = text.toLowerCase();
  if (TRUE.has(lower)) return good(true);
  return FALSE.has(lower) ? good(false) : bad(`"${text}" is neither yes nor no; give it a "map" in the mapping`);
}

function readJson(text: string): CellRead {
  try {
    return good(JSON.parse(text));
  } catch {
    return bad(`"${text}" is not JSON`);
  }
}

function good(value: unknown): CellRead {
  return { ok: true, value };
}

function bad(reason: string): CellRead {
  return { ok: false, reason };
}
