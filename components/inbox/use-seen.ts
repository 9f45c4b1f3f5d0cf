'use client';

import { useCallback, useRef } from 'react';

/** Calls `onSeen` each time the element with this ref comes into view. */
export function useSeen(onSeen: () => void) {
  const observer = useRef<IntersectionObserver>(null);
  return useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen());
      observer.current.observe(element);
    },
    [onSeen],
  );
}
