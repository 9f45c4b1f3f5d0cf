'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { SidePanel } from './side-panel.tsx';
import { useStudio } from './studio-context.tsx';
import { NO_CHOICE } from './studio-store.ts';

const NARROW = '(width < 64rem)';

/** Where there is no room at the side, what is chosen opens from below. */
export function PanelSheet() {
  const t = useTranslations('studio');
  const isNarrow = useSyncExternalStore(
    onWidth,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
  const isChosen = useStudio(({ choice }) => choice.nodes.size + choice.edges.size === 1);
  const choose = useStudio((studio) => studio.choose);
  const sheet = useRef<HTMLElement>(null);
  const isOpen = isNarrow && isChosen;
  useEffect(() => {
    if (isOpen) sheet.current?.focus();
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <section
      ref={sheet}
      tabIndex={-1}
      aria-label={t('settings')}
      onKeyDown={(event) => event.key === 'Escape' && choose(NO_CHOICE)}
      className="fixed inset-x-0 bottom-0 z-30 flex max-h-3/5 flex-col rounded-t-xl border-t bg-surface shadow-3 outline-none"
    >
      <IconButton label={t('close')} onClick={() => choose(NO_CHOICE)} className="absolute top-3 right-3 bg-surface">
        <X aria-hidden className="size-4" />
      </IconButton>
      <div className="thin-scroll overflow-y-auto [&_header]:pr-9">
        <SidePanel />
      </div>
    </section>
  );
}

function onWidth(tell: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}
