import type { ApartRule } from '#lib/policy/apart.ts';
import type { ContentAsked } from '#lib/policy/content.ts';
import { isOpenAt, type OpenHours } from '#lib/policy/open-hours.ts';
import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** What the contact policy leaves open to the debtors of one country (ISO 3166-1), or of a subdivision that has rules of its own. */
export interface CountryHours {
  readonly country: string;
  /** Absent: the country's other debtors. */
  readonly subdivision?: string;
  readonly hours: OpenHours;
  /** What it asks of the words of a message; absent: not to be asked. */
  readonly content?: ContentAsked;
  /** What keeps two contacts apart; absent: nothing does. */
  readonly apart?: readonly ApartRule[];
}

/**
 * Messages at an hour at which the policy of some debtors forbids their channel on every day, or forbids it at all; tasks whose
 * kind it forbids at all, since the hour of those is chosen at the desk.
 */
export function hourProblems(map: JourneyMap, countries: readonly CountryHours[] | null | undefined): readonly Finding[] {
  if (!countries || countries.length === 0) return [];
  return map.nodes.flatMap((mapped) => [
    ...[...new Set(mapped.bound.message?.channels ?? [])].flatMap((channel) => closed(mapped, channel, countries)),
    ...forbiddenTask(mapped, countries),
  ]);
}

function forbiddenTask({ node, name }: MappedNode, countries: readonly CountryHours[]): readonly Finding[] {
  if (node.type !== 'task') return [];
  const { kind } = node.config;
  const national = new Set<string>();
  return countries.flatMap(({ country, subdivision, hours }) => {
    if (hours[kind]?.length !== 0 || national.has(country)) return [];
    if (subdivision === undefined) national.add(country);
    return [finding('never-allowed', 'task', { node: node.id }, { node: name, kind, ...placeOf(country, subdivision) })];
  });
}

function closed({ node, name, bound }: MappedNode, channel: string, countries: readonly CountryHours[]): readonly Finding[] {
  const when = bound.timing?.when;
  const time = when && 'at' in when ? when.at : undefined;
  // What the country itself forbids is not said once more for each of its subdivisions.
  const national = new Set<string>();
  return countries.flatMap(({ country, subdivision, hours }) => {
    const open = hours[channel];
    if (!open || (open.length > 0 && (time === undefined || isOpenAt(open, time)))) return [];
    if (subdivision === undefined) national.add(country);
    else if (national.has(country)) return [];
    const params = { node: name, channel, ...placeOf(country, subdivision) };
    if (open.length === 0) return [finding('never-allowed', 'channel', { node: node.id }, params)];
    return [finding('never-allowed', 'hour', { node: node.id }, { ...params, time: time ?? '' })];
  });
}

/** Where a policy holds, as a finding names it. */
export function placeOf(country: string, subdivision: string | undefined): Finding['params'] {
  return subdivision === undefined ? { country } : { country, subdivision };
}
