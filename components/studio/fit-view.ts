import { getViewportForBounds, type ReactFlowInstance } from '@xyflow/react';
import { bandsOf } from '#lib/journey/bands.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { CardNode, WayEdge } from './flow-view.ts';

/** Room around what is fitted: above, for the names of the stages. */
const PADDING = { top: '72px', right: '48px', bottom: '72px', left: '48px' } as const;
const MIN_ZOOM = 0.15;
const MIN_HEIGHT = 360;

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
