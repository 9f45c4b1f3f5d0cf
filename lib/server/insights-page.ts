import 'server-only';
import { dehydrate, QueryClient } from '@tanstack/react-query';
import { type InsightsQuery, insightsQuerySchema } from '#lib/api/insights.ts';
import { boardKey, type InsightsAsk, insightKey, insightRowsKey } from '#lib/api/insights-route.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { appDatabase } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { kpiChoices } from '#lib/insights/choices.ts';
import { reading } from '#lib/insights/reading.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { readPeriod } from '#lib/kpi/filter.ts';
import { boardOf, insightOf, insightRows, portfolioOf } from './insights.ts';

/** What an address asks of figures: words for the browser, and read for us. A parameter that means nothing narrows nothing. */
export interface ReadAsk {
  readonly ask: InsightsAsk;
  readonly query: InsightsQuery;
}

/** Reads the narrowing of an address. */
export function readAsk(params: Readonly<Record<string, string | string[] | undefined>>): ReadAsk {
  const ask: Record<string, string> = {};
  for (const [name, schema] of Object.entries(insightsQuerySchema.shape)) {
    const value = params[name];
    if (typeof value === 'string' && value !== '' && schema.safeParse(value).success) ask[name] = value;
  }
  for (const [from, to] of [
    ['from', 'to'],
    ['compareFrom', 'compareTo'],
  ] as const) {
    if (typeof readPeriod(ask[from], ask[to]) !== 'string') continue;
    delete ask[from];
    delete ask[to];
  }
  return { ask, query: insightsQuerySchema.parse(ask) };
}

/** The board, or one figure with its rows, under the keys that the browser uses. */
export async function loadInsights(workspace: WorkspaceStanding, { ask, query }: ReadAsk, kpi: KpiKey | null) {
  const db = await appDatabase();
  const portfolio = portfolioOf(workspace);
  const memory = new QueryClient();
  const choices = await reading(db, (tx) => kpiChoices(tx, portfolio));
  const hasPortfolio = choices.currencies.length > 0;
  if (kpi && hasPortfolio) {
    await memory.prefetchQuery({
      queryKey: insightKey(kpi, ask, 'figure'),
      queryFn: () => insightOf(db, workspace, kpi, { ...query, course: 'none' }),
    });
  }
  if (!kpi && hasPortfolio) await memory.prefetchQuery({ queryKey: boardKey(ask), queryFn: () => boardOf(db, workspace, query) });
  if (kpi) {
    await memory.prefetchInfiniteQuery({
      queryKey: insightRowsKey(kpi, ask),
      queryFn: () => insightRows(db, workspace, kpi, query),
      initialPageParam: firstPage,
    });
  }
  const setting = { country: workspace.country, currency: workspace.currency, today: localDateOf(portfolio.now, portfolio.zone), choices };
  return { memory: dehydrate(memory), setting, hasPortfolio };
}

const firstPage: string | null = null;
