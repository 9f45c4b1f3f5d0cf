import { type Bucket, bucketOf } from '#lib/facts/catalogue.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { BAND_PADDING, bandsOf, CARD_HEIGHT, CARD_WIDTH } from './bands.ts';
import type { JourneyDocument, Stage } from './document.ts';
import type { JourneyNode, NodeType } from './nodes/index.ts';

/** A bucket's heat, or none for what is off the due axis. */
export type StageHeat = Bucket | 'none';

/** A step of a picture, by its upper left corner. */
export interface PictureCard {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly type: NodeType;
  /** What people call it. */
  readonly name: string;
  readonly heat: StageHeat;
  /** Of a message or offer: the channel that it is sent by first; null where the debtor's choice decides, and for other steps. */
  readonly channel: Channel | null;
  /** `D−5` as a number; null where the step does not act by the due date. */
  readonly day: number | null;
}

/** A journey as it is drawn small: stages as columns, steps as cards, ways between them as SVG paths. In pixels of the canvas. */
export interface JourneyPicture {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly cards: readonly PictureCard[];
  readonly bands: readonly { readonly stage: Stage; readonly heat: StageHeat; readonly x: number; readonly width: number }[];
  readonly ways: readonly { readonly id: string; readonly path: string }[];
}

/** The room above the cards for the names of the stages. */
const BAND_HEAD = 52;

/**
 * Draws a journey from its graph alone. A document without steps, or whose steps do not stand by stage, has no columns. With a
 * `ratio` of width to height it fills a frame of that shape: the outer columns reach to its sides.
 */
export function pictureOf(document: JourneyDocument, ratio: number | null = null): JourneyPicture {
  const heats = new Map(document.stages.map((stage) => [stage.id, heatOf(stage)]));
  const cards = document.nodes.map((node) => cardOf(node, heats));
  const byId = new Map(cards.map((card) => [card.id, card]));
  const xs = cards.map(({ x }) => x);
  const ys = cards.map(({ y }) => y);
  const own = {
    width: most(xs) - least(xs) + CARD_WIDTH + 2 * BAND_PADDING,
    height: most(ys) - least(ys) + CARD_HEIGHT + BAND_PADDING + BAND_HEAD,
  };
  const width = ratio === null ? own.width : Math.max(own.width, own.height * ratio);
  const left = least(xs) - BAND_PADDING - (width - own.width) / 2;
  const top = least(ys) - BAND_HEAD;
  const ways = document.edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, path: pathOf(from, to) }] : [];
  });
  return {
    left,
    top,
    width,
    height: ratio === null ? own.height : width / ratio,
    cards,
    bands: cards.length === 0 ? [] : columnsOf(document, heats, left, left + width),
    ways,
  };
}

/** The heat of a stage: that of the day on which it begins, or ends where it has no beginning. */
export function heatOf({ fromDay, toDay }: Stage): StageHeat {
  const day = fromDay ?? toDay;
  return day === null ? 'none' : bucketOf(day);
}

/** The columns, the outer ones ending where the picture does. */
function columnsOf(document: JourneyDocument, heats: ReadonlyMap<string, StageHeat>, left: number, right: number) {
  return (bandsOf(document) ?? []).map((band, index, all) => {
    const x = index === 0 ? left : Math.max(left, band.left);
    const end = index === all.length - 1 ? right : Math.min(right, band.right);
    return { stage: band.stage, heat: heats.get(band.stage.id) ?? 'none', x, width: Math.max(0, end - x) };
  });
}

function cardOf(node: JourneyNode, heats: ReadonlyMap<string, StageHeat>): PictureCard {
  const { id, type, label, stage, position } = node;
  const heat = (stage === undefined ? undefined : heats.get(stage)) ?? 'none';
  return { id, x: position.x, y: position.y, type, name: label || id, heat, channel: channelOf(node), day: dayOf(node) };
}

function channelOf(node: JourneyNode): Channel | null {
  if (node.type !== 'message' && node.type !== 'offer') return null;
  const { channel } = node.config;
  if (channel.mode === 'fixed') return channel.channel;
  return channel.mode === 'first' ? (channel.of[0] ?? null) : null;
}

function dayOf(node: JourneyNode): number | null {
  if (node.type === 'wait') return node.config.until.kind === 'due' ? node.config.until.days : null;
  if (node.type !== 'message' && node.type !== 'offer' && node.type !== 'task') return null;
  return node.config.when.kind === 'due' ? node.config.when.days : null;
}

type Corner = Pick<PictureCard, 'x' | 'y'>;

/** From card to card by the sides that face each other; back up in the same column round the right side. */
function pathOf(from: Corner, to: Corner): string {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const middle = (card: Corner) => card.y + CARD_HEIGHT / 2;
  if (Math.abs(across) < CARD_WIDTH) {
    const [x, end] = [from.x + CARD_WIDTH / 2, to.x + CARD_WIDTH / 2];
    if (down > 0) return vertical(x, from.y + CARD_HEIGHT, end, to.y);
    const [side, out] = [Math.max(from.x, to.x) + CARD_WIDTH, Math.max(from.x, to.x) + CARD_WIDTH + BAND_PADDING];
    return `M${from.x + CARD_WIDTH} ${middle(from)} C${out} ${middle(from)} ${out} ${middle(to)} ${side} ${middle(to)}`;
  }
  const [start, end] = across > 0 ? [from.x + CARD_WIDTH, to.x] : [from.x, to.x + CARD_WIDTH];
  const half = (start + end) / 2;
  return `M${start} ${middle(from)} C${half} ${middle(from)} ${half} ${middle(to)} ${end} ${middle(to)}`;
}

function vertical(x: number, y: number, endX: number, endY: number): string {
  const half = (y + endY) / 2;
  return `M${x} ${y} C${x} ${half} ${endX} ${half} ${endX} ${endY}`;
}

function least(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b));
}

function most(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.max(a, b));
}
