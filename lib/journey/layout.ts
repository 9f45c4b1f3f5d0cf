import { Graph, layout } from '@dagrejs/dagre';
import { BAND_PADDING, CARD_HEIGHT, CARD_WIDTH } from './bands.ts';
import type { JourneyDocument, JourneyEdge } from './document.ts';
import { type Edit, edit } from './edits/edit.ts';
import { type Point, rounded, withNodes } from './edits/nodes.ts';

const BETWEEN_CARDS = 44;
const BETWEEN_ROWS = 76;
const TOP = 64;

/** Puts every node in its place: stages as columns from left to right, the steps of each from top to bottom. Changes nothing but places. */
export function autoLayout(heights: ReadonlyMap<string, number> = new Map()): Edit {
  return edit('autoLayout', null, (document) => {
    const places = placesOf(document, heights);
    return withNodes(document, (node) => {
      const position = rounded(places.get(node.id) ?? node.position);
      return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position };
    });
  });
}

/**
 * The place of each node, by id. A node without a stage stands in the column of the first that leads to it. `heights`: how
 * tall the cards are drawn, where that is known.
 */
export function placesOf(document: JourneyDocument, heights: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, Point> {
  const columns = columnsOf(document);
  const columnOf = new Map(columns.flatMap((ids, column) => ids.map((id): [string, number] => [id, column])));
  const places = new Map<string, Point>();
  let left = 0;
  for (const [column, ids] of columns.entries()) {
    const inner = document.edges.filter(({ source, target }) => columnOf.get(source) === column && columnOf.get(target) === column);
    const drawn = drawColumn(ids, inner, heights);
    const down = shiftOf(document.edges, drawn.places, places);
    for (const [id, { x, y }] of drawn.places) places.set(id, { x: left + BAND_PADDING + x, y: TOP + y + down });
    left += Math.max(drawn.width, CARD_WIDTH) + 2 * BAND_PADDING;
  }
  return places;
}

/** The ids of each column in document order: one for each stage, one for all where there are none. */
function columnsOf({ stages, nodes, edges }: JourneyDocument): string[][] {
  const index = new Map(stages.map((stage, i) => [stage.id, i]));
  const columnOf = new Map<string, number>();
  for (const { id, stage } of nodes) if (stage !== undefined && index.has(stage)) columnOf.set(id, index.get(stage) ?? 0);
  const known = new Set(nodes.map(({ id }) => id));
  for (let found = true; found; ) {
    found = false;
    for (const { source, target } of edges) {
      const column = columnOf.get(source);
      if (column === undefined || columnOf.has(target) || !known.has(target)) continue;
      columnOf.set(target, column);
      found = true;
    }
  }
  const columns: string[][] = Array.from({ length: Math.max(1, stages.length) }, () => []);
  for (const id of known) columns[columnOf.get(id) ?? 0]?.push(id);
  return columns;
}

/** One column from its own left and top, without its padding. */
function drawColumn(ids: readonly string[], edges: readonly JourneyEdge[], heights: ReadonlyMap<string, number>) {
  const graph = new Graph<object, { width: number; height: number; x: number; y: number }, object>({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: BETWEEN_CARDS, ranksep: BETWEEN_ROWS });
  for (const id of ids) graph.setNode(id, { width: CARD_WIDTH, height: heights.get(id) ?? CARD_HEIGHT, x: 0, y: 0 });
  for (const { id, source, target } of edges) if (source !== target) graph.setEdge(source, target, {}, id);
  layout(graph);
  const corners = ids.map((id): [string, Point] => {
    const { x, y, height } = graph.node(id);
    return [id, { x: x - CARD_WIDTH / 2, y: y - height / 2 }];
  });
  const left = Math.min(...corners.map(([, { x }]) => x));
  const top = Math.min(...corners.map(([, { y }]) => y));
  const right = Math.max(...corners.map(([, { x }]) => x)) + CARD_WIDTH;
  return { places: new Map(corners.map(([id, { x, y }]) => [id, { x: x - left, y: y - top }])), width: ids.length > 0 ? right - left : 0 };
}

/** How far a column goes down, so that the first way into it comes straight from the side. */
function shiftOf(edges: readonly JourneyEdge[], here: ReadonlyMap<string, Point>, before: ReadonlyMap<string, Point>): number {
  const shifts = edges.flatMap(({ source, target }) => {
    const [from, to] = [before.get(source), here.get(target)];
    return from && to ? [from.y - TOP - to.y] : [];
  });
  return shifts.length > 0 ? Math.max(0, Math.min(...shifts)) : 0;
}
