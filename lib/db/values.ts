import pg from 'pg';

/*
 * One reading and one writing of values for both drivers, so that a statement gives the same JavaScript values on
 * PGlite and on PostgreSQL. Keys are type OIDs of pg_type, which never change.
 */

type ReadText = (text: string) => unknown;

const BYTEA = 17;
const TIMESTAMPTZ = 1184;
const TEXT_ARRAY: number = 1009;

const asText: ReadText = (text) => text;
const readArray: ReadText = pg.types.getTypeParser(TEXT_ARRAY, 'text');

const scalars: Readonly<Record<number, ReadText>> = {
  16: (text) => text === 't',
  [BYTEA]: pg.types.getTypeParser(BYTEA, 'text'),
  20: safeInteger,
  21: Number,
  23: Number,
  26: Number,
  114: (text) => JSON.parse(text),
  700: Number,
  701: Number,
  [TIMESTAMPTZ]: pg.types.getTypeParser(TIMESTAMPTZ, 'text'),
  3802: (text) => JSON.parse(text),
};

/** Array type to element type; element types without a scalar reading above stay text. */
const arrays: Readonly<Record<number, number>> = {
  1000: 16,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1182: 1082,
  1185: TIMESTAMPTZ,
  1231: 1700,
  199: 114,
  2951: 2950,
  3807: 3802,
};

/**
 * How a column of this type is read: int2, int4, int8 and floats as numbers (an int8 beyond 2^53 throws), timestamptz as
 * Date, json and jsonb parsed, bool, bytea as Buffer, arrays of those as arrays; all else (numeric, uuid, date, timestamp
 * without zone, interval) as PostgreSQL writes it.
 */
export function valueReader(oid: number): ReadText {
  const element = arrays[oid];
  if (element === undefined) return scalars[oid] ?? asText;
  const readElement = scalars[element];
  return readElement ? (text) => mapNested(readArray(text), readElement) : readArray;
}

/** A value as the text of a parameter: Date as ISO, array as an array literal, plain object as JSON. `undefined` is refused. */
export function parameterText(value: unknown): string | null {
  if (value === null) return null;
  if (value === undefined) throw new TypeError('a parameter is undefined: pass null for an absent value');
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return arrayLiteral(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the whole numbers that JavaScript holds exactly`);
  return value;
}

function mapNested(value: unknown, read: ReadText): unknown {
  if (Array.isArray(value)) return value.map((item) => mapNested(item, read));
  return typeof value === 'string' ? read(value) : value;
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : quoted(parameterText(value)))).join(',')}}`;
}

function quoted(text: string | null): string {
  return text === null ? 'NULL' : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Parameters longer than this are a batch, which is worth a plan of its own: a kept one reckons with a handful of rows. */
const LONGEST = 4_000;

/** True where a plan may serve these parameters that was made for any. */
export function isShort(values: readonly (string | null)[]): boolean {
  let length = 0;
  for (const value of values) length += value?.length ?? 0;
  return length <= LONGEST;
}
