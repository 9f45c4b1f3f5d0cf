import type { ContentAsked } from '#lib/policy/content.ts';
import { isOpenAt, type OpenHours } from '#lib/policy/open-hours.ts';
import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** The hours that the contact policy leaves open to the debtors of one country (ISO 3166-1). */
export interface CountryHours {
  readonly country: string;
  readonly hours: OpenHours;
  /** What it asks of the words of a message; absent: not to be asked. */
  readonly content?: ContentAsked;
}

/** Messages at an hour at which the policy of some debtors forbids their channel on every day, or forbids it at all. */
export function hourProblems(map: JourneyMap, countries: readonly CountryHours[] | null | undefined): readonly Finding[] {
  if (!countries || countries.length === 0) return [];
  return map.nodes.flatMap((mapped) =>
    [...new Set(mapped.bound.message?.channels ?? [])].flatMap((channel) => closed(mapped, channel, countries)),
  );
}

function closed({ node, name, bound }: MappedNode, channel: string, countries: readonly CountryHours[]): readonly Finding[] {
  const when = bound.timing?.when;
  const time = when && 'at' in when ? when.at : undefined;
  return countries.flatMap(({ country, hours }) => {
    const open = hours[channel];
    if (!open) return [];
    const params = { node: name, channel, country };
    if (open.length === 0) return [finding('never-allowed', 'channel', { node: node.id }, params)];
    if (time === undefined || isOpenAt(open, time)) return [];
    return [finding('never-allowed', 'hour', { node: node.id }, { ...params, time })];
  });
}
