'use client';

import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { CARD_HEIGHT, CARD_WIDTH } from '#lib/journey/bands.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { type Clip, clipOf, paste } from '#lib/journey/edits/clip.ts';
import { connect } from '#lib/journey/edits/edges.ts';
import { addNode, type Point, removeElements } from '#lib/journey/edits/nodes.ts';
import { autoLayout } from '#lib/journey/layout.ts';
import { bindNode, type JourneyNode, type NodeType } from '#lib/journey/nodes/index.ts';
import { fitAll, fitFirst } from './fit-view.ts';
import type { CardNode, WayEdge } from './flow-view.ts';
import { useStudioStore } from './studio-context.tsx';
import type { StudioStore } from './studio-store.ts';

/** An id that no document has: ids of steps that were taken away must not come again, since accounts may stand on them. */
export function newId(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

/** From which way out a new node is to be reached. */
export interface From {
  readonly node: string;
  readonly handle: string;
}

/** What a hand does on the canvas, for buttons, keys and the mouse alike. */
export interface Drawing {
  /** Puts a new step with its middle at a point of the canvas, and chooses it. */
  addAt(type: NodeType, middle: Point, from?: From): void;
  /** Adds a step where there is room: after the chosen one, joined to it by its first free way out, else in view. */
  add(type: NodeType): void;
  connect(from: From, target: string): void;
  remove(): void;
  selectAll(): void;
  /** What is chosen, for the clipboard; null where nothing is. */
  clip(): Clip | null;
  paste(clip: Clip, offset?: Point): void;
  duplicate(): void;
  arrange(): void;
  /** Brings everything into view. */
  fit(duration?: number): void;
  /** Brings into view what one sees on opening the journey. */
  fitFirst(): void;
  /** Brings a node or edge into view and chooses it. */
  show(place: { readonly node?: string | undefined; readonly edge?: string | undefined }): void;
}

const PASTE_OFFSET = { x: 32, y: 48 };

/** The hand of the person who draws. */
export function useDrawing(): Drawing {
  const store = useStudioStore();
  const flow = useReactFlow<CardNode, WayEdge>();
  return useMemo(() => drawingOf(store, flow), [store, flow]);
}

function drawingOf(store: StudioStore, flow: ReactFlowInstance<CardNode, WayEdge>): Drawing {
  const choose = (nodes: Iterable<string>, edges: Iterable<string> = []) =>
    store.getState().choose({ nodes: new Set(nodes), edges: new Set(edges) });
  const document = () => store.getState().history.document;
  const putAt = (type: NodeType, corner: Point, from?: From) => {
    const id = newId(type.toLowerCase());
    if (store.getState().make(addNode(type, id, corner, from)) !== 'skipped') choose([id]);
  };
  const pasteClip = (clip: Clip, offset: Point = PASTE_OFFSET) => {
    const nodeIds = new Map(clip.nodes.map((node) => [node.id, newId(node.type.toLowerCase())]));
    const edgeIds = new Map(clip.edges.map(({ id }) => [id, newId('e')]));
    if (store.getState().make(paste(clip, { offset, nodeIds, edgeIds })) !== 'skipped') choose(nodeIds.values());
  };
  const clip = () => {
    const { nodes } = store.getState().choice;
    return nodes.size > 0 ? clipOf(document(), nodes) : null;
  };
  return {
    addAt: (type, middle, from) => putAt(type, { x: middle.x - CARD_WIDTH / 2, y: middle.y - CARD_HEIGHT / 2 }, from),
    add: (type) => {
      const after = chosenNode(store);
      const from = after ? freeWayOut(document(), after) : null;
      const wanted = after ? below(flow, after) : inView(flow);
      putAt(type, freePlace(document(), wanted), type === 'entry' || !from ? undefined : from);
    },
    connect: (from, target) => {
      const id = newId('e');
      if (store.getState().make(connect(id, { source: from.node, sourceHandle: from.handle, target })) !== 'skipped') choose([], [id]);
    },
    remove: () => {
      const { nodes, edges } = store.getState().choice;
      store.getState().make(removeElements(nodes, edges));
    },
    selectAll: () =>
      choose(
        document().nodes.map(({ id }) => id),
        document().edges.map(({ id }) => id),
      ),
    clip,
    paste: pasteClip,
    duplicate: () => {
      const copied = clip();
      if (copied) pasteClip(copied);
    },
    arrange: () => {
      const heights = new Map(flow.getNodes().flatMap(({ id, measured }) => (measured?.height ? [[id, measured.height] as const] : [])));
      if (store.getState().make(autoLayout(heights)) !== 'skipped') requestAnimationFrame(() => fitAll(flow, document(), 200));
    },
    fit: (duration) => fitAll(flow, document(), duration),
    fitFirst: () => fitFirst(flow, document()),
    show: ({ node, edge }) => {
      const ends = edge ? document().edges.find(({ id }) => id === edge) : undefined;
      const nodes = (node ? [node] : [ends?.source, ends?.target]).flatMap((id) => (id ? [{ id }] : []));
      choose(node ? [node] : [], edge ? [edge] : []);
      if (nodes.length > 0) void flow.fitView({ nodes, padding: 0.4, maxZoom: 1, minZoom: 0.5, duration: 250 });
    },
  };
}

function chosenNode(store: StudioStore): JourneyNode | null {
  const { choice, history } = store.getState();
  const [id, ...more] = choice.nodes;
  return more.length > 0 ? null : (history.document.nodes.find((node) => node.id === id) ?? null);
}

function freeWayOut({ edges }: JourneyDocument, node: JourneyNode): From | null {
  const free = bindNode(node).handles.find(({ id }) => !edges.some((edge) => edge.source === node.id && edge.sourceHandle === id));
  return free ? { node: node.id, handle: free.id } : null;
}

function below(flow: ReactFlowInstance<CardNode, WayEdge>, node: JourneyNode): Point {
  const height = flow.getNode(node.id)?.measured?.height ?? CARD_HEIGHT;
  return { x: node.position.x, y: node.position.y + height + 56 };
}

/** The upper middle of what is in view. */
function inView(flow: ReactFlowInstance<CardNode, WayEdge>): Point {
  const canvas = window.document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!canvas) return { x: 0, y: 0 };
  const { x, y } = flow.screenToFlowPosition({ x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 3 });
  return { x: x - CARD_WIDTH / 2, y };
}

/** The first place at or below the wanted one where no card stands. */
function freePlace({ nodes }: JourneyDocument, wanted: Point): Point {
  let y = wanted.y;
  const isTaken = () =>
    nodes.some(({ position }) => Math.abs(position.x - wanted.x) < CARD_WIDTH && Math.abs(position.y - y) < CARD_HEIGHT);
  while (isTaken()) y += CARD_HEIGHT + 24;
  return { x: wanted.x, y };
}
