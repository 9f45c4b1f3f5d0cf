import { z } from 'zod';
import { isZone } from '#lib/base/civil.ts';
import { isCurrency } from '#lib/base/money.ts';
import type { Problem, Read } from '#lib/base/problem.ts';
import { type FileField, fileField } from './file-fields.ts';

const FORMAT = 'cadenza.mapping/1';

const ENCODINGS = new Map<string, 'utf-8' | 'windows-1252'>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
]);
const DELIMITERS = new Map([',', ';', '\t', '|'].map((sign): [string, string] => [sign, sign])).set('tab', '\t');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  delimiter: z
    .string()
    .refine((sign) => DELIMITERS.has(sign), 'must be one of , ; | or a tab')
    .optional(),
  encoding: z
    .string()
    .refine((name) => ENCODINGS.has(name.toLowerCase()), 'must be utf-8 or windows-1252')
    .optional(),
  sheet: z.string().min(1).max(120).optional(),
  headingRow: z.int().min(0).max(100_000).optional(),
  dates: z.enum(['dmy', 'mdy', 'ymd'], 'must say the order of dates: "dmy", "mdy" or "ymd"; it is never guessed'),
  decimal: z.enum(['.', ','], 'must say the decimal sign: "." or ","'),
  timezone: z.string().refine(isZone, 'is not a time zone (an IANA name, as America/Bogota)'),
  currency: z.string().refine(isCurrency, 'is not a currency in use (three letters of ISO 4217, as COP)'),
  defaults: z.record(z.string(), z.union([scalar, z.array(z.string())])).optional(),
  columns: z.record(z.string(), z.union([z.string(), z.strictObject({ field: z.string(), map: z.record(z.string(), scalar).optional() })])),
});

/** A mapping as it is written and kept: `cadenza.mapping/1`. */
export type MappingDocument = z.infer<typeof documentSchema>;

/** A value that a mapping gives in place of a cell. */
export type MappedValue = string | number | boolean | null | readonly string[];

/** One column that is read: its heading, where it goes, and what certain cells stand for. */
export interface MappedColumn {
  readonly heading: string;
  readonly field: FileField;
  readonly map: ReadonlyMap<string, MappedValue> | null;
}

/** A mapping that was read: every heading, field and default is known to be sound. */
export interface Mapping {
  readonly document: MappingDocument;
  /** Null: to be found in the file. */
  readonly delimiter: string | null;
  readonly encoding: 'utf-8' | 'windows-1252' | null;
  /** The sheet of a workbook; null: its first one. */
  readonly sheet: string | null;
  /** The line on which the headings stand, 0 where there are none and columns go by letters; null: to be found. */
  readonly headingRow: number | null;
  readonly dates: MappingDocument['dates'];
  readonly decimal: MappingDocument['decimal'];
  readonly timezone: string;
  readonly currency: string;
  readonly columns: readonly MappedColumn[];
  /** Taken where the cell is empty or no column is mapped. */
  readonly defaults: readonly { readonly field: FileField; readonly value: MappedValue }[];
}

/** Headings are compared without spaces at their ends and in one Unicode form. */
export function headingKey(heading: string): string {
  return heading.trim().normalize('NFC');
}

/** Reads a mapping document; every problem is told with its JSON path. A newer format is refused by name. */
export function readMapping(value: unknown): Read<Mapping> {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'string' && /^cadenza\.mapping\/[2-9]\d*$/.test(format)) {
    return refused([{ path: '$.format', message: `${format} is newer than this installation, which reads ${FORMAT}; update it first` }]);
  }
  const read = documentSchema.safeParse(value);
  if (!read.success) return refused(read.error.issues.flatMap(problemsOf));
  const problems: Problem[] = [];
  const columns = readColumns(read.data, problems);
  const defaults = readDefaults(read.data, problems);
  findGaps(columns, problems);
  if (problems.length > 0) return refused(problems);
  const { delimiter, encoding, dates, decimal, timezone, currency } = read.data;
  return {
    ok: true,
    value: {
      document: read.data,
      delimiter: delimiter === undefined ? null : (DELIMITERS.get(delimiter) ?? null),
      encoding: encoding === undefined ? null : (ENCODINGS.get(encoding.toLowerCase()) ?? null),
      sheet: read.data.sheet ?? null,
      headingRow: read.data.headingRow ?? null,
      dates,
      decimal,
      timezone,
      currency,
      columns,
      defaults,
    },
  };
}

function readColumns(document: MappingDocument, problems: Problem[]): MappedColumn[] {
  const columns: MappedColumn[] = [];
  const taken = new Map<string, string>();
  for (const [heading, target] of Object.entries(document.columns)) {
    const path = `$.columns[${JSON.stringify(heading)}]`;
    const name = typeof target === 'string' ? target : target.field;
    const field = fileField(name);
    if ('reason' in field) {
      problems.push({ path, message: field.reason });
      continue;
    }
    const other = taken.get(field.name);
    if (other !== undefined) problems.push({ path, message: `${field.name} is filled by "${other}" already; one column can fill it` });
    taken.set(field.name, heading);
    const map = typeof target === 'string' || !target.map ? null : new Map(Object.entries(target.map));
    columns.push({ heading: headingKey(heading), field, map });
  }
  return columns;
}

function readDefaults(document: MappingDocument, problems: Problem[]): Mapping['defaults'] {
  const defaults: { field: FileField; value: MappedValue }[] = [];
  for (const [name, value] of Object.entries(document.defaults ?? {})) {
    const field = fileField(name);
    const path = `$.defaults[${JSON.stringify(name)}]`;
    if ('reason' in field) problems.push({ path, message: field.reason });
    else if (field.of === 'event') problems.push({ path, message: `${name} comes from a column; an event has no default` });
    else defaults.push({ field, value });
  }
  return defaults;
}

function findGaps(columns: readonly MappedColumn[], problems: Problem[]): void {
  const has = (name: string) => columns.some(({ field }) => field.name === name);
  if (!has('account.id') && !has('debtor.id')) {
    problems.push({
      path: '$.columns',
      message: 'no column fills account.id or debtor.id; a row without either cannot be told from another',
    });
  }
  if (has('payment.amount') && !has('payment.at')) {
    problems.push({ path: '$.columns', message: 'payment.amount needs a column for payment.at: a payment has a date' });
  }
  const ofAccounts = columns.find(({ field }) => field.of === 'account' || (field.of === 'event' && field.needsAccount));
  if (!has('account.id') && ofAccounts) {
    problems.push({ path: '$.columns', message: `${ofAccounts.field.name} needs a column for account.id` });
  }
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((key) => (/^[A-Za-z]\w*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`)).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: `$${path}.${key}`, message: `"${key}" is not known here; remove it or correct its spelling` }));
  }
  return [{ path: `$${path}`, message: issue.message }];
}

function refused(problems: readonly Problem[]): Read<Mapping> {
  return { ok: false, problems };
}
