import { z } from 'zod';

export const IMPORT_STATUSES = ['uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A mapping as it is written and kept (`cadenza.mapping/1`). Whether headings, fields, zone and currency are sound is answered with paths. */
export const mappingDocumentSchema = z.strictObject({
  format: z.literal('cadenza.mapping/1'),
  delimiter: z.string().max(3).optional(),
  encoding: z.string().max(20).optional(),
  sheet: z.string().max(120).optional(),
  headingRow: z.int().min(0).max(100_000).optional(),
  dates: z.enum(['dmy', 'mdy', 'ymd']),
  decimal: z.enum(['.', ',']),
  timezone: z.string().max(64),
  currency: z.string().max(3),
  defaults: z.record(z.string().max(200), z.union([scalarSchema, z.array(z.string())])).optional(),
  columns: z.record(
    z.string().max(2_000),
    z.union([
      z.string().max(300),
      z.strictObject({ field: z.string().max(300), map: z.record(z.string().max(300), scalarSchema).optional() }),
    ]),
  ),
});
export type MappingDraft = z.infer<typeof mappingDocumentSchema>;

const proofSchema = z.object({ cell: z.string(), line: z.number().int(), count: z.number().int() }).nullable();
export type Proof = z.infer<typeof proofSchema>;

const columnSightSchema = z.object({
  heading: z.string(),
  filled: z.number().int(),
  examples: z.array(z.string()),
  values: z.array(z.string()).nullable(),
  dates: z.object({ dmy: proofSchema, mdy: proofSchema, either: proofSchema, ymd: proofSchema }).nullable(),
  decimals: z.object({ point: proofSchema, comma: proofSchema, either: proofSchema }).nullable(),
});
export type ColumnSight = z.infer<typeof columnSightSchema>;

/** What a file looks like before it is read by a mapping. */
export const fileSightSchema = z.object({
  kind: z.enum(['csv', 'xlsx']),
  delimiter: z.string().nullable(),
  encoding: z.enum(['ascii', 'utf-8', 'windows-1252']).nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headingRow: z.number().int().default(1),
  top: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })).default([]),
  columns: z.array(columnSightSchema),
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  /** Rows that were looked at; `isWhole` where that was all of them. */
  looked: z.number().int(),
  isWhole: z.boolean(),
});
export type FileSight = z.infer<typeof fileSightSchema>;

/** How a file is to be looked at again: null lets its bytes say. */
export const sightChoiceSchema = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  encoding: z.enum(['utf-8', 'windows-1252']).nullable(),
  sheet: z.string().max(120).nullable(),
  headingRow: z.int().min(0).max(100_000).nullable().default(null),
});
export type SightChoice = z.infer<typeof sightChoiceSchema>;

const debtorCountsSchema = z.object({ created: z.number().int(), updated: z.number().int(), unchanged: z.number().int() });

const absentSchema = z.object({
  count: z.number().int(),
  of: z.number().int(),
  owing: z.record(z.string(), z.object({ accounts: z.number().int(), balance: z.number().int() })),
  first: z.array(
    z.object({ account: z.string(), debtor: z.string(), name: z.string().nullable(), balance: z.number().int(), currency: z.string() }),
  ),
  mark: z.string(),
  unnamed: z.number().int(),
});
export type AbsentAccounts = z.infer<typeof absentSchema>;

/** What a check foretells, or an import did. Balances in minor units; currencies are never added up. */
const summarySchema = z.object({
  rows: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  debtors: debtorCountsSchema,
  events: z.object({ stored: z.number().int(), duplicate: z.number().int() }),
  totals: z.record(z.string(), z.object({ accounts: z.number().int(), balance: z.number().int() })),
  /** Of a check: accounts of the workspace that the file does not name. */
  absent: absentSchema.optional(),
  /** Accounts that were closed since the file does not name them. */
  closed: z.number().int().optional(),
});
export const storedSummarySchema = summarySchema.extend({ problem: z.string().nullable() });
export type ImportSummary = z.infer<typeof summarySchema>;

const refusalSchema = z.object({ row: z.number().int(), reason: z.string(), cells: z.array(z.string()) });
export type Refusal = z.infer<typeof refusalSchema>;

/** An import in the history. */
export const importRowSchema = z.object({
  id: z.number().int(),
  fileName: z.string(),
  status: z.enum(IMPORT_STATUSES),
  /** Bytes; null from a shell. */
  size: z.number().nullable(),
  person: z.string().nullable(),
  /** Civil date and time in the workspace's zone. */
  started: z.object({ date: z.string(), time: z.string() }),
  progress: z.object({ rows: z.number().int(), share: z.number() }),
  summary: summarySchema.nullable(),
  /** Why the file was not taken as a whole, in the reader's language; null where it was, or is not known yet. */
  problem: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A page of the history, newest first, and the cursor of the next one. */
export const importPageSchema = z.object({ imports: z.array(importRowSchema), next: z.string().nullable() });
export type ImportPage = z.infer<typeof importPageSchema>;

const savedMappingSchema = z.object({ name: z.string(), document: mappingDocumentSchema });
export type SavedMapping = z.infer<typeof savedMappingSchema>;

/** One import in full: its file, how it is or may be read, and what became of it. */
export const importDetailSchema = importRowSchema.extend({
  /** Null once the file is gone: after it was taken, or some days later. */
  sight: fileSightSchema.nullable(),
  /** Which field each heading seems to hold. */
  guess: z.record(z.string(), z.string()),
  /** The saved mapping that fits the file's headings best; null where none does. */
  recognised: savedMappingSchema.nullable(),
  mapping: mappingDocumentSchema.nullable(),
  mappingName: z.string().nullable(),
  /** The first of the refused rows. */
  refusals: z.array(refusalSchema),
  /** True while the file is there, so that it can be checked and imported. */
  hasFile: z.boolean(),
});
export type ImportDetail = z.infer<typeof importDetailSchema>;

/** A mapping of a file with more columns than anybody maps. */
export const MAPPING_BYTES = 1024 * 1024;

/** What `POST /imports/{id}/preview` and `/check` take. */
export const readBySchema = z.strictObject({ mapping: mappingDocumentSchema });
export type ReadBy = z.infer<typeof readBySchema>;

/** The first rows as they would be taken, cell by cell in the order of `columns`; a null value: nothing is said. */
export const previewSchema = z.object({
  /** What is wrong with the mapping itself, with its paths; no rows then. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  rows: z.array(
    z.object({
      line: z.number().int(),
      reason: z.string().nullable(),
      /** By field. Amounts are plain decimals, dates civil dates, instants `YYYY-MM-DD HH:MM` in the file's zone. */
      after: z.record(z.string(), z.string()),
    }),
  ),
});
export type Preview = z.infer<typeof previewSchema>;

/**
 * What `POST /imports/{id}/start` takes: the name under which the mapping is remembered, or null; and, where the file is the
 * whole portfolio, `absent.mark` of the check: those accounts are closed.
 */
export const startSchema = z.strictObject({
  saveAs: z.string().trim().min(1).max(120).nullable(),
  closing: z.string().max(40).nullable().optional(),
});
export type StartImport = z.infer<typeof startSchema>;

/** How far an import is: what `GET /imports/{id}/progress` and `POST /imports/{id}/stop` answer. */
export const importPulseSchema = importRowSchema.pick({ id: true, status: true, progress: true });
export type ImportPulse = z.infer<typeof importPulseSchema>;

/** The saved mappings of a workspace. */
export const mappingsSchema = z.object({ mappings: z.array(savedMappingSchema) });
export type Mappings = z.infer<typeof mappingsSchema>;

/** What a call about imports may be refused with. */
export type ImportRefusal =
  | 'import-too-large'
  | 'import-unreadable'
  | 'import-mapping'
  | 'import-running'
  | 'import-not-checked'
  | 'import-gone';
