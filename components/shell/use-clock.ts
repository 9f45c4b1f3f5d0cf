'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { Clock, MoveClock } from '#lib/api/clock.ts';
import { CLOCK_KEY, moveClock, readClock, stopClock } from '#lib/api/clock-route.ts';

/** So often the clock is asked while it moves, and while it stands: someone else may move it. */
const ASK_MS = { moving: 600, standing: 20_000 };

/** The clock of the open workspace as it goes, and what one can do with it. `first` is what the page was sent with. */
export function useClock(first: Clock) {
  const memory = useQueryClient();
  const answer = useQuery({
    queryKey: CLOCK_KEY,
    queryFn: ({ signal }) => readClock(signal),
    initialData: first,
    staleTime: 0,
    refetchInterval: ({ state }) => (isMoving(state.data ?? first) ? ASK_MS.moving : ASK_MS.standing),
  });
  const clock = answer.data;
  const settled = () => memory.invalidateQueries({ queryKey: CLOCK_KEY });
  const move = useMutation({
    mutationFn: (order: MoveClock) => moveClock(order),
    onSuccess: (begun) => memory.setQueryData(CLOCK_KEY, begun),
    onError: settled,
  });
  const stop = useMutation({ mutationFn: stopClock, onSettled: settled });
  useFreshScreens(clock);
  return { clock, isLost: answer.isError, move, stop, isSeen: useSeen(clock) };
}

/** True while a move is under way. */
export function isMoving(clock: Clock): boolean {
  return clock.move?.state === 'under-way';
}

/** When the clock has come to rest elsewhere, what the screens remember is of yesterday: they ask anew. */
function useFreshScreens(clock: Clock): void {
  const memory = useQueryClient();
  const router = useRouter();
  const shown = useRef(clock.now);
  const moving = isMoving(clock);
  useEffect(() => {
    if (moving || shown.current === clock.now) return;
    shown.current = clock.now;
    router.refresh();
    void memory.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== CLOCK_KEY[0] });
  }, [moving, clock.now, memory, router]);
}

/** Whether this page has seen the newest move under way: only then is its end news. */
function useSeen({ move }: Clock): boolean {
  const [seen, setSeen] = useState<string | null>(null);
  if (move?.state === 'under-way' && move.id !== seen) setSeen(move.id);
  return move !== null && move.id === seen;
}
