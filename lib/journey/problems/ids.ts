import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedEdge } from './map.ts';

/** Ids that occur twice: of nodes, edges and stages, and two edges that leave a node by one handle. */
export function idProblems({ document, leaving }: JourneyMap): readonly Finding[] {
  return [
    ...repeats(document.nodes.map((node) => node.id)).map((id) => finding('duplicate-id', 'node', { node: id }, { id })),
    ...repeats(document.edges.map((edge) => edge.id)).map((id) => finding('duplicate-id', 'edge', { edge: id }, { id })),
    ...repeats(document.stages.map((stage) => stage.id)).map((id) => finding('duplicate-id', 'stage', { path: '$.stages' }, { id })),
    ...leaving.flatMap(sharedHandles),
  ];
}

function repeats(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

/** An account leaves by one way: of two edges at one handle of a node, one is never taken. */
function sharedHandles(leaving: readonly MappedEdge[]): readonly Finding[] {
  if (leaving.length < 2) return [];
  const seen = new Set<string>();
  const shared = leaving.filter(({ edge, isTaken }) => isTaken && seen.size === seen.add(edge.sourceHandle).size);
  return shared.map(({ edge, source }) =>
    finding('duplicate-id', 'way', { edge: edge.id }, { edge: edge.id, node: source.name, handle: edge.sourceHandle }),
  );
}
