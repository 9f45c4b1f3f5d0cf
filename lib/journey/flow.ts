import type { JourneyDocument, JourneyEdge } from './document.ts';
import { bindNode, type JourneyNode } from './nodes/index.ts';

/** How often what happened at a node: runs that `entered` or `ended` there (`outcome` empty), the outcomes of its steps, and the arms that were `rewarded`. */
export interface FlowCount {
  readonly kind: 'entered' | 'ended' | 'step' | 'rewarded';
  readonly node: string;
  readonly outcome: string;
  readonly times: number;
}

/** What stands at a node and went through it. `sent` and `notSent` count accounts of messages and offers. */
export interface NodeFlow {
  readonly here: number;
  readonly arrived: number;
  readonly sent: number;
  readonly notSent: number;
}

/** A drawing with its traffic: by node, and how often each edge was taken. */
export interface Flow {
  readonly nodes: Readonly<Record<string, NodeFlow>>;
  readonly edges: Readonly<Record<string, number>>;
}

/**
 * The traffic of a frozen journey from what was counted of it. An account that arrives at a node either stands there, ended
 * there, or took an edge: what stands is the difference. Traffic of an optional handle that nobody wired takes the first
 * handle's edge, as the interpreter has it.
 */
export function flowOf(document: JourneyDocument, counts: readonly FlowCount[]): Flow {
  const times = new Map<string, number>();
  for (const { kind, node, outcome, times: more } of counts) {
    const key = keyOf(kind, node, outcome);
    times.set(key, (times.get(key) ?? 0) + more);
  }
  const count = (kind: FlowCount['kind'], node: string, outcome = '') => times.get(keyOf(kind, node, outcome)) ?? 0;
  const wired = new Set(document.edges.map((edge) => wayOf(edge.source, edge.sourceHandle)));
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const edges = document.edges.map((edge): [JourneyEdge, number] => {
    const node = nodes.get(edge.source);
    const taken = node ? handlesTaking(node, edge.sourceHandle, wired) : [];
    return [edge, taken.reduce((sum, handle) => sum + count('step', edge.source, handle), 0)];
  });
  const into = new Map<string, number>();
  const out = new Map<string, number>();
  for (const [{ source, target }, taken] of edges) {
    into.set(target, (into.get(target) ?? 0) + taken);
    out.set(source, (out.get(source) ?? 0) + taken);
  }
  const nodeFlow = (node: JourneyNode): NodeFlow => {
    const arrived = count('entered', node.id) + (into.get(node.id) ?? 0);
    const tells = bindNode(node).message !== null;
    const takenBack = tells ? count('step', node.id, 'cancelled') : 0;
    return {
      arrived,
      here: Math.max(0, arrived - (out.get(node.id) ?? 0) - count('ended', node.id)),
      sent: tells ? count('step', node.id, 'sent') - takenBack : 0,
      notSent: tells ? count('step', node.id, 'notSent') + takenBack : 0,
    };
  };
  return {
    nodes: Object.fromEntries(document.nodes.map((node) => [node.id, nodeFlow(node)])),
    edges: Object.fromEntries(edges.map(([{ id }, taken]) => [id, taken])),
  };
}

/** The handles whose traffic an edge from this one carries. */
function handlesTaking(node: JourneyNode, handle: string, wired: ReadonlySet<string>): readonly string[] {
  const handles = bindNode(node).handles;
  if (handles[0]?.id !== handle) return [handle];
  return [handle, ...handles.slice(1).flatMap(({ id, optional }) => (optional && !wired.has(wayOf(node.id, id)) ? [id] : []))];
}

function keyOf(...parts: readonly [FlowCount['kind'], string, string]): string {
  return JSON.stringify(parts);
}

/** Ids are any text: the pair is kept apart. */
function wayOf(source: string, handle: string): string {
  return JSON.stringify([source, handle]);
}
