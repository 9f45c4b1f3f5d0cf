'use client';

import { useTranslations } from 'next-intl';

/** The popover's id: its button names it, and the browser opens and closes it. */
export const SHORTCUTS_ID = 'studio-shortcuts';

const SHORTCUTS = [
  'search',
  'connect',
  'select',
  'nudge',
  'undo',
  'redo',
  'copy',
  'duplicate',
  'all',
  'delete',
  'fit',
  'escape',
  'help',
] as const;

/** What the keys do. */
export function ShortcutsHelp() {
  const t = useTranslations('studio');
  return (
    <div
      id={SHORTCUTS_ID}
      popover="auto"
      role="dialog"
      aria-label={t('shortcuts')}
      className="m-auto max-h-full w-96 max-w-full rounded-xl border bg-raised p-5 text-ink shadow-3"
    >
      <h2 className="pb-3 font-semibold text-lg">{t('shortcuts')}</h2>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm">
        {SHORTCUTS.map((name) => (
          <div key={name} className="contents">
            <dt className="font-medium text-ink-2">{t(`key-${name}`)}</dt>
            <dd>{t(`key-${name}-does`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
