import { type Finding, finding } from '../finding.ts';
import type { JourneyMap } from './map.ts';

/** The other journeys of the workspace by their keys, each with those that it hands accounts to; null: not to be asked. */
export type KnownJourneys = ReadonlyMap<string, readonly string[]> | null;

/** Handovers to a journey that there is not, and those that come back to where they began. */
export function handoverProblems({ document, nodes }: JourneyMap, journeys: KnownJourneys): readonly Finding[] {
  return nodes.flatMap(({ node, name, path, bound }) => {
    const { handsTo } = bound;
    if (handsTo === null) return [];
    const place = { node: node.id, path: `${path}.config.journey` };
    if (handsTo === '') return [finding('unknown-journey', 'none', place, { node: name })];
    if (handsTo === document.key) return [finding('handover-cycle', 'self', place, { node: name })];
    if (!journeys) return [];
    if (!journeys.has(handsTo)) return [finding('unknown-journey', 'journey', place, { node: name, journey: handsTo })];
    const way = wayTo(document.key, handsTo, journeys);
    return way ? [finding('handover-cycle', 'cycle', place, { node: name, way: [document.key, ...way].join(' → ') })] : [];
  });
}

/** The shortest way of handovers from a journey to another, both named; null where there is none. */
function wayTo(target: string, from: string, journeys: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const seen = new Set([from]);
  const ways: (readonly string[])[] = [[from]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of journeys.get(way.at(-1) ?? '') ?? []) {
      if (next === target) return [...way, next];
      if (seen.size < seen.add(next).size) ways.push([...way, next]);
    }
  }
  return null;
}
