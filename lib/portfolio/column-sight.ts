import { readFileDate } from './file-dates.ts';

/** A cell that shows something, and the line on which it stands. */
export interface Proof {
  readonly cell: string;
  readonly line: number;
  readonly count: number;
}

/**
 * What the cells of a column prove about the order of its dates: `dmy` are those that are a date only with the day first,
 * `mdy` only with the month first, `either` both ways (two different dates), `ymd` those that begin with their year.
 */
export interface DateSight {
  readonly dmy: Proof | null;
  readonly mdy: Proof | null;
  readonly either: Proof | null;
  readonly ymd: Proof | null;
}

/** What the numbers of a column prove about the decimal sign; `either` could be thousands or decimals. */
export interface DecimalSight {
  readonly point: Proof | null;
  readonly comma: Proof | null;
  readonly either: Proof | null;
}

/** A column before anyone said what it holds. */
export interface ColumnSight {
  readonly heading: string;
  readonly filled: number;
  /** Up to four cells that differ. */
  readonly examples: readonly string[];
  /** All that stands in it, where that is at most twelve different texts; else null. */
  readonly values: readonly string[] | null;
  readonly dates: DateSight | null;
  readonly decimals: DecimalSight | null;
}

const EXAMPLES = 4;
const MAX_VALUES = 12;
const MAX_SHOWN = 120;

/** Watches the cells of one column go by. */
export class ColumnWatch {
  readonly #heading: string;
  #filled = 0;
  readonly #values = new Set<string>();
  readonly #proofs = new Map<string, { cell: string; line: number; count: number }>();

  constructor(heading: string) {
    this.#heading = heading;
  }

  see(given: string, line: number): void {
    const cell = given.trim();
    if (cell === '') return;
    this.#filled++;
    if (this.#values.size <= MAX_VALUES) this.#values.add(cell.slice(0, MAX_SHOWN));
    const said = dateWord(cell) ?? decimalWord(cell);
    if (said === null) return;
    const proof = this.#proofs.get(said);
    if (proof) proof.count++;
    else this.#proofs.set(said, { cell: cell.slice(0, MAX_SHOWN), line, count: 1 });
  }

  sight(): ColumnSight {
    const values = [...this.#values];
    const proof = (word: string) => this.#proofs.get(word) ?? null;
    const dates = { dmy: proof('dmy'), mdy: proof('mdy'), either: proof('either date'), ymd: proof('ymd') };
    const decimals = { point: proof('point'), comma: proof('comma'), either: proof('either sign') };
    return {
      heading: this.#heading,
      filled: this.#filled,
      examples: values.slice(0, EXAMPLES),
      values: values.length > 0 && values.length <= MAX_VALUES ? values : null,
      dates: Object.values(dates).some((found) => found !== null) ? dates : null,
      decimals: Object.values(decimals).some((found) => found !== null) ? decimals : null,
    };
  }
}

function dateWord(cell: string): string | null {
  if (!/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}/.test(cell)) return null;
  if (/^\d{4}/.test(cell)) return readFileDate(cell, 'ymd').ok ? 'ymd' : null;
  const [day, month] = [readFileDate(cell, 'dmy'), readFileDate(cell, 'mdy')];
  if (!day.ok || !month.ok) return day.ok ? 'dmy' : month.ok ? 'mdy' : null;
  return day.value.date === month.value.date ? null : 'either date';
}

/** A sign before one or two digits at the end, or two different signs, show which is which; `1.234` may be either. */
function decimalWord(cell: string): string | null {
  const digits = cell.replace(/^[A-Z]{0,3}\p{Sc}?\s*|\s*(?:[A-Z]{3}|\p{Sc})$/gu, '');
  const parts = /^-?\d[\d\s'’]*(?:[.,]\d+)*$/.exec(digits) ? digits.match(/[.,]/g) : null;
  if (!parts) return null;
  const last = parts[parts.length - 1];
  const behind = digits.length - 1 - Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const other = last === '.' ? 'comma' : 'point';
  if (parts.length > 1 && parts.every((sign) => sign === last)) return behind === 3 ? other : null;
  if (parts.length > 1 || behind !== 3) return last === '.' ? 'point' : 'comma';
  return /^-?0[.,]/.test(digits) ? (last === '.' ? 'point' : 'comma') : 'either sign';
}
