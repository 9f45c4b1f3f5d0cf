import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** Whether accounts can come in, get everywhere, and leave. `unreachable` is not reported where nobody comes in at all. */
export function reachProblems(map: JourneyMap): readonly Finding[] {
  const entries = map.nodes.filter((mapped) => mapped.node.type === 'entry');
  const isWithoutExit = !map.nodes.some((mapped) => mapped.node.type === 'exit');
  return [
    ...(entries.length === 0 ? [finding('no-entry', 'entry', {})] : unreachable(map, entries)),
    ...(isWithoutExit ? [finding('no-exit', 'exit', {})] : []),
  ];
}

/**
 * Nodes that no edge leads to from an entry. An edge by a handle that is none counts here: it is a finding of its own, and
 * one slip of the pen should not put a whole branch in red. So does the second node of one id.
 */
function unreachable({ nodes, byId, leaving }: JourneyMap, entries: readonly MappedNode[]): readonly Finding[] {
  const reached = new Set(entries);
  const open = [...entries];
  for (let here = open.pop(); here; here = open.pop()) {
    for (const { target } of leaving[here.index] ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return nodes
    .filter((mapped) => byId.get(mapped.node.id) === mapped && !reached.has(mapped))
    .map((mapped) => finding('unreachable', 'node', { node: mapped.node.id }, { node: mapped.name }));
}
