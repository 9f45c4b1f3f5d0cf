import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bandsOf, CARD_WIDTH, isInside, stageAt } from './bands.ts';
import { type JourneyDocument, readJourney } from './document.ts';
import { addNode, moveNodes, setStage } from './edits/nodes.ts';
import { autoLayout, placesOf } from './layout.ts';

const fixture = (name: string): JourneyDocument => {
  const read = readJourney(readFileSync(join(import.meta.dirname, '../../fixtures/journeys', `${name}.json`), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};

describe('a layout', () => {
  it.each(['articles-cadence', 'early-delinquency'])('of %s puts every node into the column of its stage, none upon another', (name) => {
    const { nodes, stages, ...rest } = autoLayout().apply(fixture(name));
    const bands = bandsOf({ nodes, stages }) ?? [];
    expect(bands.map(({ stage }) => stage.id)).toEqual(stages.map(({ id }) => id));
    for (const node of nodes) expect(stageAt(bands, node.position.x), node.id).toBe(node.stage);
    const overlapping = nodes.flatMap((a, i) =>
      nodes
        .slice(i + 1)
        .filter((b) => areClose(a.position, b.position))
        .map((b) => [a.id, b.id]),
    );
    expect(overlapping).toEqual([]);
    expect(rest.edges).toEqual(fixture(name).edges);
  });

  it('is the same each time, also of what it has laid out', () => {
    const once = autoLayout().apply(fixture('early-delinquency'));
    expect(autoLayout().apply(once)).toBe(once);
  });

  it('leads from left to right beside, and from top to bottom within a stage', () => {
    const document = autoLayout().apply(fixture('early-delinquency'));
    const at = placesOf(document);
    expect(at.get('reminder')?.y).toBeGreaterThan(at.get('in')?.y ?? Infinity);
    expect(at.get('second')?.x).toBeGreaterThan(at.get('who')?.x ?? Infinity);
  });
});

describe('bands', () => {
  const document = autoLayout().apply(fixture('early-delinquency'));

  it('stand side by side without a gap, each wide enough for a card', () => {
    const bands = bandsOf(document) ?? [];
    for (const [i, band] of bands.entries()) {
      expect(band.right - band.left).toBeGreaterThanOrEqual(CARD_WIDTH);
      if (i > 0) expect(band.left).toBe(bands[i - 1]?.right);
    }
  });

  it('are not there where nodes of a later stage stand before those of an earlier one', () => {
    const mirrored = document.nodes.map((node) => ({ ...node, position: { ...node.position, x: -node.position.x } }));
    expect(bandsOf({ ...document, nodes: mirrored })).toBeNull();
  });

  it('of a journey without nodes are there, so that the first can be put into one', () => {
    const empty = { ...document, nodes: [], edges: [] };
    const band = bandsOf(empty)?.[1];
    expect(addNode('message', 'm', { x: (band?.left ?? 0) + 20, y: 80 }).apply(empty).nodes[0]?.stage).toBe('second');
  });

  it('take in the node that is moved into them, and the node that is given their stage', () => {
    const second = bandsOf(document)?.[1];
    const x = (second?.left ?? 0) + 30;
    const moved = moveNodes(new Map([['in', { x, y: 900 }]])).apply(document);
    expect(moved.nodes.find(({ id }) => id === 'in')?.stage).toBe('second');
    expect(bandsOf(moved)).not.toBeNull();
    const staged = setStage('in', 'second').apply(document);
    const node = staged.nodes.find(({ id }) => id === 'in');
    expect(second && node && isInside(second, node.position.x)).toBe(true);
    expect(bandsOf(staged)).not.toBeNull();
  });
});

function areClose(a: { x: number; y: number }, b: { x: number; y: number }): boolean {
  return Math.abs(a.x - b.x) < CARD_WIDTH && Math.abs(a.y - b.y) < 80;
}
