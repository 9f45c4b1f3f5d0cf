import { type RefObject, useCallback, useEffect, useRef } from 'react';

/** Where what somebody asked for appears, and what leads their eye there. */
export interface Leading<Place extends HTMLElement> {
  readonly place: RefObject<Place | null>;
  /** To be called by whoever begins something. */
  begin(): void;
}

/**
 * Brings the place where results appear into view and gives it the focus, where it stands below what was pressed: once when
 * something is begun, and again when it is no longer `isRunning`, unless the person has gone elsewhere meanwhile. Where it stands
 * beside the form nothing moves.
 */
export function useLeading<Place extends HTMLElement>(isRunning: boolean): Leading<Place> {
  const place = useRef<Place>(null);
  const isAwaited = useRef(false);
  const begin = useCallback(() => {
    isAwaited.current = true;
  }, []);
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    const [began, ended] = [isRunning && !wasRunning.current, !isRunning && wasRunning.current];
    wasRunning.current = isRunning;
    if (!isAwaited.current || !place.current) return;
    if (began) lead(place.current);
    if (!ended) return;
    isAwaited.current = false;
    const { activeElement } = document;
    if (activeElement === document.body || place.current.contains(activeElement)) lead(place.current);
  }, [isRunning]);
  return { place, begin };
}

function lead(place: HTMLElement): void {
  const around = place.parentElement;
  if (!around || getComputedStyle(around).flexDirection !== 'column') return;
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'start', behavior: isStill ? 'auto' : 'smooth' });
}
