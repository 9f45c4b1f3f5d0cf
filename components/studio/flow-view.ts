import type { Edge, Node } from '@xyflow/react';
import type { Heat } from '#components/ui/day-chip.tsx';
import type { JourneyCounts, NodeCount } from '#lib/api/journeys.ts';
import type { ArmFlow } from '#lib/journey/arm-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '#lib/journey/bands.ts';
import { type Sides, sidesBetween } from '#lib/journey/crossings.ts';
import type { JourneyDocument, JourneyEdge } from '#lib/journey/document.ts';
import type { Point } from '#lib/journey/edits/nodes.ts';
import type { JourneyNode } from '#lib/journey/nodes/index.ts';
import { heatOfDay, heatOfStage } from './heat-of.ts';
import { dueDayOf } from './step-words.ts';
import type { Choice } from './studio-store.ts';

/** How bad the worst finding of an element is. */
export type Fault = 'error' | 'warning' | null;

export type CardNode = Node<
  {
    readonly node: JourneyNode;
    readonly heat: Heat;
    readonly count: NodeCount | null;
    /** What a step that learns showed; empty for any other. */
    readonly arms: readonly ArmFlow[];
    readonly fault: Fault;
    readonly wired: string;
  },
  'card'
>;
export type WayEdge = Edge<
  {
    readonly edge: JourneyEdge;
    readonly source: JourneyNode;
    readonly count: number | null;
    readonly fault: Fault;
    /** How many rows its words stand below the middle of the line: ways between the same two steps would else hide each other's. */
    readonly row: number;
  },
  'way'
>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All that the canvas shows, as it stands now. */
export interface FlowInput {
  readonly document: JourneyDocument;
  readonly choice: Choice;
  /** Where nodes are while they are dragged; the document hears of it at the end. */
  readonly moving: ReadonlyMap<string, Point>;
  readonly sizes: ReadonlyMap<string, Size>;
  readonly counts: Omit<JourneyCounts, 'version'> | null;
  readonly faults: { readonly nodes: ReadonlyMap<string, Fault>; readonly edges: ReadonlyMap<string, Fault> };
  readonly canEdit: boolean;
  /** What those hear who do not see the canvas. */
  readonly spoken: Spoken;
}

/** The names of steps and ways; another object where the language is another. */
export interface Spoken {
  readonly card: (node: JourneyNode) => string;
  readonly way: (source: JourneyNode, handle: string, target: JourneyNode) => string;
}

/** A handle of a node as the canvas knows it: a source has one at its bottom and one at its right. */
export function handleId(side: 'b' | 'r', handle: string): string {
  return `${side}:${handle}`;
}

/** The node's own handle behind one of the canvas. */
export function handleOf(id: string | null | undefined): string {
  return (id ?? '').slice(2);
}

/**
 * Turns a journey into what React Flow draws. What has not changed since the last time is the very same object, so that a drag of one card
 * draws one card anew.
 */
export function createFlowView(): (input: FlowInput) => { readonly nodes: CardNode[]; readonly edges: WayEdge[] } {
  const nodes = new Map<string, { readonly parts: readonly unknown[]; readonly made: CardNode }>();
  const edges = new Map<string, { readonly parts: readonly unknown[]; readonly made: WayEdge }>();
  return (input) => {
    const { document } = input;
    const stages = new Map(document.stages.map((stage) => [stage.id, heatOfStage(stage)]));
    const wired = wiredHandles(document.edges);
    const rows = rowsOf(document.edges);
    const byId = new Map(document.nodes.map((node) => [node.id, node]));
    return {
      nodes: document.nodes.map((node) =>
        remembered(nodes, node.id, partsOfNode(node, stages, wired, input), () => drawNode(node, stages, wired, input)),
      ),
      edges: document.edges.flatMap((edge) => {
        const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
        if (!source || !target) return [];
        const sides = sidesOf(source, target, input);
        const parts = [
          edge,
          source,
          sides,
          input.choice.edges.has(edge.id),
          input.counts?.edges[edge.id],
          input.faults.edges.get(edge.id),
          input.canEdit,
          input.spoken,
          target,
          rows.get(edge.id) ?? 0,
        ];
        return [remembered(edges, edge.id, parts, () => drawEdge(edge, source, target, sides, rows.get(edge.id) ?? 0, input))];
      }),
    };
  };
}

function remembered<Made>(
  memory: Map<string, { readonly parts: readonly unknown[]; readonly made: Made }>,
  id: string,
  parts: readonly unknown[],
  make: () => Made,
): Made {
  const known = memory.get(id);
  if (known && known.parts.length === parts.length && known.parts.every((part, index) => part === parts[index])) return known.made;
  const made = make();
  memory.set(id, { parts, made });
  return made;
}

function wiredHandles(edges: readonly JourneyEdge[]): ReadonlyMap<string, string> {
  const wired = new Map<string, string>();
  for (const { source, sourceHandle } of edges) wired.set(source, `${wired.get(source) ?? ''}\n${sourceHandle}\n`);
  return wired;
}

/** The rows of the words of ways that lead from one step to one other, around the middle; of ways alone nothing is said. */
function rowsOf(edges: readonly JourneyEdge[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(edges, ({ source, target }) => `${source}\n${target}`);
  const several = [...groups.values()].filter((group) => group.length > 1);
  return new Map(several.flatMap((group) => group.map(({ id }, index): [string, number] => [id, index - (group.length - 1) / 2])));
}

const NO_ARMS: readonly ArmFlow[] = [];

type Stages = ReadonlyMap<string, Heat>;
type Wired = ReadonlyMap<string, string>;

function heatOf(node: JourneyNode, stages: Stages): Heat {
  const day = dueDayOf(node);
  return day === null ? (stages.get(node.stage ?? '') ?? 'none') : heatOfDay(day);
}

function partsOfNode(
  node: JourneyNode,
  stages: Stages,
  wired: Wired,
  { choice, moving, sizes, counts, faults, canEdit, spoken }: FlowInput,
): readonly unknown[] {
  const { id } = node;
  const count = counts?.nodes[id];
  return [
    ...[
      node,
      heatOf(node, stages),
      wired.get(id),
      choice.nodes.has(id),
      moving.get(id),
      sizes.get(id),
      faults.nodes.get(id),
      canEdit,
      spoken,
    ],
    ...[count?.here, count?.arrived, count?.sent, count?.notSent],
    ...(counts?.arms[id] ?? NO_ARMS).flatMap(({ arm, shown, rewarded }) => [arm, shown, rewarded]),
  ];
}

function drawNode(
  node: JourneyNode,
  stages: Stages,
  wired: Wired,
  { choice, moving, sizes, counts, faults, canEdit, spoken }: FlowInput,
): CardNode {
  const { id } = node;
  const measured = sizes.get(id);
  return {
    id,
    type: 'card',
    position: moving.get(id) ?? node.position,
    data: {
      node,
      heat: heatOf(node, stages),
      count: counts?.nodes[id] ?? null,
      arms: counts?.arms[id] ?? NO_ARMS,
      fault: faults.nodes.get(id) ?? null,
      wired: wired.get(id) ?? '',
    },
    selected: choice.nodes.has(id),
    ariaLabel: spoken.card(node),
    dragging: moving.has(id),
    draggable: canEdit,
    connectable: canEdit,
    initialWidth: CARD_WIDTH,
    initialHeight: CARD_HEIGHT,
    ...(measured ? { measured } : {}),
  };
}

function drawEdge(edge: JourneyEdge, source: JourneyNode, target: JourneyNode, sides: Sides, row: number, input: FlowInput): WayEdge {
  const { choice, counts, faults, canEdit, spoken } = input;
  return {
    id: edge.id,
    type: 'way',
    source: edge.source,
    target: edge.target,
    sourceHandle: handleId(sides === 'b-t' ? 'b' : 'r', edge.sourceHandle),
    targetHandle: sides === 'b-t' ? 't' : 'l',
    data: { edge, source, count: counts?.edges[edge.id] ?? null, fault: faults.edges.get(edge.id) ?? null, row },
    selected: choice.edges.has(edge.id),
    ariaLabel: spoken.way(source, edge.sourceHandle, target),
    reconnectable: canEdit,
  };
}

function sidesOf(source: JourneyNode, target: JourneyNode, { moving, sizes }: FlowInput): Sides {
  const from = moving.get(source.id) ?? source.position;
  const to = moving.get(target.id) ?? target.position;
  return sidesBetween(from, to, sizes.get(source.id)?.height);
}
