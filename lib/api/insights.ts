import { z } from 'zod';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { DEBT_BUCKETS } from '#lib/kpi/bucket.ts';
import { KPI_KEYS, type KpiKey } from '#lib/kpi/definition.ts';
import { kpiFilterShape, periodShape, readPeriod } from '#lib/kpi/filter.ts';
import { COMPARISONS, PERIOD_PRESETS } from '#lib/kpi/period.ts';

/** At most this many rows a page; the default is the first. */
export const ROWS_PAGE = { usual: 50, most: 500 } as const;

/** The period asked for where none is named, and what it is compared with. */
export const USUAL = { period: '90d', compare: 'previous' } as const;

const askShape = {
  ...periodShape,
  ...kpiFilterShape,
  channel: z.enum(CHANNELS).optional(),
  /** A period by its name; `from` and `to` say it by its dates. */
  period: z.enum(PERIOD_PRESETS).optional(),
  /** What to compare with; `compareFrom` and `compareTo` say it by its dates. */
  compare: z.enum(COMPARISONS).optional(),
};

interface Dates {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly compareFrom?: string | undefined;
  readonly compareTo?: string | undefined;
}

const checkPeriods = ({
  value,
  issues,
}: {
  readonly value: Dates;
  readonly issues: { push(issue: { code: 'custom'; message: string; path: string[]; input: unknown }): unknown };
}) => {
  const read = [
    ['from', readPeriod(value.from, value.to)],
    ['compareFrom', readPeriod(value.compareFrom, value.compareTo)],
  ] as const;
  for (const [path, period] of read)
    if (typeof period === 'string') issues.push({ code: 'custom', message: `the period ${period}`, path: [path], input: value });
};

/** How an address narrows figures. Dates are local to the workspace, periods half-open; what is left out does not narrow. */
export const insightsQuerySchema = z.strictObject(askShape).check(checkPeriods);
export type InsightsQuery = z.infer<typeof insightsQuerySchema>;

/** What `GET /insights/{kpi}` is asked: the same, and `course=none` for the figure without its course. */
export const insightQuerySchema = z.strictObject({ ...askShape, course: z.enum(['none']).optional() }).check(checkPeriods);
export type InsightQuery = z.infer<typeof insightQuerySchema>;

/** What `GET /insights/{kpi}/rows` is asked: the same, and which page. */
export const insightRowsQuerySchema = z
  .strictObject({
    ...askShape,
    cursor: z.string().max(600).optional(),
    limit: z.coerce.number().int().min(1).max(ROWS_PAGE.most).optional(),
    format: z.enum(['json', 'csv']).optional(),
  })
  .check(checkPeriods);
export type InsightRowsQuery = z.infer<typeof insightRowsQuerySchema>;

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const periodSchema = z.object({ from: z.string(), to: z.string() });
const count = z.number().int();

const cellSchema = z.object({
  /** The date at whose end this is owed. */
  date: z.string(),
  currency: z.string(),
  /** Null: over all bands. */
  bucket: z.enum(DEBT_BUCKETS).nullable(),
  balance: count,
  accounts: count,
  debtors: count,
  overdueBalance: count,
  overdueAccounts: count,
  overdueDebtors: count,
});
const recoverySchema = z.object({
  currency: z.string(),
  accounts: count,
  recovered: count,
  opening: count,
  became: count,
  rate: estimateSchema,
});
const latenessSchema = z.object({
  accounts: count,
  days: count,
  mean: estimateSchema,
  weighted: z.array(z.object({ currency: z.string(), amount: count, mean: z.number() })).readonly(),
});
const contactingSchema = z.object({ accounts: count, contacts: count, each: estimateSchema });
const effectSchema = z.object({
  channel: z.string(),
  accounts: count,
  paid: count,
  promised: count,
  replied: count,
  waiting: count,
  paidShare: estimateSchema,
  promisedShare: estimateSchema,
  repliedShare: estimateSchema,
});

const FIGURES = {
  aging: z.array(cellSchema).readonly(),
  recoveryRate: z.array(recoverySchema).readonly(),
  daysLate: latenessSchema.nullable(),
  contactsPerAccount: contactingSchema.nullable(),
  channelEffect: z.array(effectSchema).readonly(),
};

/** The figure of each kind: empty or null where there is no data, which is not zero. Amounts in minor units of their currency. */
export type Figures = { readonly [Key in keyof typeof FIGURES]: z.infer<(typeof FIGURES)[Key]> };

/** What `GET /insights/{kpi}` answers. */
export const insightSchema = z.object({
  kpi: z.enum(KPI_KEYS),
  /** Up to when things are known: the workspace's clock. */
  asOf: z.iso.datetime(),
  period: periodSchema,
  compare: periodSchema.nullable(),
  figure: z.union(Object.values(FIGURES)),
  /** The figure of the period compared with; null where none is asked for. */
  before: z.union(Object.values(FIGURES)).nullable(),
  /** The figure of each piece of the period, for a chart; empty where it was not asked for. */
  series: z.array(periodSchema.extend({ figure: z.union(Object.values(FIGURES)) })),
});

/** The answer about one figure. */
export interface Insight<Key extends keyof Figures = keyof Figures> {
  readonly kpi: Key;
  readonly asOf: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly compare: { readonly from: string; readonly to: string } | null;
  readonly figure: Figures[Key];
  readonly before: Figures[Key] | null;
  readonly series: readonly { readonly from: string; readonly to: string; readonly figure: Figures[Key] }[];
}

/** The figures whose course the board draws before anything else is chosen. */
export const BOARD_COURSES = ['aging', 'recoveryRate'] as const satisfies readonly KpiKey[];

/** What `GET /insights` answers: every figure, those of `BOARD_COURSES` with their course. */
export type Board = { readonly [Key in KpiKey]: Insight<Key> };

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).and(z.object({ currency: z.string() }));

/** A page of the rows behind a figure, the largest first within a currency, and the cursor of the next one; null after the last. */
export const insightRowsSchema = z.object({ kpi: z.enum(KPI_KEYS), rows: z.array(rowSchema), next: z.string().nullable() });
export type InsightRows = z.infer<typeof insightRowsSchema>;
