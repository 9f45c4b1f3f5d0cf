import { type DateEvidence, type DateOrder, type DecimalEvidence, dateEvidence, decimalEvidence } from '#lib/api/import-evidence.ts';
import type { FileSight, ImportDetail, MappingDraft } from '#lib/api/imports.ts';

/** What a cell stands for, in place of itself. */
export type Scalar = string | number | boolean | null;

/** What a column is read as, and what some of its cells stand for. */
export interface DraftColumn {
  readonly field: string;
  readonly map: Readonly<Record<string, Scalar>>;
}

/** A mapping while a person works on it. `dates` and `decimal` are null until they say; the file may say it in their place. */
export interface Draft {
  readonly columns: ReadonlyMap<string, DraftColumn>;
  readonly dates: DateOrder | null;
  readonly decimal: '.' | ',' | null;
  readonly timezone: string;
  readonly currency: string;
  readonly delimiter: string | null;
  readonly encoding: 'utf-8' | 'windows-1252' | null;
  readonly sheet: string | null;
  /** The line of the headings, where a person chose it; 0: there are none. */
  readonly headingRow: number | null;
  readonly defaults: ReadonlyMap<string, string>;
}

/** What must still be said before a file can be read. */
export type Gap =
  | { readonly kind: 'needDates' | 'needDecimal' | 'needIdentity' | 'needPayment' }
  | { readonly kind: 'needAccount'; readonly field: string };

/** What the cells say of the draft's columns, and what it is read by in consequence; null where only a person can say. */
export interface Decision {
  readonly dateEvidence: DateEvidence;
  readonly decimalEvidence: DecimalEvidence;
  readonly dates: DateOrder | null;
  readonly decimal: '.' | ',' | null;
}

/** Where the mapping comes from that the work begins with. */
interface Origin {
  readonly timezone: string;
  readonly currency: string;
}

/** The draft that a file begins with: as it was read before, else as the mapping that was recognised, else as guessed. */
export function firstDraft(detail: ImportDetail, origin: Origin): Draft {
  const document = detail.mapping ?? detail.recognised?.document ?? null;
  return document ? draftOf(document) : guessedDraft(detail, origin);
}

/** The draft that the headings suggest. */
export function guessedDraft({ guess }: ImportDetail, { timezone, currency }: Origin): Draft {
  const columns = new Map(Object.entries(guess).map(([heading, field]) => [heading, { field, map: {} }]));
  return {
    columns,
    dates: null,
    decimal: null,
    timezone,
    currency,
    delimiter: null,
    encoding: null,
    sheet: null,
    headingRow: null,
    defaults: new Map(),
  };
}

/** Weighs what the file shows; where a person has decided, that counts. */
export function decide(draft: Draft, sight: FileSight): Decision {
  const fieldOf = new Map([...draft.columns].map(([heading, { field }]) => [heading, field]));
  const [ofDates, ofDecimals] = [dateEvidence(sight.columns, fieldOf), decimalEvidence(sight.columns, fieldOf)];
  const dates = ofDates.kind === 'proven' ? ofDates.order : ofDates.kind === 'none' ? 'ymd' : null;
  const decimal = ofDecimals.kind === 'proven' ? ofDecimals.sign : ofDecimals.kind === 'none' ? '.' : null;
  return { dateEvidence: ofDates, decimalEvidence: ofDecimals, dates: draft.dates ?? dates, decimal: draft.decimal ?? decimal };
}

/** What is still missing, in the order in which it stands on the page. */
export function gapsOf(draft: Draft, { dates, decimal }: Decision): readonly Gap[] {
  const fields = [...draft.columns.values()].map(({ field }) => field);
  const gaps: Gap[] = [];
  if (!fields.includes('account.id') && !fields.includes('debtor.id')) gaps.push({ kind: 'needIdentity' });
  else if (!fields.includes('account.id')) {
    const field = fields.find((one) => /^(account\.|payment\.|event\.(account|invoice|dispute|promise|due|status)\.)/.test(one));
    if (field) gaps.push({ kind: 'needAccount', field });
  }
  if (fields.includes('payment.amount') && !fields.includes('payment.at')) gaps.push({ kind: 'needPayment' });
  if (dates === null) gaps.push({ kind: 'needDates' });
  if (decimal === null) gaps.push({ kind: 'needDecimal' });
  return gaps;
}

/** The mapping as it is sent; null while something is missing. */
export function documentOf(draft: Draft, decision: Decision, sight: FileSight): MappingDraft | null {
  const { dates, decimal } = decision;
  if (dates === null || decimal === null || gapsOf(draft, decision).length > 0) return null;
  const headings = sight.columns.map(({ heading }) => heading).filter((heading) => draft.columns.has(heading));
  const columns = headings.flatMap((heading): [string, MappingDraft['columns'][string]][] => {
    const column = draft.columns.get(heading);
    if (!column) return [];
    return [[heading, Object.keys(column.map).length === 0 ? column.field : { field: column.field, map: { ...column.map } }]];
  });
  const defaults = [...draft.defaults].filter(([, value]) => value.trim() !== '');
  return {
    format: 'cadenza.mapping/1',
    ...(draft.delimiter === null ? {} : { delimiter: draft.delimiter }),
    ...(draft.encoding === null ? {} : { encoding: draft.encoding }),
    ...(draft.sheet === null ? {} : { sheet: draft.sheet }),
    // Columns that go by letters are found by nothing else.
    ...(draft.headingRow === null ? (sight.headingRow === 0 ? { headingRow: 0 } : {}) : { headingRow: draft.headingRow }),
    dates,
    decimal,
    timezone: draft.timezone.trim(),
    currency: draft.currency.trim().toUpperCase(),
    ...(defaults.length === 0 ? {} : { defaults: Object.fromEntries(defaults.map(([field, value]) => [field, value.trim()])) }),
    columns: Object.fromEntries(columns),
  };
}

/** Gives a column a field, or (null) none; another column that had it loses it. */
export function withField(draft: Draft, heading: string, field: string | null): Draft {
  const columns = new Map([...draft.columns].filter(([other, column]) => other !== heading && column.field !== field));
  if (field !== null) columns.set(heading, { field, map: {} });
  return { ...draft, columns };
}

/** Says what a cell of a column stands for; undefined: itself. */
export function withValue(draft: Draft, heading: string, cell: string, value: Scalar | undefined): Draft {
  const column = draft.columns.get(heading);
  if (!column) return draft;
  const { [cell]: _, ...rest } = column.map;
  const map = value === undefined ? rest : { ...rest, [cell]: value };
  return { ...draft, columns: new Map(draft.columns).set(heading, { ...column, map }) };
}

function draftOf(document: MappingDraft): Draft {
  const columns = Object.entries(document.columns).map(([heading, target]): [string, DraftColumn] => [
    heading,
    typeof target === 'string' ? { field: target, map: {} } : { field: target.field, map: target.map ?? {} },
  ]);
  const encoding = document.encoding?.toLowerCase();
  return {
    columns: new Map(columns),
    dates: document.dates,
    decimal: document.decimal,
    timezone: document.timezone,
    currency: document.currency,
    delimiter: document.delimiter ?? null,
    encoding: encoding === undefined ? null : encoding === 'utf-8' || encoding === 'utf8' ? 'utf-8' : 'windows-1252',
    sheet: document.sheet ?? null,
    headingRow: document.headingRow ?? null,
    defaults: new Map(
      Object.entries(document.defaults ?? {}).map(([field, value]) => [
        field,
        Array.isArray(value) ? value.join(', ') : String(value ?? ''),
      ]),
    ),
  };
}
