'use client';

import { Cloud, CloudAlert, CloudCheck, CloudOff, LoaderCircle, LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import { useStudio, useStudioPlace } from './studio-context.tsx';

const PICTURES = {
  saved: CloudCheck,
  unsaved: Cloud,
  saving: LoaderCircle,
  offline: CloudOff,
  'signed-out': LogIn,
  refused: CloudAlert,
  conflict: CloudAlert,
};

/** Whether what is drawn is saved; where it is not, why and what to do. */
export function SaveStateMark() {
  const t = useTranslations('studio');
  const save = useStudio((studio) => studio.save);
  const canEdit = useStudio((studio) => studio.canEdit);
  const { autosave } = useStudioPlace();
  if (!canEdit) return <span className="text-ink-3 text-xs">{t('readOnly')}</span>;
  const Picture = PICTURES[save.kind];
  const isBad = save.kind === 'offline' || save.kind === 'signed-out' || save.kind === 'refused' || save.kind === 'conflict';
  return (
    <span
      role="status"
      className={classes('flex min-w-0 items-center gap-1.5 text-xs', isBad ? 'font-medium text-bad-text' : 'text-ink-3')}
    >
      <Picture aria-hidden className={classes('size-4 shrink-0', save.kind === 'saving' ? 'animate-spin' : null)} strokeWidth={1.9} />
      <span className="truncate">{save.kind === 'refused' ? save.title : t(`save-${save.kind}`)}</span>
      {save.kind === 'signed-out' ? (
        <a href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`} className="underline">
          {t('signIn')}
        </a>
      ) : null}
      {save.kind === 'offline' || save.kind === 'refused' ? (
        <button type="button" onClick={() => void autosave.flush()} className="underline">
          {t('saveNow')}
        </button>
      ) : null}
    </span>
  );
}
