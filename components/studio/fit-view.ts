import { getViewportForBounds, type ReactFlowInstance } from '@xyflow/react';
import { bandsOf } from '#lib/journey/bands.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { CardNode, WayEdge } from './flow-view.ts';

/** Room around what is fitted: above, for the names of the stages. */
const PADDING_TOP = 72;
const PADDING = { top: `${PADDING_TOP}px`, right: '48px', bottom: '72px', left: '48px' } as const;
const MIN_ZOOM = 0.15;
const MIN_HEIGHT = 360;

/** Below this, a card cannot be read. */
const READABLE = 0.5;

/** As `fitAll`; where the cards could not be read then, as on a phone, the beginning of the journey in a size that can be. */
export function fitFirst(flow: ReactFlowInstance<CardNode, WayEdge>, document: JourneyDocument): void {
  fitAll(flow, document);
  const canvas = window.document.querySelector('.studio-canvas')?.getBoundingClientRect();
  const [first] = document.nodes.toSorted((a, b) => a.position.x - b.position.x);
  if (flow.getZoom() >= READABLE || !canvas || !first) return;
  const top = Math.min(...document.nodes.map(({ position }) => position.y));
  const zoom = 0.8;
  // In the middle, where it stands far below the uppermost step.
  const y = Math.min(PADDING_TOP - top * zoom, canvas.height / 2 - first.position.y * zoom);
  void flow.setViewport({ x: 24 - first.position.x * zoom, y, zoom });
}

/** Brings every step into view, and every stage, also those nobody stands in yet: there the next steps are put. */
export function fitAll(flow: ReactFlowInstance<CardNode, WayEdge>, document: JourneyDocument, duration = 0): void {
  const canvas = window.document.querySelector('.studio-canvas')?.getBoundingClientRect();
  if (!canvas) return;
  const around = flow.getNodesBounds(document.nodes.map(({ id }) => id));
  const bands = bandsOf(document) ?? [];
  const left = Math.min(around.x, ...bands.slice(0, 1).map((band) => band.left));
  const right = Math.max(around.x + around.width, ...bands.slice(-1).map((band) => band.right));
  const bounds = { x: left, y: around.y, width: Math.max(right - left, 1), height: Math.max(around.height, MIN_HEIGHT) };
  void flow.setViewport(getViewportForBounds(bounds, canvas.width, canvas.height, MIN_ZOOM, 1, PADDING), { duration });
}
