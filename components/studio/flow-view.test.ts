import { describe, expect, it } from 'vitest';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { nodeDefinitions } from '#lib/journey/nodes/index.ts';
import { createFlowView, type FlowInput, handleOf } from './flow-view.ts';
import { NO_CHOICE } from './studio-store.ts';

const document: JourneyDocument = {
  format: 'cadenza.journey/1',
  key: 'k',
  name: 'k',
  stages: [{ id: 'late', name: 'late', fromDay: 31, toDay: 60 }],
  nodes: [
    { id: 'a', type: 'entry', position: { x: 0, y: 0 }, config: nodeDefinitions.entry.defaults },
    {
      id: 'b',
      type: 'message',
      position: { x: 0, y: 200 },
      config: { ...nodeDefinitions.message.defaults, when: { kind: 'due', days: -5, at: '09:00' } },
    },
    { id: 'c', type: 'exit', stage: 'late', position: { x: 400, y: 200 }, config: { outcome: 'x' } },
  ],
  edges: [
    { id: 'ab', source: 'a', sourceHandle: 'next', target: 'b' },
    { id: 'bc', source: 'b', sourceHandle: 'sent', target: 'c' },
    { id: 'lost', source: 'b', sourceHandle: 'notSent', target: 'nobody' },
  ],
};

const input: FlowInput = {
  document,
  choice: NO_CHOICE,
  moving: new Map(),
  sizes: new Map(),
  counts: null,
  faults: { nodes: new Map(), edges: new Map() },
  canEdit: true,
  spoken: { card: ({ id }) => id, way: (from, handle, to) => `${from.id} ${handle} ${to.id}` },
};

describe('the canvas’ view of a document', () => {
  it('leads from bottom to top, and from side to side to what stands beside', () => {
    const { edges } = createFlowView()(input);
    expect(edges.map(({ id, sourceHandle, targetHandle }) => [id, sourceHandle, targetHandle])).toEqual([
      ['ab', 'b:next', 't'],
      ['bc', 'r:sent', 'l'],
    ]);
    expect(edges.map((edge) => handleOf(edge.sourceHandle))).toEqual(['next', 'sent']);
  });

  it('wears the heat of the day on which a step acts, else of its stage', () => {
    expect(createFlowView()(input).nodes.map(({ data }) => data.heat)).toEqual(['none', 'pre', '31-60']);
  });

  it('draws anew only the card that is dragged, and the edges that it turns', () => {
    const view = createFlowView();
    const before = view(input);
    const after = view({ ...input, moving: new Map([['c', { x: 0, y: 500 }]]) });
    expect(after.nodes.map((node, i) => node === before.nodes[i])).toEqual([true, true, false]);
    expect(after.edges.map((edge, i) => edge === before.edges[i])).toEqual([true, false]);
    expect(after.edges[1]?.sourceHandle).toBe('b:sent');
  });

  it('draws nothing anew where counts are fetched again and are the same', () => {
    const view = createFlowView();
    const counted = () =>
      view({
        ...input,
        counts: {
          nodes: { b: { here: 1, arrived: 2, sent: 1, notSent: 0 } },
          edges: { ab: 2 },
          arms: { b: [{ arm: 'a', shown: 3, rewarded: 1 }] },
        },
      });
    const before = counted();
    const after = counted();
    expect([...after.nodes, ...after.edges].every((one, i) => one === [...before.nodes, ...before.edges][i])).toBe(true);
  });
});
