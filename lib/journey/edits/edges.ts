import { type JourneyDocument, type JourneyEdge, MAX_EDGES } from '../document.ts';
import { bindNode } from '../nodes/index.ts';
import { type Edit, edit } from './edit.ts';

/** From a handle of a node to another node. */
export interface Way {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

/** True where an edge may be drawn so: both nodes exist, the source has that handle, and the target is no entry, where runs begin. */
export function canConnect(document: JourneyDocument, { source, sourceHandle, target }: Way): boolean {
  const from = document.nodes.find((node) => node.id === source);
  const to = document.nodes.find((node) => node.id === target);
  if (!from || !to || to.type === 'entry') return false;
  return bindNode(from).handles.some((handle) => handle.id === sourceHandle);
}

/** Draws an edge under an id nobody has; the edge that left by that handle is replaced, since an account takes one way. */
export function connect(id: string, way: Way): Edit {
  return edit('connect', null, (document) => {
    if (!canConnect(document, way) || document.edges.some((one) => one.id === id)) return document;
    if (document.edges.some((one) => isSameWay(one, way))) return document;
    const kept = document.edges.filter((one) => !leavesBy(one, way));
    return kept.length >= MAX_EDGES ? document : { ...document, edges: [...kept, { id, ...wayOf(way) }] };
  });
}

/** Leads an edge elsewhere, by either end; it keeps its id. The edge that left by its new handle is replaced. */
export function reconnect(id: string, way: Way): Edit {
  return edit('reconnect', null, (document) => {
    const old = document.edges.find((one) => one.id === id);
    if (!old || isSameWay(old, way) || !canConnect(document, way)) return document;
    const kept = document.edges.filter((one) => one === old || !leavesBy(one, way));
    return { ...document, edges: kept.map((one) => (one === old ? { ...old, ...wayOf(way) } : one)) };
  });
}

function wayOf({ source, sourceHandle, target }: Way): Way {
  return { source, sourceHandle, target };
}

function leavesBy(one: JourneyEdge, { source, sourceHandle }: Way): boolean {
  return one.source === source && one.sourceHandle === sourceHandle;
}

function isSameWay(one: JourneyEdge, way: Way): boolean {
  return leavesBy(one, way) && one.target === way.target;
}
