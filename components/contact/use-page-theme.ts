'use client';

import { useSyncExternalStore } from 'react';

const IN_THE_DARK = '(prefers-color-scheme: dark)';

/** Whether the page is shown light or dark: as its reader chose, else as their system has it. Light until that is known. */
export function usePageTheme(): 'light' | 'dark' {
  return useSyncExternalStore(watch, read, () => 'light');
}

function read(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia(IN_THE_DARK).matches ? 'dark' : 'light';
}

function watch(onChange: () => void): () => void {
  const system = window.matchMedia(IN_THE_DARK);
  const chosen = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    chosen.disconnect();
  };
}
