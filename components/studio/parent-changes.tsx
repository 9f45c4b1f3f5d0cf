'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ChangeList } from '#components/ui/change-list.tsx';
import { classes } from '#components/ui/classes.ts';
import { call } from '#lib/api/call.ts';
import { tellChanges } from '#lib/api/change-sentence.ts';
import { type JourneyParent, journeyParentKey, journeyParentUrl } from '#lib/api/journey-parent.ts';
import { journeyChanges, type MessageText } from '#lib/journey/diff.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';

interface ParentChangesProps {
  readonly journeyKey: string;
  readonly document: JourneyDocument;
  /** The workspace's messages as they are now; null until they are known. */
  readonly messages: readonly MessageText[] | null;
}

/** What is not as it was since the journey was cloned, told as one draws; nothing for a journey that was drawn from nothing. */
export function ParentChanges({ journeyKey, document, messages }: ParentChangesProps) {
  const t = useTranslations('changes');
  const words = { changes: t, channel: useTranslations('channel'), language: useTranslations('messageLanguage') };
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: journeyParentKey(journeyKey),
    queryFn: ({ signal }) => call<JourneyParent>(journeyParentUrl(journeyKey), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const parent = data?.parent ?? null;
  const changes = useMemo(() => (parent && messages ? journeyChanges(parent, { document, messages }) : null), [parent, messages, document]);
  if (!parent || !changes) return null;
  const title = t(parent.kind === 'template' ? 'panel.title' : 'panel.titleJourney');
  return (
    <section aria-label={title} className="shrink-0 border-t bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-9 w-full items-center gap-3 px-4 text-left text-sm hover:bg-sunken"
      >
        <span className="label-caps truncate">{title}</span>
        <span className="shrink-0 text-ink-2">{t('panel.count', { count: changes.length })}</span>
        <ChevronDown
          aria-hidden
          className={classes('ml-auto size-4 shrink-0 text-ink-3 transition-transform', isOpen ? null : 'rotate-180')}
        />
      </button>
      {isOpen ? (
        <div className="thin-scroll max-h-64 overflow-y-auto border-t px-4 py-1.5">
          <p className="pt-2 text-ink-2 text-sm">
            {changes.length === 0
              ? t('panel.none', { parent: parent.name })
              : t('panel.lead', { name: document.name, parent: parent.name })}
          </p>
          <ChangeList
            label={title}
            tones={{ added: t('tone.added'), removed: t('tone.removed'), changed: t('tone.changed') }}
            changes={tellChanges(changes, words)}
          />
        </div>
      ) : null}
    </section>
  );
}
