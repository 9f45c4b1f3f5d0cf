import { CARD_HEIGHT, CARD_WIDTH } from './bands.ts';
import type { JourneyDocument, JourneyEdge } from './document.ts';
import type { Point } from './edits/nodes.ts';
import { bindNode, type JourneyNode } from './nodes/index.ts';
import type { Handle } from './nodes/node-definition.ts';

/** The sides by which an edge leaves and arrives: `b`ottom to `t`op, or `r`ight to `l`eft where the target stands beside. */
export type Sides = 'b-t' | 'r-l';

/** Pieces of which a curve is made here: enough that two which cross as drawn cross here too, and odd, so that two alike do not meet between two pieces. */
const PIECES = 13;

/** By which sides an edge is drawn between these places. Beside: wholly to the right, and not wholly below. `height`: of the source's card. */
export function sidesBetween(from: Point, to: Point, height = CARD_HEIGHT): Sides {
  return to.x >= from.x + CARD_WIDTH + 12 && to.y < from.y + height + 20 ? 'r-l' : 'b-t';
}

/**
 * Where along a side of a card a way out stands, in percent: the usual one of a step in the middle, those beside it after it; ways of
 * equal rank evenly.
 */
export function placeOfHandle(index: number, handles: readonly Handle[]): number {
  const [, ...others] = handles;
  const isUsualFirst = others.length > 0 && others.every(({ optional }) => optional);
  if (!isUsualFirst) return (100 * (index + 1)) / (handles.length + 1);
  return index === 0 ? 50 : 50 + (45 * index) / handles.length;
}

/** Two edges whose lines cross on the canvas, or an edge whose line runs behind a card that is none of its own. */
interface Tangle {
  readonly edge: string;
  readonly over: { readonly edge: string } | { readonly node: string };
}

/** Where the lines of a journey tangle as the canvas draws them; lines that share an end meet there, which is no crossing. */
export function tanglesOf({ nodes, edges }: Pick<JourneyDocument, 'nodes' | 'edges'>): readonly Tangle[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.flatMap((edge) => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    return source && target && source !== target ? [{ edge, points: lineOf(edge, source, target) }] : [];
  });
  return lines.flatMap(({ edge, points }, index): Tangle[] => [
    ...lines.slice(index + 1).flatMap((other) => (doCross(points, other.points) ? [{ edge: edge.id, over: { edge: other.edge.id } }] : [])),
    ...nodes.flatMap(({ id, position }) =>
      id !== edge.source && id !== edge.target && runsBehind(points, position) ? [{ edge: edge.id, over: { node: id } }] : [],
    ),
  ]);
}

/** The curve of an edge as React Flow draws it, in straight pieces. */
function lineOf(edge: JourneyEdge, source: JourneyNode, target: JourneyNode): readonly Point[] {
  const [from, to] = [source.position, target.position];
  const { handles } = bindNode(source);
  const place =
    placeOfHandle(
      Math.max(
        0,
        handles.findIndex(({ id }) => id === edge.sourceHandle),
      ),
      handles,
    ) / 100;
  const isDown = sidesBetween(from, to) === 'b-t';
  const start = isDown
    ? { x: from.x + CARD_WIDTH * place, y: from.y + CARD_HEIGHT }
    : { x: from.x + CARD_WIDTH, y: from.y + CARD_HEIGHT * place };
  const end = isDown ? { x: to.x + CARD_WIDTH / 2, y: to.y } : { x: to.x, y: to.y + CARD_HEIGHT / 2 };
  const reach = reachOf(isDown ? end.y - start.y : end.x - start.x);
  const [first, second] = isDown
    ? [
        { x: start.x, y: start.y + reach },
        { x: end.x, y: end.y - reach },
      ]
    : [
        { x: start.x + reach, y: start.y },
        { x: end.x - reach, y: end.y },
      ];
  return Array.from({ length: PIECES + 1 }, (_, piece) => {
    const t = piece / PIECES;
    const on = (axis: 'x' | 'y') =>
      (1 - t) ** 3 * start[axis] + 3 * (1 - t) ** 2 * t * first[axis] + 3 * (1 - t) * t ** 2 * second[axis] + t ** 3 * end[axis];
    return { x: on('x'), y: on('y') };
  });
}

/** How far a curve goes on before it bends: half the way, or the arc by which it turns back. */
function reachOf(distance: number): number {
  return distance >= 0 ? distance / 2 : 0.25 * 25 * Math.sqrt(-distance);
}

function doCross(one: readonly Point[], other: readonly Point[]): boolean {
  return piecesOf(one).some(([a, b]) => piecesOf(other).some(([c, d]) => meet(a, b, c, d)));
}

function runsBehind(line: readonly Point[], { x, y }: Point): boolean {
  return line.some((point) => point.x > x && point.x < x + CARD_WIDTH && point.y > y && point.y < y + CARD_HEIGHT);
}

function piecesOf(line: readonly Point[]): readonly (readonly [Point, Point])[] {
  return line.slice(1).flatMap((to, index) => {
    const from = line[index];
    return from ? [[from, to] as const] : [];
  });
}

/** True where two pieces cross inside both; ends that touch do not. */
function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
