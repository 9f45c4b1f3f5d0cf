import { ArrowLeft, CheckCheck, Copy } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { ChangeList } from '#components/ui/change-list.tsx';
import { tellChanges } from '#lib/api/change-sentence.ts';
import { journeyPage } from '#lib/api/journeys-route.ts';
import { journeyChanges } from '#lib/journey/diff.ts';
import type { WrittenJourney } from '#lib/templates/copy-journey.ts';
import type { Parent } from '#lib/templates/parent.ts';

interface ChangesViewProps {
  readonly journeyKey: string;
  readonly name: string;
  readonly journey: WrittenJourney;
  readonly parent: Parent | null;
}

/** What is not as it was in a journey since it was cloned, as it was last saved. */
export function ChangesView({ journeyKey, name, journey, parent }: ChangesViewProps) {
  const t = useTranslations('changes.panel');
  const words = { changes: useTranslations('changes'), channel: useTranslations('channel'), language: useTranslations('messageLanguage') };
  const changes = parent ? tellChanges(journeyChanges(parent, journey), words) : [];
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-6 lg:px-8">
      <Link
        href={journeyPage(journeyKey)}
        className="inline-flex items-center gap-1.5 self-start rounded-xs py-1 text-ink-2 text-sm hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <h1 className="font-semibold text-2xl">{t(parent?.kind === 'journey' ? 'titleJourney' : 'title')}</h1>
      {parent ? <p className="text-ink-2 text-lg">{t('lead', { name, parent: parent.name })}</p> : null}
      {parent && changes.length > 0 ? (
        <section className="rounded-xl border bg-surface px-5 py-3 shadow-1">
          <p className="label-caps pt-2">{t('count', { count: changes.length })}</p>
          <ChangeList
            label={t('title')}
            tones={{ added: words.changes('tone.added'), removed: words.changes('tone.removed'), changed: words.changes('tone.changed') }}
            changes={changes}
          />
        </section>
      ) : (
        <BlankState picture={parent ? CheckCheck : Copy} title={parent ? t('none', { parent: parent.name }) : t('noParent')} />
      )}
    </div>
  );
}
