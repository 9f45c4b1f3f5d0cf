import { z } from 'zod';
import { isZone } from '#lib/base/civil.ts';
import { isCurrency } from '#lib/base/money.ts';
import { type FileField, fileField } from './file-fields.ts';
import type { MappingFault, MappingFaultCode, MappingProblem } from './mapping-fault.ts';

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

/** What reading a mapping gives. */
type MappingRead = { readonly ok: true; readonly value: Mapping } | { readonly ok: false; readonly problems: readonly MappingProblem[] };

/** Headings are compared without spaces at their ends and in one Unicode form. */
export function headingKey(heading: string): string {
  return heading.trim().normalize('NFC');
}

/** Reads a mapping document; every problem is told with its JSON path, and as a fault that can be said in any language. A newer format is refused by name. */
export function readMapping(value: unknown): MappingRead {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'string' && /^cadenza\.mapping\/[2-9]\d*$/.test(format)) {
    const message = `${format} is newer than this installation, which reads ${FORMAT}; update it first`;
    return refused([problem('$.format', message, { code: 'newer', values: { format, known: FORMAT } })]);
  }
  const read = documentSchema.safeParse(value);
  if (!read.success) return refused(read.error.issues.flatMap(problemsOf));
  const problems: MappingProblem[] = [];
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

function readColumns(document: MappingDocument, problems: MappingProblem[]): MappedColumn[] {
  const columns: MappedColumn[] = [];
  const taken = new Map<string, string>();
  for (const [heading, target] of Object.entries(document.columns)) {
    const path = `$.columns[${JSON.stringify(heading)}]`;
    const name = typeof target === 'string' ? target : target.field;
    const field = fileField(name);
    if ('reason' in field) {
      problems.push(problem(path, field.reason, field.fault, heading));
      continue;
    }
    const other = taken.get(field.name);
    if (other !== undefined) {
      const fault: MappingFault = { code: 'filledTwice', values: { field: field.name, other } };
      problems.push(problem(path, `${field.name} is filled by "${other}" already; one column can fill it`, fault, heading));
    }
    taken.set(field.name, heading);
    const map = typeof target === 'string' || !target.map ? null : new Map(Object.entries(target.map));
    columns.push({ heading: headingKey(heading), field, map });
  }
  return columns;
}

function readDefaults(document: MappingDocument, problems: MappingProblem[]): Mapping['defaults'] {
  const defaults: { field: FileField; value: MappedValue }[] = [];
  for (const [name, value] of Object.entries(document.defaults ?? {})) {
    const field = fileField(name);
    const path = `$.defaults[${JSON.stringify(name)}]`;
    if ('reason' in field) problems.push(problem(path, field.reason, field.fault));
    else if (field.of === 'event') {
      problems.push(problem(path, `${name} comes from a column; an event has no default`, { code: 'noDefault', values: { field: name } }));
    } else defaults.push({ field, value });
  }
  return defaults;
}

function findGaps(columns: readonly MappedColumn[], problems: MappingProblem[]): void {
  const has = (name: string) => columns.some(({ field }) => field.name === name);
  const push = (message: string, code: MappingFaultCode, values: MappingFault['values'] = {}) =>
    problems.push(problem('$.columns', message, { code, values }));
  if (!has('account.id') && !has('debtor.id')) {
    push('no column fills account.id or debtor.id; a row without either cannot be told from another', 'noIdentity');
  }
  if (has('payment.amount') && !has('payment.at')) {
    push('payment.amount needs a column for payment.at: a payment has a date', 'amountAlone');
  }
  const ofAccounts = columns.find(({ field }) => field.of === 'account' || (field.of === 'event' && field.needsAccount));
  if (!has('account.id') && ofAccounts) {
    push(`${ofAccounts.field.name} needs a column for account.id`, 'needsAccount', { field: ofAccounts.field.name });
  }
}

/** Faults of the document's own keys; whatever else is out of shape is said with its path. */
const OF_KEY: Readonly<Record<string, MappingFaultCode>> = {
  delimiter: 'delimiter',
  encoding: 'encoding',
  dates: 'dates',
  decimal: 'decimal',
  timezone: 'zone',
  currency: 'currency',
};

function problemsOf(issue: z.core.$ZodIssue): MappingProblem[] {
  const path = issue.path.map((key) => (/^[A-Za-z]\w*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`)).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const message = `"${key}" is not known here; remove it or correct its spelling`;
      return problem(`$${path}.${key}`, message, { code: 'unknownKey', values: { key } });
    });
  }
  const [key] = issue.path;
  const code = issue.path.length === 1 && typeof key === 'string' && Object.hasOwn(OF_KEY, key) ? OF_KEY[key] : undefined;
  return [problem(`$${path}`, issue.message, { code: code ?? 'shape', values: { path: `$${path}` } })];
}

function problem(path: string, message: string, fault: MappingFault, column: string | null = null): MappingProblem {
  return { path, message, fault, column };
}

function refused(problems: readonly MappingProblem[]): MappingRead {
  return { ok: false, problems };
}
