import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { journeyChangesPage } from '#lib/api/journey-parent.ts';
import { journeyPage } from '#lib/api/journeys-route.ts';
import type { Role } from '#lib/api/permissions.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { JourneyTemplate } from '#lib/templates/journey-templates.ts';
import { CloneButton } from './clone-button.tsx';
import { JourneyCard } from './journey-card.tsx';

interface GalleryProps {
  readonly templates: readonly JourneyTemplate[];
  readonly own: readonly {
    readonly key: string;
    readonly name: string;
    readonly status: 'draft' | 'live' | 'paused';
    readonly document: JourneyDocument;
    readonly parentName: string | null;
  }[];
  readonly role: Role;
  /** Null where the role may clone; else it is said why not. */
  readonly mayClone: boolean;
}

/** The journeys to begin from: those of the house, then those of the workspace. */
export function Gallery({ templates, own, role, mayClone }: GalleryProps) {
  const t = useTranslations('templates');
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-8 px-4 py-6 lg:px-8">
      <header className="flex flex-col gap-3">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="max-w-prose text-ink-2 text-lg">{t('lead')}</p>
        {mayClone ? null : <WhyNot role={role} />}
      </header>
      <Shelf title={t('gallery')}>
        {templates.map(({ document }) => (
          <JourneyCard
            key={document.key}
            document={document}
            name={document.name}
            href={`/templates/${document.key}`}
            linkLabel={t('open', { name: document.name })}
            language="es"
            actions={
              <>
                {mayClone ? <CloneButton look="primary" from={{ template: document.key }} name={document.name} /> : null}
                <Button asChild look="quiet" size="small">
                  <Link href={`/templates/${document.key}`} aria-label={t('open', { name: document.name })}>
                    {t('view')}
                  </Link>
                </Button>
              </>
            }
          />
        ))}
      </Shelf>
      <OwnShelf own={own} mayClone={mayClone} />
    </div>
  );
}

function OwnShelf({ own, mayClone }: Pick<GalleryProps, 'own' | 'mayClone'>) {
  const t = useTranslations('templates');
  if (own.length === 0) {
    return (
      <Shelf title={t('own')} lead={t('ownLead')}>
        <li className="col-span-full rounded-xl border border-edge/50 border-dashed px-5 py-8 text-center text-ink-2">{t('ownEmpty')}</li>
      </Shelf>
    );
  }
  return (
    <Shelf title={t('own')} lead={t('ownLead')}>
      {own.map(({ key, name, status, document, parentName }) => (
        <JourneyCard
          key={key}
          document={document}
          name={name}
          href={journeyPage(key)}
          linkLabel={t('openJourneyOf', { name })}
          language={null}
          pills={<Pill tone={status === 'live' ? 'brand' : 'calm'}>{t(`status-${status}`)}</Pill>}
          actions={
            <>
              {mayClone ? <CloneButton from={{ journey: key }} name={name} /> : null}
              {parentName === null ? null : (
                <Button asChild look="quiet" size="small">
                  <Link href={journeyChangesPage(key)} aria-label={t('changesOf', { name, parent: parentName })}>
                    {t('changes')}
                  </Link>
                </Button>
              )}
            </>
          }
        />
      ))}
    </Shelf>
  );
}

function Shelf({ title, lead, children }: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3" aria-label={title}>
      <div>
        <h2 className="font-semibold text-xl">{title}</h2>
        {lead ? <p className="text-base text-ink-2">{lead}</p> : null}
      </div>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{children}</ul>
    </section>
  );
}

/** Why a role sees no way to clone. */
export function WhyNot({ role }: { readonly role: Role }) {
  const t = useTranslations('templates');
  const roles = useTranslations('role');
  return (
    <div className="max-w-prose">
      <Notice tone="warn">{t('refused', { role: roles(role) })}</Notice>
    </div>
  );
}
