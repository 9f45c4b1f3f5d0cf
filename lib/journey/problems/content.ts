import { type ContentAsked, unsaid } from '#lib/policy/content.ts';
import { type Finding, finding } from '../finding.ts';
import { type CountryHours, placeOf } from './hours.ts';
import type { JourneyMap, MappedNode } from './map.ts';
import type { Sending, TemplateText } from './messages.ts';

/**
 * Messages whose words do not say what a debtor's policy asks for, or do what it forbids, and those of WhatsApp without an approved
 * template: each once by step, channel and rule, in whichever language it is so.
 */
export function contentProblems(
  map: JourneyMap,
  { templates }: Sending,
  countries: readonly CountryHours[] | null | undefined,
): readonly Finding[] {
  if (!templates) return [];
  const first = firstMessages(map);
  return map.nodes.flatMap((mapped) => {
    const { message } = mapped.bound;
    const texts = message ? templates.get(message.template) : undefined;
    if (!message || !texts) return [];
    return [...new Set(message.channels)].flatMap((channel) => {
      const written = texts.filter((text) => text.channel === channel);
      if (written.length === 0) return [];
      const asked = (countries ?? []).flatMap(({ country, subdivision, content }) =>
        content ? askedOf(mapped, channel, written, placeOf(country, subdivision), content, first.has(mapped.node.id)) : [],
      );
      return [...asked, ...approvalProblems(mapped, channel, written)];
    });
  });
}

function askedOf(
  { node, name }: MappedNode,
  channel: string,
  written: readonly TemplateText[],
  where: Finding['params'],
  { disclosures, forbidden }: ContentAsked,
  isFirst: boolean,
): readonly Finding[] {
  const place = { node: node.id };
  const params = { node: name, channel, ...where };
  const flags = new Set(written.flatMap((text) => text.flags ?? []));
  return [
    ...forbidden.flatMap(({ id, article, flags: named }) => {
      const found = named.filter((flag) => flags.has(flag));
      return found.length > 0
        ? [finding('never-allowed', 'content', place, { ...params, flags: found.join(' '), rule: article ?? id })]
        : [];
    }),
    ...disclosures.flatMap((rule) => {
      const missing = new Set(written.flatMap((text) => unsaid(rule, channel, isFirst, text.says ?? [])));
      return missing.size > 0
        ? [finding('never-allowed', 'disclosure', place, { ...params, items: [...missing].join(' '), rule: rule.article ?? rule.id })]
        : [];
    }),
  ];
}

function approvalProblems({ node, name }: MappedNode, channel: string, written: readonly TemplateText[]): readonly Finding[] {
  if (channel !== 'whatsapp' || written.every(({ isApproved }) => isApproved !== false)) return [];
  return [finding('channel-not-set-up', 'approved-name', { node: node.id }, { node: name, channel })];
}

/** The messages before which a run may have sent none. */
function firstMessages({ nodes, leaving }: JourneyMap): ReadonlySet<string> {
  const first = new Set<string>();
  const seen = new Set<number>();
  const open = nodes.filter(({ node }) => node.type === 'entry');
  for (let mapped = open.pop(); mapped; mapped = open.pop()) {
    if (seen.has(mapped.index)) continue;
    seen.add(mapped.index);
    if (mapped.bound.message) first.add(mapped.node.id);
    else for (const { target } of leaving[mapped.index] ?? []) open.push(target);
  }
  return first;
}
