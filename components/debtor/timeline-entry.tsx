'use client';

import {
  Ban,
  BellOff,
  CalendarClock,
  CircleDollarSign,
  ClipboardCheck,
  FileText,
  Link2,
  LogIn,
  LogOut,
  type LucideIcon,
  MessageCircleReply,
  Scale,
  Sparkles,
  Star,
  Ticket,
  Webhook,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallWords } from '#components/contact/use-call-words.ts';
import { useExplanation, useOutcomeName } from '#components/contact/use-explanation.ts';
import type { TimelineEntry } from '#lib/api/debtors.ts';
import { civilDate } from '#messages/civil-date.ts';
import { ContactEntry } from './contact-entry.tsx';
import { type EntryProps, Line } from './timeline-line.tsx';
import { useEventWords } from './use-event-words.ts';

/** One thing that happened. */
export function Entry(props: EntryProps) {
  const { entry, country } = props;
  switch (entry.kind) {
    case 'contact':
      return <ContactEntry {...props} entry={entry} />;
    case 'withheld':
      return <WithheldEntry entry={entry} />;
    case 'event':
      return <EventEntry entry={entry} country={country} />;
    case 'task':
      return <TaskEntry entry={entry} />;
    case 'call':
      return <CallEntry entry={entry} />;
    case 'arm':
      return <ArmEntry entry={entry} />;
    case 'place':
      return <PlaceEntry entry={entry} />;
    case 'run':
      return <RunEntry entry={entry} />;
  }
}

function WithheldEntry({ entry: { accounts, when, why, node } }: { readonly entry: Extract<TimelineEntry, { kind: 'withheld' }> }) {
  const t = useTranslations('debtor');
  const say = useExplanation();
  return (
    <Line picture={Ban} time={when.time} title={t('withheld', { node })} accounts={accounts}>
      {why ? <p className="text-base text-ink-2">{say(why)}</p> : null}
    </Line>
  );
}

const pictures: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^payment\./, CircleDollarSign],
  [/^promise\./, CalendarClock],
  [/^dispute\./, Scale],
  [/^consent\./, BellOff],
  [/^preference\./, Star],
  [/^contact\./, MessageCircleReply],
  [/^link\./, Link2],
  [/^task\./, ClipboardCheck],
];

function EventEntry({ entry, country }: { readonly entry: Extract<TimelineEntry, { kind: 'event' }>; readonly country: string }) {
  const words = useEventWords(country);
  const { type, when, account, text } = entry;
  const picture = pictures.find(([pattern]) => pattern.test(type))?.[1] ?? FileText;
  return (
    <Line
      picture={picture}
      time={when.time}
      title={words(entry)}
      accounts={account === null ? [] : [{ externalId: account, day: null, bucket: null }]}
    >
      {text === null ? null : <blockquote className="wrap-anywhere border-l-2 pl-3 text-base text-ink-2">{text}</blockquote>}
    </Line>
  );
}

function TaskEntry({ entry }: { readonly entry: Extract<TimelineEntry, { kind: 'task' }> }) {
  const t = useTranslations('debtor');
  const outcomeName = useOutcomeName();
  const { when, account, task, queue, node, status, outcome } = entry;
  const state = outcome === null || outcome === status ? t(`task-${status}`) : `${t(`task-${status}`)}, ${outcomeName(outcome)}`;
  const kind = (['call', 'visit', 'letter', 'review'] as const).find((one) => one === task) ?? 'review';
  return (
    <Line
      picture={ClipboardCheck}
      time={when.time}
      title={t('task', { kind: t(`task-${kind}`), node })}
      accounts={[{ externalId: account, day: null, bucket: null }]}
    >
      <p className="text-ink-2 text-sm">{t('taskState', { queue, state })}</p>
    </Line>
  );
}

function CallEntry({ entry: { when, account, node, call } }: { readonly entry: Extract<TimelineEntry, { kind: 'call' }> }) {
  const t = useTranslations('webhookCall');
  const words = useCallWords();
  return (
    <Line
      picture={Webhook}
      time={when.time}
      title={`${t('title', { host: call.host })} · ${node}`}
      accounts={[{ externalId: account, day: null, bucket: null }]}
    >
      <p className={call.status === 'failed' ? 'text-bad-text text-sm' : 'text-ink-2 text-sm'}>{words(call)}</p>
      {call.detail ? <p className="wrap-anywhere font-mono text-ink-2 text-xs">{call.detail}</p> : null}
    </Line>
  );
}

/** Which arm a step chose, and by what: nobody can ask a lot why, but everybody can ask the model of a day. */
function ArmEntry({
  entry: { when, account, node, arm, isExplored, version, day, isRewarded },
}: {
  readonly entry: Extract<TimelineEntry, { kind: 'arm' }>;
}) {
  const t = useTranslations('debtor');
  const date = useTranslations('date');
  const why = isExplored
    ? t('armExplored')
    : day === null
      ? t('armUnknown')
      : t('armLearned', { day: civilDate(date, day, 'day'), version });
  return (
    <Line picture={Sparkles} time={when.time} title={t('arm', { arm, node })} accounts={[{ externalId: account, day: null, bucket: null }]}>
      <p className="text-ink-2 text-sm">{isRewarded ? `${why} ${t('armRewarded')}` : why}</p>
    </Line>
  );
}

/** Whether an account had a place of a day, and why: its rank among all that asked. */
function PlaceEntry({ entry }: { readonly entry: Extract<TimelineEntry, { kind: 'place' }> }) {
  const t = useTranslations('debtor');
  const date = useTranslations('date');
  const { when, account, node, pool, given, deadlineDays } = entry;
  const why = given ? t('placeGiven', { ...given, day: civilDate(date, given.day, 'day') }) : t('placeNone', { days: deadlineDays ?? 0 });
  return (
    <Line
      isQuiet
      picture={Ticket}
      time={when.time}
      title={t(given ? 'placeTitle' : 'placeTitleNone', { node, pool })}
      accounts={[{ externalId: account, day: null, bucket: null }]}
    >
      <p className="text-ink-2 text-sm">{why}</p>
    </Line>
  );
}

function RunEntry({ entry }: { readonly entry: Extract<TimelineEntry, { kind: 'run' }> }) {
  const t = useTranslations('debtor');
  const outcomeName = useOutcomeName();
  const sentence = useExplanation();
  const { when, account, journey, hasLeft, outcome, why } = entry;
  return (
    <Line
      isQuiet
      picture={hasLeft ? LogOut : LogIn}
      time={when.time}
      title={hasLeft ? t('left', { journey, outcome: outcomeName(outcome) }) : t('entered', { journey })}
      accounts={[{ externalId: account, day: null, bucket: null }]}
    >
      {why ? <p className="text-ink-2 text-sm">{sentence(why)}</p> : null}
    </Line>
  );
}
