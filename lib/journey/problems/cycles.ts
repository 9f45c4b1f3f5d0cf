import { type Finding, finding } from '../finding.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** More names than a sentence can carry. */
const NAMES_SHOWN = 5;

/** Loops in which no step takes time: an account would spin there. Each is reported once, at its first node in document order. */
export function cycleProblems(map: JourneyMap): readonly Finding[] {
  return knots(map)
    .map((knot) => knot.toSorted((a, b) => a.index - b.index))
    .toSorted((a, b) => (a[0]?.index ?? 0) - (b[0]?.index ?? 0))
    .flatMap((knot) => {
      const [first] = knot;
      return first ? [finding('zero-time-cycle', 'cycle', { node: first.node.id }, { node: first.name, nodes: namesOf(knot) })] : [];
    });
}

function namesOf(knot: readonly MappedNode[]): string {
  const names = knot.slice(0, NAMES_SHOWN).map((mapped) => mapped.name);
  return names.join(', ') + (knot.length > NAMES_SHOWN ? ', …' : '');
}

/**
 * Tarjan's strongly connected components over the steps that take no time, those with a cycle in them. A handle that is
 * unwired and optional takes the first one's way, which is here already; so an edge is enough to know the traffic.
 */
function knots(map: JourneyMap): MappedNode[][] {
  const order = new Map<MappedNode, number>();
  const stack: MappedNode[] = [];
  const onStack = new Set<MappedNode>();
  const found: MappedNode[][] = [];

  const close = (root: MappedNode) => {
    const knot = stack.splice(stack.lastIndexOf(root));
    for (const member of knot) onStack.delete(member);
    if (knot.length > 1 || timelessTargets(map, root).includes(root)) found.push(knot);
  };
  const visit = (here: MappedNode): number => {
    const mine = order.size;
    order.set(here, mine);
    stack.push(here);
    onStack.add(here);
    let low = mine;
    for (const target of timelessTargets(map, here)) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (onStack.has(target)) low = Math.min(low, order.get(target) ?? mine);
    }
    if (low === mine) close(here);
    return low;
  };
  for (const mapped of map.nodes) if (!mapped.bound.takesTime && !order.has(mapped)) visit(mapped);
  return found;
}

function timelessTargets({ leaving }: JourneyMap, here: MappedNode): MappedNode[] {
  return (leaving[here.index] ?? []).filter((way) => way.isTaken && !way.target.bound.takesTime).map((way) => way.target);
}
