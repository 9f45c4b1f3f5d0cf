import { FORMAT, type JourneyDocument, type JourneyEdge, type Stage } from '#lib/journey/document.ts';
import { autoLayout } from '#lib/journey/layout.ts';
import { bindNode, type JourneyNode, nodeDefinitions } from '#lib/journey/nodes/index.ts';

const STAGES: readonly Stage[] = [
  { id: 'pre', name: 'Preventiva', fromDay: -10, toDay: -1 },
  { id: 'due', name: 'Vencimiento', fromDay: 0, toDay: 0 },
  { id: 'early', name: 'Mora temprana', fromDay: 1, toDay: 30 },
  { id: 'mid', name: 'Mora media', fromDay: 31, toDay: 60 },
];

/** A journey of so many steps for the bench: chains of messages, waits, splits and tasks in four stages, laid out. */
export function largeJourney(count: number): JourneyDocument {
  const nodes = Array.from({ length: count }, (_, index) => nodeAt(index, count));
  const edges = nodes.flatMap((node, index): JourneyEdge[] => {
    const next = nodes[index + 1];
    const handle = bindNode(node).handles.at(-1)?.id;
    return next && handle && next.stage === node.stage ? [{ id: `e${index}`, source: node.id, sourceHandle: handle, target: next.id }] : [];
  });
  return autoLayout().apply({ format: FORMAT, key: 'bench', name: 'bench', stages: STAGES, nodes, edges });
}

const TYPES = ['message', 'waitEvent', 'split', 'task', 'wait'] as const;

function nodeAt(index: number, count: number): JourneyNode {
  const stage = STAGES[Math.floor((index * STAGES.length) / count)];
  const type = index === 0 ? 'entry' : (TYPES[index % TYPES.length] ?? 'wait');
  const config = nodeDefinitions[type].defaults;
  // The registry pairs each type with its own settings, which the compiler cannot follow through a union.
  return {
    id: `n${index}`,
    type,
    label: `${type} ${index}`,
    position: { x: 0, y: 0 },
    config,
    ...(stage ? { stage: stage.id } : {}),
  } as JourneyNode;
}
