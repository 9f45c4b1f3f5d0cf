'use client';

import type { Viewport } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';

/** Pixels: within these a press is a click whose hand trembled. */
const TREMBLE = 3;

/** Whether the canvas is being drawn along: from when it has moved, not from the press, which may be a click on what lies below. */
export function usePanning() {
  const from = useRef<Viewport | null>(null);
  const [isPanning, setPanning] = useState(false);
  const onMoveStart = useCallback((_: unknown, viewport: Viewport) => {
    from.current = viewport;
  }, []);
  const onMove = useCallback((_: unknown, { x, y }: Viewport) => {
    if (from.current && Math.hypot(x - from.current.x, y - from.current.y) > TREMBLE) setPanning(true);
  }, []);
  const onMoveEnd = useCallback(() => {
    from.current = null;
    setPanning(false);
  }, []);
  return { isPanning, onMoveStart, onMove, onMoveEnd };
}
