import { dateOfNumber } from '#lib/base/civil.ts';
import type { CellFormat } from './workbook-styles.ts';

/** What the value of a cell is read by. */
export interface CellSetting {
  readonly format: CellFormat;
  readonly from1904: boolean;
  readonly decimal: '.' | ',';
}

const SECONDS_PER_DAY = 86_400;
/** Day numbers of 1899-12-30 and 1904-01-01, from which workbooks count. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;
/** 9999-12-31, after which a workbook has no dates. */
const LAST_DAY = 2_958_465;

/**
 * A cell of a workbook as a CSV file would write it. `type` is the sheet's word for the cell: `n` a number (or a date, by
 * its format), `b` true or false, anything else a text. A number has the 15 digits that a workbook keeps.
 */
export function cellText(type: string, value: string, setting: CellSetting): string {
  if (type === 'b') return value.trim() === '1' ? 'true' : 'false';
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const { format } = setting;
  if (format === 'number') return numberText(number, setting.decimal);
  if (typeof format === 'object')
    return Number.isInteger(number) && number >= 0 ? String(number).padStart(format.digits, '0') : numberText(number, setting.decimal);
  return dateText(number, format, setting);
}

function numberText(number: number, decimal: '.' | ','): string {
  const short = Number(number.toPrecision(15));
  const text = /e/.test(String(short)) ? plainText(short) : String(short);
  return decimal === ',' ? text.replace('.', ',') : text;
}

/** Without an exponent: 1e21 and 1e-7 as their digits. */
function plainText(number: number): string {
  return Math.abs(number) >= 1 ? BigInt(number).toString() : number.toFixed(20).replace(/\.?0+$/, '');
}

/** Excel of 1900 counts a 29 February that never was: before it each day is one less. */
function dateText(serial: number, format: 'date' | 'datetime' | 'time', { from1904, decimal }: CellSetting): string {
  if (serial < 0 || serial > LAST_DAY + 1) return numberText(serial, decimal);
  const seconds = Math.round(serial * SECONDS_PER_DAY);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const clock = clockText(seconds - days * SECONDS_PER_DAY);
  if (format === 'time' && days === 0) return clock.replace(/:00$/, '');
  const date = dateOfNumber(days + (from1904 ? EPOCH_1904 : EPOCH_1900) + (!from1904 && days < 60 ? 1 : 0));
  return clock === '00:00:00' ? date : `${date} ${clock}`;
}

function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3_600)}:${two((seconds % 3_600) / 60)}:${two(seconds % 60)}`;
}
