'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call } from '#lib/api/call.ts';
import { BOARD_COURSES, type Board, type Insight, type InsightRows } from '#lib/api/insights.ts';
import {
  boardKey,
  boardUrl,
  type InsightPart,
  type InsightsAsk,
  insightKey,
  insightRowsKey,
  insightRowsUrl,
  insightUrl,
} from '#lib/api/insights-route.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';

/** A figure is not asked for again so soon: it was worked out for this page, and costs more than a list. */
const STAYS_MS = 30_000;

/** True on the board, where all figures are asked for at once: what they read of the past is then read once. */
export const OnBoardContext = createContext(false);

/** A figure, or the whole with its course; while another narrowing is worked out the former stays, marked as such by `isPlaceholderData`. */
export function useInsight<Key extends KpiKey>(kpi: Key, ask: InsightsAsk, part: InsightPart = 'figure') {
  const isOnBoard = useContext(OnBoardContext) && (part === 'figure' || BOARD_COURSES.some((one) => one === kpi));
  const board = useQuery({
    queryKey: boardKey(ask),
    queryFn: ({ signal }) => call<Board>(boardUrl(ask), { signal }),
    select: (figures): Insight<Key> => figures[kpi],
    enabled: isOnBoard,
    placeholderData: keepPreviousData,
    staleTime: STAYS_MS,
  });
  const alone = useQuery({
    queryKey: insightKey(kpi, ask, part),
    queryFn: ({ signal }) => call<Insight<Key>>(insightUrl(kpi, ask, part), { signal }),
    enabled: !isOnBoard,
    placeholderData: keepPreviousData,
    staleTime: STAYS_MS,
  });
  return isOnBoard ? board : alone;
}

/** The rows behind a figure, page by page. */
export function useInsightRows(kpi: KpiKey, ask: InsightsAsk) {
  return useInfiniteQuery({
    queryKey: insightRowsKey(kpi, ask),
    queryFn: ({ pageParam, signal }) => call<InsightRows>(insightRowsUrl(kpi, ask, pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page: InsightRows) => page.next,
    placeholderData: keepPreviousData,
    staleTime: STAYS_MS,
  });
}

const firstPage: string | null = null;
