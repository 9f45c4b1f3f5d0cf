import type { KpiKey } from '#lib/kpi/definition.ts';

/** The names that the narrowing of figures has in an address, in the order in which they are written. */
export const INSIGHT_NAMES = [
  ...['period', 'from', 'to', 'compare', 'compareFrom', 'compareTo'],
  ...['journey', 'version', 'stage', 'bucket', 'channel', 'segment', 'product', 'currency'],
] as const;

/** The narrowing as it stands in an address: words that the server has yet to read. */
export type InsightsAsk = Readonly<Record<string, string | undefined>>;

/** The narrowing as query parameters; what is left out, or is none of ours, is not written. */
export function askQuery(ask: InsightsAsk): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of INSIGHT_NAMES) {
    const value = ask[name];
    if (value) query.set(name, value);
  }
  return query;
}

/** What is asked of a figure: itself beside the one compared with, or the whole with its course, which takes longer. */
export type InsightPart = 'figure' | 'whole';

const withQuery = (path: string, query: URLSearchParams) => `${path}${query.size > 0 ? `?${query}` : ''}`;

/** The address of a figure: `/api/v1/insights/recoveryRate?period=90d&course=none`. */
export function insightUrl(kpi: KpiKey, ask: InsightsAsk, part: InsightPart): string {
  const query = askQuery(ask);
  if (part === 'figure') query.set('course', 'none');
  return withQuery(`/api/v1/insights/${kpi}`, query);
}

/** The address of all figures at once, as the board shows them. */
export function boardUrl(ask: InsightsAsk): string {
  return withQuery('/api/v1/insights', askQuery(ask));
}

/** The address of a page of the rows behind a figure. */
export function insightRowsUrl(kpi: KpiKey, ask: InsightsAsk, cursor: string | null): string {
  const query = askQuery(ask);
  if (cursor) query.set('cursor', cursor);
  return withQuery(`/api/v1/insights/${kpi}/rows`, query);
}

/** The address of all rows behind a figure as a CSV file. */
export function insightCsvUrl(kpi: KpiKey, ask: InsightsAsk): string {
  const query = askQuery(ask);
  query.set('format', 'csv');
  return withQuery(`/api/v1/insights/${kpi}/rows`, query);
}

/** Under which a figure is remembered, on the server and in the browser alike. */
export function insightKey(kpi: KpiKey, ask: InsightsAsk, part: InsightPart) {
  return ['insight', kpi, part, askQuery(ask).toString()] as const;
}

/** Under which all figures of the board are remembered. */
export function boardKey(ask: InsightsAsk) {
  return ['insights-board', askQuery(ask).toString()] as const;
}

/** Under which the rows behind a figure are remembered. */
export function insightRowsKey(kpi: KpiKey, ask: InsightsAsk) {
  return ['insight-rows', kpi, askQuery(ask).toString()] as const;
}
