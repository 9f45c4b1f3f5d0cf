import { kindOf } from './import-fields.ts';
import type { ColumnSight, Proof } from './imports.ts';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A cell that shows something, with the heading of its column. */
export interface Shown {
  readonly heading: string;
  readonly cell: string;
  readonly line: number;
}

/**
 * What the cells of the mapped date columns say about the order of dates. `proven`: some cell can be read in one order only.
 * `open`: every cell is a date in two orders, and a person must say which. `mixed`: some only so and some only so.
 */
export type DateEvidence =
  | { readonly kind: 'none' }
  | { readonly kind: 'proven'; readonly order: DateOrder; readonly proof: Shown }
  | { readonly kind: 'open'; readonly example: Shown }
  | { readonly kind: 'mixed'; readonly dmy: Shown; readonly mdy: Shown };

/** As for dates: which sign stands before the decimals. `open`: `1.234` may be a thousand, or one and a bit. */
export type DecimalEvidence =
  | { readonly kind: 'none' }
  | { readonly kind: 'proven'; readonly sign: '.' | ','; readonly proof: Shown }
  | { readonly kind: 'open'; readonly example: Shown }
  | { readonly kind: 'mixed'; readonly point: Shown; readonly comma: Shown };

/** Weighs the columns that `fieldOf` (field by heading) reads as dates. */
export function dateEvidence(columns: readonly ColumnSight[], fieldOf: ReadonlyMap<string, string>): DateEvidence {
  const dated = columns.filter(({ heading }) => kindOf(fieldOf.get(heading) ?? '-') === 'date');
  const first = (order: 'dmy' | 'mdy' | 'either' | 'ymd') => shownBy(dated, ({ dates }) => dates?.[order] ?? null);
  const [dmy, mdy, either, ymd] = [first('dmy'), first('mdy'), first('either'), first('ymd')];
  if (dmy && mdy) return { kind: 'mixed', dmy, mdy };
  if (dmy) return { kind: 'proven', order: 'dmy', proof: dmy };
  if (mdy) return { kind: 'proven', order: 'mdy', proof: mdy };
  if (either) return { kind: 'open', example: either };
  return ymd ? { kind: 'proven', order: 'ymd', proof: ymd } : { kind: 'none' };
}

/** Weighs the columns that `fieldOf` reads as amounts or numbers. */
export function decimalEvidence(columns: readonly ColumnSight[], fieldOf: ReadonlyMap<string, string>): DecimalEvidence {
  const counted = columns.filter(({ heading }) => ['money', 'number'].includes(kindOf(fieldOf.get(heading) ?? '-')));
  const first = (sign: 'point' | 'comma' | 'either') => shownBy(counted, ({ decimals }) => decimals?.[sign] ?? null);
  const [point, comma, either] = [first('point'), first('comma'), first('either')];
  if (point && comma) return { kind: 'mixed', point, comma };
  if (point) return { kind: 'proven', sign: '.', proof: point };
  if (comma) return { kind: 'proven', sign: ',', proof: comma };
  return either ? { kind: 'open', example: either } : { kind: 'none' };
}

/** A cell `3/4/2012` as the two dates that it may be, `YYYY-MM-DD`; null where it is not such a cell. */
export function bothWays(cell: string): { readonly dmy: string; readonly mdy: string } | null {
  const parts = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})/.exec(cell);
  if (!parts) return null;
  const [a = '', b = '', year = ''] = [parts[1]?.padStart(2, '0'), parts[2]?.padStart(2, '0'), parts[3]];
  return { dmy: `${year}-${b}-${a}`, mdy: `${year}-${a}-${b}` };
}

function shownBy(columns: readonly ColumnSight[], proofOf: (column: ColumnSight) => Proof): Shown | null {
  for (const column of columns) {
    const proof = proofOf(column);
    if (proof) return { heading: column.heading, cell: proof.cell, line: proof.line };
  }
  return null;
}
