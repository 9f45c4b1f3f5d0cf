'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { SidePanel } from './side-panel.tsx';
import { useStudio } from './studio-context.tsx';
import { NO_CHOICE } from './studio-store.ts';

/**
 * What is chosen, at the side; where there is no room for it, from below and while one thing is chosen. It is one element at any
 * width: who turns a tablet in the middle of a message keeps what is written.
 */
export function SettingsPanel() {
  const t = useTranslations('studio');
  const isChosen = useStudio(({ choice }) => choice.nodes.size + choice.edges.size === 1);
  const choose = useStudio((studio) => studio.choose);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChosen && isNarrow()) panel.current?.focus();
  }, [isChosen]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('settings')}
      onKeyDown={(event) => event.key === 'Escape' && isNarrow() && choose(NO_CHOICE)}
      className={`bg-surface outline-none max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-3/5 max-lg:flex-col max-lg:rounded-t-xl max-lg:border-t max-lg:shadow-3 lg:w-80 lg:shrink-0 lg:overflow-y-auto lg:border-l lg:thin-scroll ${isChosen ? 'max-lg:flex' : 'max-lg:hidden'}`}
    >
      <IconButton label={t('close')} onClick={() => choose(NO_CHOICE)} className="absolute top-3 right-3 bg-surface lg:hidden">
        <X aria-hidden className="size-4" />
      </IconButton>
      <div className="thin-scroll max-lg:overflow-y-auto max-lg:[&_header]:pr-9">
        <SidePanel />
      </div>
    </aside>
  );
}

function isNarrow(): boolean {
  return window.matchMedia('(width < 64rem)').matches;
}
