import { describe, expect, it } from 'vitest';
import { readJourney } from './document.ts';
import { type FlowCount, flowOf } from './flow.ts';

const drawn = (nodes: readonly { id: string; type: string; config: unknown }[], ways: readonly (readonly [string, string, string])[]) => {
  const edges = ways.map(([source, sourceHandle, target], index) => ({ id: `e${index}`, source, sourceHandle, target }));
  const placed = nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } }));
  const read = readJourney({ format: 'cadenza.journey/1', key: 'k', name: 'k', stages: [], nodes: placed, edges });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
};
const entry = { id: 'in', type: 'entry', config: { trigger: { kind: 'event', event: 'account.opened' } } };
const mail = {
  id: 'mail',
  type: 'message',
  config: { when: { kind: 'now' }, channel: { mode: 'fixed', channel: 'email' }, template: 't' },
};
const done = { id: 'done', type: 'exit', config: { outcome: 'done' } };
const step = (node: string, outcome: string, times: number): FlowCount => ({ kind: 'step', node, outcome, times });

describe('the traffic of a journey', () => {
  it('is conserved: who arrived stands there, ended there or took an edge; counts of several shards add up', () => {
    const document = drawn(
      [entry, mail, done],
      [
        ['in', 'next', 'mail'],
        ['mail', 'sent', 'done'],
      ],
    );
    const flow = flowOf(document, [
      { kind: 'entered', node: 'in', outcome: '', times: 6 },
      { kind: 'entered', node: 'in', outcome: '', times: 4 },
      step('in', 'next', 9),
      { kind: 'ended', node: 'mail', outcome: '', times: 1 },
      step('mail', 'exit', 1),
      step('mail', 'sent', 4),
      step('mail', 'notSent', 2),
      step('mail', 'wait', 7),
      step('mail', 'cancelled', 1),
      { kind: 'ended', node: 'done', outcome: '', times: 6 },
      step('done', 'exit', 6),
    ]);
    expect(flow.nodes).toEqual({
      in: { arrived: 10, here: 1, sent: 0, notSent: 0 },
      mail: { arrived: 9, here: 2, sent: 3, notSent: 3 },
      done: { arrived: 6, here: 0, sent: 0, notSent: 0 },
    });
    // `notSent` is not wired: its traffic takes the first handle's edge.
    expect(flow.edges).toEqual({ e0: 9, e1: 6 });
  });

  it('parts where both handles are wired, and ends where the first one is not', () => {
    const both = drawn(
      [entry, mail, done],
      [
        ['in', 'next', 'mail'],
        ['mail', 'sent', 'done'],
        ['mail', 'notSent', 'mail'],
      ],
    );
    expect(flowOf(both, [step('mail', 'sent', 4), step('mail', 'notSent', 2)]).edges).toEqual({ e0: 0, e1: 4, e2: 2 });
    const none = drawn([entry, mail, done], [['in', 'next', 'mail']]);
    const flow = flowOf(none, [
      { kind: 'entered', node: 'in', outcome: '', times: 5 },
      step('in', 'next', 5),
      step('mail', 'sent', 5),
      { kind: 'ended', node: 'mail', outcome: '', times: 5 },
    ]);
    expect(flow.nodes.mail).toEqual({ arrived: 5, here: 0, sent: 5, notSent: 0 });
  });
});
