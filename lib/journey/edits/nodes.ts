import { canonicalJson } from '#lib/base/canonical-json.ts';
import { bandsOf, isInside, placeIn, stageAt } from '../bands.ts';
import { type JourneyDocument, MAX_NODES } from '../document.ts';
import { bindNode, type JourneyNode, type NodeType, nodeDefinitions } from '../nodes/index.ts';
import { type Edit, edit } from './edit.ts';

/** A point of the canvas. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Adds a node of a type with its default settings; skipped where the id is taken, or the document is full. It belongs to the stage in whose band it is put. */
export function addNode(type: NodeType, id: string, position: Point, from?: { readonly node: string; readonly handle: string }): Edit {
  return edit('addNode', null, (document) => {
    if (document.nodes.length >= MAX_NODES || document.nodes.some((node) => node.id === id) || !isPoint(position)) return document;
    const at = rounded(position);
    const stage = stageAt(bandsOf(document), at.x);
    const node = withStage(freshNode(type, id, at), stage);
    const next = { ...document, nodes: [...document.nodes, node] };
    return from ? { ...next, edges: wired(next, from, id) } : next;
  });
}

/** An edge from a handle nobody uses yet to a new node; a handle that is in use stays as it is. */
function wired(
  document: JourneyDocument,
  from: { readonly node: string; readonly handle: string },
  target: string,
): JourneyDocument['edges'] {
  const source = document.nodes.find((node) => node.id === from.node);
  const isUsed = document.edges.some((one) => one.source === from.node && one.sourceHandle === from.handle);
  if (!source || isUsed || !bindNode(source).handles.some(({ id }) => id === from.handle)) return document.edges;
  const id = `${target}-in`;
  if (document.edges.some((one) => one.id === id)) return document.edges;
  return [...document.edges, { id, source: from.node, sourceHandle: from.handle, target }];
}

function freshNode(type: NodeType, id: string, position: Point): JourneyNode {
  // The registry pairs each type with its own settings, which the compiler cannot follow through a union.
  return { id, type, position, config: nodeDefinitions[type].defaults } as JourneyNode;
}

/**
 * Puts nodes elsewhere. Where the bands of the stages stand as columns, a node whose place changes column joins that stage.
 * `gesture` joins moves that belong together; null for a drag, which is one move at its end.
 */
export function moveNodes(places: ReadonlyMap<string, Point>, gesture: string | null = null): Edit {
  return edit('moveNodes', gesture, (document) => {
    const bands = bandsOf(document);
    return withNodes(document, (node) => {
      const to = places.get(node.id);
      if (!to || !isPoint(to)) return node;
      const position = rounded(to);
      if (position.x === node.position.x && position.y === node.position.y) return node;
      return withStage({ ...node, position }, stageAt(bands, position.x) ?? node.stage);
    });
  });
}

/** Gives a node other settings; skipped where they are none of its type. Edges at handles that are gone go too; one handle that became another keeps its edge. */
export function setConfig(id: string, config: JourneyNode['config'], field: string | null = null): Edit {
  return edit('setConfig', field === null ? null : `config ${id} ${field}`, (document) => {
    const node = document.nodes.find((one) => one.id === id);
    if (!node || !nodeDefinitions[node.type].config.safeParse(config).success) return document;
    if (canonicalJson(config) === canonicalJson(node.config)) return document;
    const next = { ...node, config } as JourneyNode;
    return { ...document, nodes: document.nodes.map((one) => (one === node ? next : one)), edges: edgesAfter(document, node, next) };
  });
}

function edgesAfter({ edges }: JourneyDocument, before: JourneyNode, after: JourneyNode): JourneyDocument['edges'] {
  const had = bindNode(before).handles.map(({ id }) => id);
  const has = bindNode(after).handles.map(({ id }) => id);
  const gone = had.filter((id) => !has.includes(id));
  if (gone.length === 0) return edges;
  const come = has.filter((id) => !had.includes(id));
  const renamed = gone.length === 1 && come.length === 1 && had.length === has.length ? come[0] : undefined;
  return edges.flatMap((one) => {
    if (one.source !== before.id || !gone.includes(one.sourceHandle)) return [one];
    return renamed === undefined ? [] : [{ ...one, sourceHandle: renamed }];
  });
}

/** Names a node; an empty name takes it away. */
export function setLabel(id: string, label: string): Edit {
  return edit('setLabel', `label ${id}`, (document) =>
    withNodes(document, (node) => (node.id === id ? withText(node, 'label', label) : node)),
  );
}

/** Writes a note on a node; an empty one takes it away. */
export function setNote(id: string, note: string): Edit {
  return edit('setNote', `note ${id}`, (document) => withNodes(document, (node) => (node.id === id ? withText(node, 'note', note) : node)));
}

function withText(node: JourneyNode, key: 'label' | 'note', text: string): JourneyNode {
  if ((node[key] ?? '') === text) return node;
  const { [key]: _, ...rest } = node;
  return text === '' ? (rest as JourneyNode) : { ...node, [key]: text };
}

/** Puts a node into a stage, or none, and moves it into that stage's band where the bands stand as columns. */
export function setStage(id: string, stage: string | null): Edit {
  return edit('setStage', null, (document) => {
    if (stage !== null && !document.stages.some((one) => one.id === stage)) return document;
    const bands = bandsOf(document);
    return withNodes(document, (node) => {
      if (node.id !== id || (node.stage ?? null) === stage) return node;
      const band = bands?.find((one) => one.stage.id === stage);
      const position = band && !isInside(band, node.position.x) ? { ...node.position, x: placeIn(band) } : node.position;
      return withStage({ ...node, position }, stage ?? undefined);
    });
  });
}

/** Takes nodes and edges away, and the edges of those nodes with them. */
export function removeElements(nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>): Edit {
  return edit('removeElements', null, (document) => {
    const nodes = document.nodes.filter((node) => !nodeIds.has(node.id));
    const edges = document.edges.filter(({ id, source, target }) => !edgeIds.has(id) && !nodeIds.has(source) && !nodeIds.has(target));
    const isSame = nodes.length === document.nodes.length && edges.length === document.edges.length;
    return isSame ? document : { ...document, nodes, edges };
  });
}

/** The document with each node as `change` answers it; the same document where every answer is the same node. */
export function withNodes(document: JourneyDocument, change: (node: JourneyNode) => JourneyNode): JourneyDocument {
  const nodes = document.nodes.map(change);
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes };
}

/** The node in a stage, or in none. */
export function withStage(node: JourneyNode, stage: string | undefined): JourneyNode {
  if (node.stage === stage) return node;
  const { stage: _, ...rest } = node;
  return stage === undefined ? (rest as JourneyNode) : { ...node, stage };
}

/** True where both numbers are finite, as JSON needs them. */
function isPoint({ x, y }: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** Whole pixels: what is saved does not change by fractions nobody sees. Adding 0 turns −0, which JSON has not, into 0. */
export function rounded({ x, y }: Point): Point {
  return { x: Math.round(x) + 0, y: Math.round(y) + 0 };
}
