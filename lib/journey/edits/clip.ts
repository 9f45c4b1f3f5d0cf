import type { Problem, Read } from '#lib/base/problem.ts';
import { bandsOf, stageAt } from '../bands.ts';
import { FORMAT, type JourneyDocument, type JourneyEdge, MAX_EDGES, MAX_NODES, readJourney } from '../document.ts';
import type { JourneyNode } from '../nodes/index.ts';
import { type Edit, edit } from './edit.ts';
import { type Point, rounded, withStage } from './nodes.ts';

const CLIP_FORMAT = 'cadenza.clip/1';
/** As for a document: nobody copies more than a whole journey. */
const MAX_TEXT = 1_048_576;

/** A part of a journey that was copied: nodes and the edges between them. */
export interface Clip {
  readonly nodes: readonly JourneyNode[];
  readonly edges: readonly JourneyEdge[];
}

/** The chosen nodes, with the edges of which both ends are chosen. */
export function clipOf(document: JourneyDocument, ids: ReadonlySet<string>): Clip {
  const nodes = document.nodes.filter((node) => ids.has(node.id));
  const edges = document.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return { nodes, edges };
}

/** A clip as text for the clipboard, so that it can go from one journey to another. */
export function clipText(clip: Clip): string {
  return JSON.stringify({ format: CLIP_FORMAT, ...clip });
}

/** Reads a clip from a clipboard's text: null where the text is something else; refused where it is too long or what it holds cannot be read. */
export function readClip(text: string): Read<Clip> | null {
  if (!text.slice(0, 200).includes(CLIP_FORMAT)) return null;
  if (text.length > MAX_TEXT) return refused({ path: '$', message: 'over 1 MiB' });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || !('nodes' in parsed) || !('edges' in parsed)) return null;
  const { nodes, edges } = parsed;
  const read = readJourney({ format: FORMAT, key: 'clip', name: '', stages: [], nodes, edges });
  return read.ok ? { ok: true, value: { nodes: read.value.nodes, edges: read.value.edges } } : read;
}

function refused(problem: Problem): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [problem] };
}

/** Where the copies of a clip are put. */
export interface Pasting {
  /** Added to each node's place. */
  readonly offset: Point;
  /** The new id of each node of the clip, and of each edge: ids that the document does not have. */
  readonly nodeIds: ReadonlyMap<string, string>;
  readonly edgeIds: ReadonlyMap<string, string>;
}

/** Adds copies of a clip under new ids, moved by the offset, with the edges inside it kept; skipped where the document would be too large or an id is taken. */
export function paste(clip: Clip, { offset, nodeIds, edgeIds }: Pasting): Edit {
  return edit('paste', null, (document) => {
    const bands = bandsOf(document);
    const stages = new Set(document.stages.map((stage) => stage.id));
    const nodes = clip.nodes.flatMap((node) => {
      const id = nodeIds.get(node.id);
      if (id === undefined) return [];
      const position = rounded({ x: node.position.x + offset.x, y: node.position.y + offset.y });
      const own = node.stage !== undefined && stages.has(node.stage) ? node.stage : undefined;
      return [withStage({ ...node, id, position }, stageAt(bands, position.x) ?? own)];
    });
    const edges = clip.edges.flatMap((one) => {
      const [id, source, target] = [edgeIds.get(one.id), nodeIds.get(one.source), nodeIds.get(one.target)];
      return id === undefined || source === undefined || target === undefined ? [] : [{ ...one, id, source, target }];
    });
    return fits(document, nodes, edges)
      ? { ...document, nodes: [...document.nodes, ...nodes], edges: [...document.edges, ...edges] }
      : document;
  });
}

function fits(document: JourneyDocument, nodes: readonly JourneyNode[], edges: readonly JourneyEdge[]): boolean {
  if (nodes.length === 0 || !nodes.every(({ position }) => Number.isFinite(position.x) && Number.isFinite(position.y))) return false;
  if (document.nodes.length + nodes.length > MAX_NODES || document.edges.length + edges.length > MAX_EDGES) return false;
  return areFresh(document.nodes, nodes) && areFresh(document.edges, edges);
}

function areFresh(there: readonly { readonly id: string }[], added: readonly { readonly id: string }[]): boolean {
  const ids = new Set(there.map(({ id }) => id));
  return added.every(({ id }) => ids.size < ids.add(id).size);
}
