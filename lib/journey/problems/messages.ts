import type { Channel } from '#lib/facts/debtor.ts';
import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** A text of a message template: one channel, one language. */
export interface TemplateText {
  readonly channel: Channel;
  readonly language: string;
  /** What it says that a policy may ask for, and does that one may forbid. */
  readonly says?: readonly string[];
  readonly flags?: readonly string[];
  /** False for words of WhatsApp that no approved template stands behind. */
  readonly isApproved?: boolean;
}

/** What the workspace has for sending; null where it is not to be asked, and everything counts as there. */
export interface Sending {
  /** Each template's texts, by its key. */
  readonly templates: ReadonlyMap<string, readonly TemplateText[]> | null;
  /** The languages of the debtors. */
  readonly languages: readonly string[] | null;
  /** The channels that can send. */
  readonly channels: ReadonlySet<Channel> | null;
}

/** Messages whose template, language or channel is not there. */
export function messageProblems(map: JourneyMap, sending: Sending): readonly Finding[] {
  return map.nodes.flatMap((mapped) => [...templateProblems(mapped, sending), ...channelProblems(mapped, sending.channels)]);
}

function templateProblems(mapped: MappedNode, { templates, languages }: Sending): readonly Finding[] {
  const { message } = mapped.bound;
  if (!message) return [];
  const place = { node: mapped.node.id };
  const params = { node: mapped.name, template: message.template };
  if (message.template === '') return [finding('unknown-template', 'none', place, params)];
  if (!templates) return [];
  const texts = templates.get(message.template);
  if (!texts) return [finding('unknown-template', 'template', place, params)];
  return message.channels.flatMap((channel) => {
    const written = texts.filter((text) => text.channel === channel).map((text) => text.language);
    if (written.length === 0) return [finding('unknown-template', 'channel', place, { ...params, channel })];
    const missing = (languages ?? []).filter((language) => !written.includes(language));
    return missing.map((language) => finding('missing-language', 'language', place, { ...params, channel, language }));
  });
}

function channelProblems({ node, name, bound }: MappedNode, channels: Sending['channels']): readonly Finding[] {
  if (!channels || !bound.message) return [];
  const missing = [...new Set(bound.message.channels)].filter((channel) => !channels.has(channel));
  return missing.map((channel) => finding('channel-not-set-up', 'channel', { node: node.id }, { node: name, channel }));
}
