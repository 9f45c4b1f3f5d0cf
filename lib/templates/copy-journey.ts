import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { freeKey } from '#lib/journey/free-key.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { MessageTemplate } from '#lib/message/template.ts';

/** A journey with the messages that its steps send. */
export interface WrittenJourney {
  readonly document: JourneyDocument;
  readonly messages: readonly MessageTemplate[];
}

/** A copy, ready to be stored. */
export interface JourneyCopy {
  readonly document: JourneyDocument;
  /** Messages that the workspace does not have yet, to be added; none of them is the next version of one that it has. */
  readonly added: readonly MessageTemplate[];
  /** The source as the copy began: with the keys that its messages have in the copy, so that the two can be compared. */
  readonly source: WrittenJourney;
}

/**
 * A journey under another key and name, for a workspace that has these messages already. A message that is there in the
 * same words is used as it is; where its key is there with other words, the copy's message takes a key of its own, in the
 * document too. Nothing that is there changes.
 */
export function copyJourney(
  source: WrittenJourney,
  as: { readonly key: string; readonly name: string },
  present: readonly MessageTemplate[],
): JourneyCopy {
  const keys = keysInCopy(source.messages, present);
  const messages = source.messages.map((message) => ({ ...message, key: keys.get(message.key) ?? message.key }));
  const document = withTemplates(source.document, keys);
  const there = new Set(present.map(placeOf));
  return {
    document: { ...document, key: as.key, name: as.name },
    added: messages.filter((message) => !there.has(placeOf(message))),
    source: { document, messages },
  };
}

/** The messages, of those given, that a journey's steps send. */
export function messagesSentBy(document: JourneyDocument, messages: readonly MessageTemplate[]): readonly MessageTemplate[] {
  const sent = new Set(document.nodes.flatMap((node) => bindNode(node).message?.template ?? []));
  return messages.filter(({ key }) => sent.has(key));
}

/** The key that each message of the source has in the copy. */
function keysInCopy(messages: readonly MessageTemplate[], present: readonly MessageTemplate[]): ReadonlyMap<string, string> {
  const byKey = Map.groupBy(present, ({ key }) => key);
  const keys = new Map<string, string>();
  const given = new Set<string>();
  for (const [key, texts] of Map.groupBy(messages, (message) => message.key)) {
    const isTaken = (candidate: string) => given.has(candidate) || !isSameMessage(texts, byKey.get(candidate) ?? []);
    const own = freeKey(key, isTaken);
    given.add(own);
    keys.set(key, own);
  }
  return keys;
}

/** True where nothing stands under the key, or the very words do: then the two may share it. */
function isSameMessage(texts: readonly MessageTemplate[], there: readonly MessageTemplate[]): boolean {
  if (there.length === 0) return true;
  const pairs = texts.flatMap((text) => {
    const other = there.find(({ channel, language }) => channel === text.channel && language === text.language);
    return other ? [{ text, other }] : [];
  });
  return (
    pairs.length > 0 &&
    pairs.every(
      ({ text, other }) =>
        text.subject === other.subject &&
        text.body === other.body &&
        canonicalJson(text.extras ?? null) === canonicalJson(other.extras ?? null),
    )
  );
}

function withTemplates(document: JourneyDocument, keys: ReadonlyMap<string, string>): JourneyDocument {
  const nodes = document.nodes.map((node) => {
    const key = keys.get(bindNode(node).message?.template ?? '');
    if (key === undefined) return node;
    if (node.type === 'message') return { ...node, config: { ...node.config, template: key } };
    return node.type === 'offer' ? { ...node, config: { ...node.config, template: key } } : node;
  });
  return { ...document, nodes };
}

function placeOf({ key, channel, language }: MessageTemplate): string {
  return JSON.stringify([key, channel, language]);
}
