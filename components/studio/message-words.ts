import type { JourneyContext, TemplateText } from '#lib/api/journeys.ts';
import type { SaveTemplate } from '#lib/api/message-templates.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { type AuthoredExtras, keptExtras } from '#lib/message/extras.ts';

/** A message under edit: for one channel and language, on the version in use (0: not written yet). */
export interface MessageWords {
  readonly channel: Channel;
  readonly language: string;
  readonly version: number;
  readonly subject: string;
  readonly body: string;
  /** What a person writes beside the words. */
  readonly extras: AuthoredExtras;
}

/** Channels whose messages may have a subject: a line above an email, a title on a push notice or a letter. */
const WITH_SUBJECT: ReadonlySet<Channel> = new Set(['email', 'push', 'letter']);

/** True where a message of the channel may have a subject. */
export function hasSubject(channel: Channel): boolean {
  return WITH_SUBJECT.has(channel);
}

/** The words as they are stored: only an email must have a subject, and one that is empty is none elsewhere. */
export function storedWords({ channel, language, subject, body, extras }: MessageWords): Omit<SaveTemplate, 'version'> {
  const kept = hasSubject(channel) && (subject.trim() !== '' || channel === 'email') ? subject : null;
  const { button, approved, ...others } = extras;
  return {
    channel,
    language,
    subject: kept,
    body,
    extras: {
      ...others,
      // Half a button is none yet; nor is a template without its name.
      ...(button && button.label.trim() !== '' && button.link.trim() !== '' ? { button } : {}),
      ...(approved && approved.name !== '' ? { approved } : {}),
    },
  };
}

/** The words in use for a message, a channel and a language; empty ones where it is not written. */
export function wordsInUse(context: JourneyContext, template: string, channel: Channel, language: string): MessageWords {
  const text = textOf(context, template, channel, language);
  const { html: _, ...authored } = text?.extras ?? {};
  return { channel, language, version: text?.version ?? 0, subject: text?.subject ?? '', body: text?.body ?? '', extras: authored };
}

/** True where two are the same message: what is empty is not there. */
export function isSameWords(one: MessageWords, other: MessageWords): boolean {
  const said = ({ subject, body, extras }: MessageWords) => canonicalJson([subject, body, keptExtras(extras)]);
  return said(one) === said(other);
}

/** The text of a message for a channel and language; undefined where it is not written. */
export function textOf(context: JourneyContext, template: string, channel: Channel, language: string): TemplateText | undefined {
  return context.templates.find((text) => text.key === template && text.channel === channel && text.language === language);
}

/** The languages in which a message can be written: those of the debtors, and those in which it is already. */
export function languagesFor(context: JourneyContext, template: string): readonly string[] {
  const written = context.templates.filter(({ key }) => key === template).map(({ language }) => language);
  return [...new Set([...context.languages, ...written])].filter((language) => language !== '*');
}

/** A subject without its instructions, to know a message by in a list: of several ways of saying it the first, with `…` for what is filled in. */
export function plainSubject(subject: string): string {
  const [first = ''] = subject.split(/\{%-?\s*(?:else|elsif|when)\b/, 1);
  return first
    .replace(/\{%.*?%\}/gs, '')
    .replace(/\{\{.*?\}\}/gs, '…')
    .replace(/\s+/g, ' ')
    .trim();
}
