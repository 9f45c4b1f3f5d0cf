'use client';

import { useEffect, useState } from 'react';
import type { DebtBucket } from '#lib/kpi/bucket.ts';

/** The colours of the page as a chart can use them. */
export interface Tokens {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly surface: string;
  readonly raised: string;
  readonly brand: string;
  readonly font: string;
  readonly heat: Readonly<Record<DebtBucket, string>>;
  /** False for those who asked for no motion. */
  readonly moves: boolean;
}

const HEAT: Readonly<Record<DebtBucket, string>> = {
  pre: 'heat-pre',
  due: 'heat-due',
  '1-30': 'heat-1',
  '31-60': 'heat-31',
  '61-90': 'heat-61',
  '90+': 'heat-90',
  none: 'heat-none',
};

/** The tokens in force, anew whenever the theme changes; null until the page is there. */
export function useTokens(): Tokens | null {
  const [tokens, setTokens] = useState<Tokens | null>(null);
  useEffect(() => {
    const read = () => setTokens(readTokens());
    read();
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    dark.addEventListener('change', read);
    return () => {
      theme.disconnect();
      dark.removeEventListener('change', read);
    };
  }, []);
  return tokens;
}

/** A token may be `light-dark(…)`: only an element that wears it knows which side is in force. */
function readTokens(): Tokens {
  const probe = document.body.appendChild(document.createElement('span'));
  // On its way from one colour to the next it would wear neither.
  probe.style.transition = 'none';
  const colour = (name: string) => {
    probe.style.color = `var(--color-${name})`;
    return getComputedStyle(probe).color;
  };
  const tokens = {
    ink: colour('ink'),
    ink2: colour('ink-2'),
    ink3: colour('ink-3'),
    line: colour('line'),
    surface: colour('surface'),
    raised: colour('raised'),
    brand: colour('brand'),
    font: getComputedStyle(document.body).fontFamily,
    heat: {
      pre: colour(HEAT.pre),
      due: colour(HEAT.due),
      '1-30': colour(HEAT['1-30']),
      '31-60': colour(HEAT['31-60']),
      '61-90': colour(HEAT['61-90']),
      '90+': colour(HEAT['90+']),
      none: colour(HEAT.none),
    },
    moves: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
  probe.remove();
  return tokens;
}
