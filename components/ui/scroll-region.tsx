'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes.ts';

/** What may be wider than its place, as a table: where it is, the keyboard reaches it and its arrows scroll it. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const region = ref.current;
    if (!region) return;
    const watch = () => {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    };
    const observer = new ResizeObserver(watch);
    observer.observe(region);
    if (region.firstElementChild) observer.observe(region.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return (
    <section ref={ref} aria-label={label} className={classes('thin-scroll overflow-x-auto', className)}>
      {children}
    </section>
  );
}
