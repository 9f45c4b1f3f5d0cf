import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bandsOf } from './bands.ts';
import { placeOfHandle, tanglesOf } from './crossings.ts';
import { type JourneyDocument, readJourney } from './document.ts';

const fixture = (name: string): JourneyDocument => {
  const read = readJourney(readFileSync(join(import.meta.dirname, '../../fixtures/journeys', `${name}.json`), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};

describe('the lines of a journey', () => {
  it.each(['articles-cadence', 'early-delinquency', 'late-delinquency'])('of %s cross nowhere and run behind no card', (name) => {
    const document = fixture(name);
    expect(tanglesOf(document)).toEqual([]);
    expect(bandsOf(document)?.length).toBe(document.stages.length);
  });

  it('cross where a card is put on the wrong side, and run behind a card that stands in their way', () => {
    const exit = (id: string, x: number, y: number) => ({ id, type: 'exit' as const, position: { x, y }, config: { outcome: id } });
    const wait = (id: string, x: number, y: number) => ({
      ...{ id, type: 'wait' as const, position: { x, y } },
      config: { until: { kind: 'after' as const, amount: 1, unit: 'days' as const } },
    });
    const edges = [
      { id: 'one', source: 'a', sourceHandle: 'next', target: 'd' },
      { id: 'other', source: 'b', sourceHandle: 'next', target: 'c' },
    ];
    const nodes = [wait('a', 0, 0), wait('b', 300, 0), exit('c', 0, 400), exit('d', 300, 400)];
    expect(tanglesOf({ nodes, edges })).toEqual([{ edge: 'one', over: { edge: 'other' } }]);
    const straight = [wait('a', 0, 0), exit('between', 0, 150), exit('d', 0, 400)];
    expect(tanglesOf({ nodes: straight, edges: edges.slice(0, 1) })).toEqual([{ edge: 'one', over: { node: 'between' } }]);
  });

  it('leave by places side by side, the usual one in the middle', () => {
    const equal = ['a', 'b', 'c'].map((id) => ({ id, optional: false }));
    expect(equal.map((_, index) => placeOfHandle(index, equal))).toEqual([25, 50, 75]);
    const usual = [
      { id: 'sent', optional: false },
      { id: 'notSent', optional: true },
    ];
    expect(usual.map((_, index) => placeOfHandle(index, usual))).toEqual([50, 72.5]);
  });
});
