import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CARD_HEIGHT, CARD_WIDTH } from './bands.ts';
import { type JourneyDocument, readJourney } from './document.ts';
import { pictureOf } from './picture.ts';

function read(name: string): JourneyDocument {
  const journey = readJourney(readFileSync(join(import.meta.dirname, '../../fixtures/journeys', `${name}.json`), 'utf8'));
  if (!journey.ok) throw new Error(JSON.stringify(journey.problems));
  return journey.value;
}

describe('the picture of a journey', () => {
  const document = read('articles-cadence');
  const picture = pictureOf(document);

  it('has a card for each step, with its channel, day and heat, and a way for each edge', () => {
    expect(picture.cards.map(({ id, type, channel, day, heat }) => [id, type, channel, day, heat])).toEqual([
      ['owing', 'entry', null, null, 'pre'],
      ['email-before', 'message', 'email', -5, 'pre'],
      ['sms-due', 'message', 'sms', 0, 'due'],
      ['email-after', 'message', 'email', 3, '1-30'],
      ['end', 'exit', null, null, '1-30'],
    ]);
    expect(picture.ways.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  it('has its stages side by side without a gap, from edge to edge', () => {
    expect(picture.bands.map(({ heat }) => heat)).toEqual(['pre', 'due', '1-30']);
    let x = picture.left;
    for (const band of picture.bands) {
      expect(band.x).toBeCloseTo(x);
      x += band.width;
    }
    expect(x).toBeCloseTo(picture.left + picture.width);
  });

  it('holds every card and every way', () => {
    const inside = (x: number, y: number) =>
      x >= picture.left && x <= picture.left + picture.width && y >= picture.top && y <= picture.top + picture.height;
    for (const { x, y } of picture.cards) expect(inside(x, y) && inside(x + CARD_WIDTH, y + CARD_HEIGHT)).toBe(true);
    const points = picture.ways.flatMap(({ path }) => path.slice(1).split(/[ C]+/).map(Number));
    expect(points.every(Number.isFinite)).toBe(true);
    for (let i = 0; i < points.length; i += 2) expect(inside(points[i] ?? Number.NaN, points[i + 1] ?? Number.NaN)).toBe(true);
  });

  it('fills a frame of a given shape, its outer columns to the sides', () => {
    for (const ratio of [0.5, 2, 5]) {
      const framed = pictureOf(document, ratio);
      expect(framed.width / framed.height).toBeCloseTo(ratio);
      expect(framed.width).toBeGreaterThanOrEqual(picture.width);
      expect(framed.height).toBeGreaterThanOrEqual(picture.height);
      const last = framed.bands.at(-1);
      expect([framed.bands[0]?.x, (last?.x ?? 0) + (last?.width ?? 0)]).toEqual([framed.left, framed.left + framed.width]);
    }
  });

  it('has no columns where the steps do not stand by stage, and no ways to steps that are not there', () => {
    const [first] = document.edges;
    if (!first) throw new Error('no edge');
    const nodes = document.nodes.map((node) => ({ ...node, position: { ...node.position, x: -node.position.x } }));
    const mixed = pictureOf({ ...document, nodes, edges: [{ ...first, target: 'nobody' }] });
    expect(mixed.bands).toEqual([]);
    expect(mixed.ways).toEqual([]);
  });

  it('of nothing is empty and still has a size', () => {
    const empty = pictureOf({ ...document, nodes: [], edges: [] });
    expect(empty).toMatchObject({ cards: [], bands: [], ways: [] });
    expect(empty.width).toBeGreaterThan(0);
    expect(empty.height).toBeGreaterThan(0);
  });
});
