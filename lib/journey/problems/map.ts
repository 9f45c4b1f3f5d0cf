import type { JourneyDocument, JourneyEdge } from '../document.ts';
import { type BoundNode, bindNode, type JourneyNode } from '../nodes/index.ts';

/** A node with its place in the document and what its definition says about it. */
export interface MappedNode {
  readonly node: JourneyNode;
  readonly bound: BoundNode;
  readonly index: number;
  /** What people call it: its label, else its id. */
  readonly name: string;
  readonly path: string;
}

/** An edge of which both ends exist. `isTaken` is false where its handle is none of the node's, so that nobody ever goes that way. */
export interface MappedEdge {
  readonly edge: JourneyEdge;
  readonly source: MappedNode;
  readonly target: MappedNode;
  readonly isTaken: boolean;
}

/** A document with its references resolved, once for all checks. */
export interface JourneyMap {
  readonly document: JourneyDocument;
  /** In document order, those with an id that is taken included. */
  readonly nodes: readonly MappedNode[];
  /** The first node with each id. */
  readonly byId: ReadonlyMap<string, MappedNode>;
  readonly edges: readonly MappedEdge[];
  /** The edges that leave a node, by its index. */
  readonly leaving: readonly (readonly MappedEdge[])[];
  /** The handles of a node, by its index, at which an edge begins, wherever it leads. */
  readonly wired: readonly ReadonlySet<string>[];
}

/** Resolves a document's references. Linear in nodes and edges. */
export function mapJourney(document: JourneyDocument): JourneyMap {
  const nodes = document.nodes.map(mapNode);
  const byId = new Map<string, MappedNode>();
  for (const mapped of nodes) if (!byId.has(mapped.node.id)) byId.set(mapped.node.id, mapped);
  const edges: MappedEdge[] = [];
  const leaving: MappedEdge[][] = nodes.map(() => []);
  const wired = nodes.map(() => new Set<string>());
  for (const edge of document.edges) {
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (!source) continue;
    wired[source.index]?.add(edge.sourceHandle);
    if (!target) continue;
    const mapped = { edge, source, target, isTaken: hasHandle(source, edge.sourceHandle) };
    edges.push(mapped);
    leaving[source.index]?.push(mapped);
  }
  return { document, nodes, byId, edges, leaving, wired };
}

function mapNode(node: JourneyNode, index: number): MappedNode {
  return { node, bound: bindNode(node), index, name: node.label || node.id, path: `$.nodes[${index}]` };
}

function hasHandle({ bound }: MappedNode, id: string): boolean {
  return bound.handles.some((handle) => handle.id === id);
}
