'use client';

import { useTranslations } from 'next-intl';
import { ChangeList } from '#components/ui/change-list.tsx';
import { tellChanges } from '#lib/api/change-sentence.ts';
import type { Change } from '#lib/journey/diff.ts';

interface VersionChangesProps {
  readonly changes: readonly Change[];
  /** The live version, which they are compared with. */
  readonly number: number;
}

/** What makes the draft another than the live version, in words, folded away until it is asked for. */
export function VersionChanges({ changes, number }: VersionChangesProps) {
  const t = useTranslations('publishing');
  const told = useTranslations('changes');
  const words = { changes: told, channel: useTranslations('channel'), language: useTranslations('messageLanguage') };
  if (changes.length === 0) return null;
  const title = t('changesTitle', { number });
  return (
    <details className="rounded-lg border bg-surface">
      <summary className="flex cursor-pointer items-baseline gap-3 px-4 py-3">
        <span className="min-w-0 flex-1 font-medium">{title}</span>
        <span className="shrink-0 text-ink-2 text-sm">{t('changesCount', { count: changes.length })}</span>
      </summary>
      <div className="thin-scroll max-h-64 overflow-y-auto border-t px-4">
        <ChangeList
          label={title}
          tones={{ added: told('tone.added'), removed: told('tone.removed'), changed: told('tone.changed') }}
          changes={tellChanges(changes, words)}
        />
      </div>
    </details>
  );
}
