'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { askQuery, INSIGHT_NAMES, type InsightsAsk } from '#lib/api/insights-route.ts';

/** What narrows the figures as the address says it, and a way to change it that survives a reload and can be sent to somebody. */
export function useInsightsAddress() {
  const params = useSearchParams();
  const ask = useMemo<InsightsAsk>(
    () => Object.fromEntries(INSIGHT_NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? undefined]] : []))),
    [params],
  );
  const change = useCallback(
    (patch: InsightsAsk) => {
      const query = askQuery({ ...ask, ...patch });
      window.history.pushState(null, '', `${window.location.pathname}${query.size > 0 ? `?${query}` : ''}`);
    },
    [ask],
  );
  return { ask, change };
}

/** The address of a page about figures so narrowed. */
export function insightsPath(path: string, ask: InsightsAsk): string {
  const query = askQuery(ask);
  return `${path}${query.size > 0 ? `?${query}` : ''}`;
}
