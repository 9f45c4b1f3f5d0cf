import type { JourneyDocument, Stage } from './document.ts';

/** The size of a card on the canvas, in pixels. Its height depends on what it says; this is about what most need. */
export const CARD_WIDTH = 208;
export const CARD_HEIGHT = 92;

/** Between a card and the border of its band. */
export const BAND_PADDING = 28;
/** A band with nothing in it, or with one card. */
const BAND_WIDTH = CARD_WIDTH + 2 * BAND_PADDING;

/** A stage as a column of the canvas, from `left` to `right`. The first reaches further left and the last further right without end. */
export interface Band {
  readonly stage: Stage;
  readonly left: number;
  readonly right: number;
}

/**
 * The columns in which the stages of a journey stand, in their order; null where there are no stages, or its nodes do not stand by stage: then a
 * column would hold a node of another stage. A document says nothing of columns: they follow from where its nodes are.
 */
export function bandsOf({ stages, nodes }: Pick<JourneyDocument, 'stages' | 'nodes'>): readonly Band[] | null {
  const [first] = stages;
  if (!first) return null;
  const lefts = stages.map((stage) => nodes.filter((node) => node.stage === stage.id).map((node) => node.position.x));
  const middle = CARD_WIDTH / 2;
  const firstLeft = Math.min(...lefts.flat());
  let left = Number.isFinite(firstLeft) ? firstLeft - BAND_PADDING : 0;
  const bands: Band[] = [];
  for (const [index, stage] of stages.entries()) {
    const before = Math.max(-Infinity, ...lefts.slice(0, index + 1).flat());
    const after = Math.min(Infinity, ...lefts.slice(index + 1).flat());
    if (before >= after) return null;
    const lowest = before + CARD_WIDTH + BAND_PADDING;
    const highest = after - BAND_PADDING;
    const right = lowest <= highest ? clamp(left + BAND_WIDTH, lowest, highest) : (before + after) / 2 + middle;
    bands.push({ stage, left, right: Math.max(left, right) });
    left = Math.max(left, right);
  }
  return bands;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The stage in whose column the middle of a card at `x` stands; undefined where there are no columns. */
export function stageAt(bands: readonly Band[] | null, x: number): string | undefined {
  const middle = x + CARD_WIDTH / 2;
  const band = bands?.find(({ right }) => middle < right) ?? bands?.at(-1);
  return band?.stage.id;
}

/** True where the middle of a card at `x` stands in the column. */
export function isInside({ left, right }: Band, x: number): boolean {
  const middle = x + CARD_WIDTH / 2;
  return middle >= left && middle < right;
}

/** Where a card's left side is put in a column: in the middle of it, whatever its width. */
export function placeIn({ left, right }: Band): number {
  return Math.round((left + right - CARD_WIDTH) / 2);
}
