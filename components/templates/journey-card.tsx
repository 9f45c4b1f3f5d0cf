import { CalendarDays, LogIn, Route, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { channelIcon } from '#components/icon/channel-icon.ts';
import { dayLabel } from '#components/ui/day-chip.tsx';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { type JourneySummary, summaryOf } from '#lib/templates/summary.ts';
import { JourneyPicture } from './journey-picture.tsx';

interface JourneyCardProps {
  readonly document: JourneyDocument;
  /** How it is called here; a document may still have another name. */
  readonly name: string;
  readonly href: string;
  readonly linkLabel: string;
  /** The language in which its name and description are written; null: that of the page. */
  readonly language: string | null;
  readonly pills?: ReactNode;
  readonly actions: ReactNode;
}

/** A journey of the gallery: its picture, what it is for, and what one can do with it. */
export function JourneyCard({ document, name, href, linkLabel, language, pills, actions }: JourneyCardProps) {
  const t = useTranslations('templates');
  return (
    <li className="flex flex-col overflow-hidden rounded-xl border bg-surface shadow-1">
      <div className="border-b bg-paper">
        <JourneyPicture
          size="small"
          document={document}
          title={t('picture', { name })}
          description={usePictureText(document)}
          className="h-auto w-full"
        />
      </div>
      <div className="flex flex-1 flex-col gap-2.5 p-4">
        <div className="flex items-start justify-between gap-2">
          <h3 className="font-semibold text-lg leading-snug" lang={language ?? undefined}>
            <Link href={href} aria-label={linkLabel} className="rounded-xs hover:text-brand-strong hover:underline">
              {name}
            </Link>
          </h3>
          {pills}
        </div>
        {document.description ? (
          <p className="line-clamp-4 text-base text-ink-2" lang={language ?? undefined}>
            {document.description}
          </p>
        ) : null}
        <Facts summary={summaryOf(document)} />
        <div className="mt-auto flex flex-wrap items-center gap-2 pt-2">{actions}</div>
      </div>
    </li>
  );
}

/** What is seen in a journey's picture, for whoever hears it. */
export function usePictureText({ stages, nodes }: JourneyDocument): string {
  const t = useTranslations('templates');
  const list = nodes.map((node) => node.label || node.id).join(', ');
  return t('pictureText', { stages: stages.length, names: stages.map(({ name }) => name).join(', '), steps: nodes.length, list });
}

/** The few facts by which one journey is told from another: steps, days, how it begins, channels. */
export function Facts({ summary }: { readonly summary: JourneySummary }) {
  const t = useTranslations('templates');
  const channels = useTranslations('channel');
  const { steps, days, hasTasks } = summary;
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 gap-y-1.5 text-ink-2 text-sm">
      <Fact picture={Route}>{t('steps', { count: steps })}</Fact>
      {days ? (
        <Fact picture={CalendarDays} title={t('span')}>
          {t('days', { from: days.from === null ? '…' : dayLabel(days.from), to: days.to === null ? '…' : dayLabel(days.to) })}
        </Fact>
      ) : (
        <Fact picture={LogIn} title={t('starts')}>
          <EventName event={summary.event} />
        </Fact>
      )}
      {summary.channels.map((channel) => (
        <Fact key={channel} picture={channelIcon(channel)}>
          {channels(channel)}
        </Fact>
      ))}
      {hasTasks ? <Fact picture={UserRound}>{t('calls')}</Fact> : null}
    </ul>
  );
}

function EventName({ event }: { readonly event: string | null }) {
  const t = useTranslations('templates');
  switch (event) {
    case null:
      return t('segment');
    case 'account.opened':
      return t('event.account-opened');
    case 'promise.made':
      return t('event.promise-made');
    case 'account.cancelled':
      return t('event.account-cancelled');
    default:
      return t('eventOther', { event });
  }
}

interface FactProps {
  readonly picture: typeof Route;
  readonly title?: string;
  readonly children: ReactNode;
}

function Fact({ picture: Picture, title, children }: FactProps) {
  return (
    <li className="inline-flex items-center gap-1.5" title={title}>
      <Picture aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {title ? <span className="sr-only">{title}: </span> : null}
      {children}
    </li>
  );
}
