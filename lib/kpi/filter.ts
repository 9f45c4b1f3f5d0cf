import { z } from 'zod';
import { isLocalDate } from '#lib/base/civil.ts';
import { isCurrency } from '#lib/base/money.ts';
import { DEBT_BUCKETS } from './bucket.ts';
import { MAX_PERIOD_DAYS, type Period, periodDays } from './period.ts';

/** What narrows a figure beside its period, in the order in which it is written into an address. */
export const KPI_FILTERS = ['journey', 'version', 'stage', 'bucket', 'channel', 'segment', 'product', 'currency'] as const;
export type KpiFilterName = (typeof KPI_FILTERS)[number];

const date = z.string().refine(isLocalDate, 'is not a date (YYYY-MM-DD)');
const word = z.string().min(1).max(200);

/** The narrowing of a figure; what is left out does not narrow. `journey` is a key, `version` its number, `stage` an id of its document. */
export const kpiFilterShape = {
  journey: word.optional(),
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  stage: word.optional(),
  bucket: z.enum(DEBT_BUCKETS).optional(),
  channel: word.optional(),
  segment: word.optional(),
  product: word.optional(),
  currency: z.string().refine(isCurrency, 'is not a currency in use (three letters of ISO 4217, as COP)').optional(),
};

/** A period and the one it is compared with, as an address writes them: local dates of the workspace, the second not included. */
export const periodShape = {
  from: date.optional(),
  to: date.optional(),
  compareFrom: date.optional(),
  compareTo: date.optional(),
};

/** Both dates of a period: none or both are given, the second later, and not more than ten years on. Null where neither is. */
export function readPeriod(from: string | undefined, to: string | undefined): Period | null | string {
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined) return 'needs both its dates';
  const days = periodDays({ from, to });
  if (days < 1) return 'must end after it begins; its last date is not included';
  return days > MAX_PERIOD_DAYS ? `is longer than ${MAX_PERIOD_DAYS} days` : { from, to };
}

/** The narrowing alone, for whoever reads it from a call. */
export const kpiFilterSchema = z.object(kpiFilterShape);
/** What narrows a figure beside its period. */
export type KpiFilter = z.infer<typeof kpiFilterSchema>;
