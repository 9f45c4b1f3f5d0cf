import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { thorough } from '#lib/testing/thorough.ts';
import { type JourneyDocument, readJourney } from '../document.ts';
import { beginHistory, endGesture, type History, record, redo, undo } from '../history.ts';
import { autoLayout } from '../layout.ts';
import { bindNode, type JourneyNode, type NodeType, nodeDefinitions } from '../nodes/index.ts';
import { clipOf, clipText, paste, readClip } from './clip.ts';
import { connect, reconnect } from './edges.ts';
import type { Edit } from './edit.ts';
import { addNode, moveNodes, removeElements, setConfig, setLabel, setNote, setStage } from './nodes.ts';
import { setDescription, setExitWhen, setName, setStages, setSuspendWhen } from './settings.ts';

const read = (name: string): JourneyDocument => {
  const journey = readJourney(readFileSync(join(import.meta.dirname, '../../../fixtures/journeys', `${name}.json`), 'utf8'));
  if (!journey.ok) throw new Error(JSON.stringify(journey.problems));
  return journey.value;
};
const EARLY = read('early-delinquency');
const START = [EARLY, read('articles-cadence'), { ...EARLY, nodes: [], edges: [], stages: [] }];

const types = Object.keys(nodeDefinitions) as NodeType[];
const nodeIds = fc.constantFrom('in', 'reminder', 'answer', 'who', 'call', 'done', 'a1', 'a2', 'a3', 'nobody');
const handles = fc.constantFrom('next', 'sent', 'notSent', 'timeout', 'payment.received', 'yes', 'else', 'call', 'done', 'promise');
const edgeIds = fc.constantFrom('e1', 'e2', 'e5', 'e13', 'b1', 'b2', 'b3');
const number = fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.double());
const point = fc.record({ x: number, y: number });
const way = fc.record({ source: nodeIds, sourceHandle: handles, target: nodeIds });
const text = fc.string({ maxLength: 8 });
const predicate = fc.constantFrom(
  { combinator: 'and', rules: [] },
  { combinator: 'or', rules: [{ field: 'account.balance', operator: '>', value: 0 }] },
);
const stage = fc.record({
  id: fc.constantFrom('first', 'second', 'third'),
  name: text,
  fromDay: fc.option(number),
  toDay: fc.option(number),
});
const configs: fc.Arbitrary<JourneyNode['config']> = fc.oneof(
  fc.constantFrom(...types).map((type) => nodeDefinitions[type].defaults),
  fc.record({
    events: fc.subarray(['payment.received', 'promise.made', 'custom.x']),
    timeout: fc.constant({ amount: 2, unit: 'days' as const }),
  }),
  fc.record({ branches: fc.array(fc.record({ id: fc.constantFrom('call', 'yes', 'no'), where: predicate }), { maxLength: 3 }) }),
);

const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...types), nodeIds, point, fc.option(fc.record({ node: nodeIds, handle: handles })))
    .map(([type, id, at, from]) => addNode(type, id, at, from ?? undefined)),
  fc
    .tuple(fc.array(fc.tuple(nodeIds, point)), fc.option(fc.constant('nudge')))
    .map(([moves, gesture]) => moveNodes(new Map(moves), gesture)),
  fc.tuple(edgeIds, way).map(([id, one]) => connect(id, one)),
  fc.tuple(edgeIds, way).map(([id, one]) => reconnect(id, one)),
  fc.tuple(nodeIds, configs, fc.option(text)).map(([id, config, field]) => setConfig(id, config, field)),
  fc.tuple(nodeIds, text).map(([id, label]) => setLabel(id, label)),
  fc.tuple(nodeIds, text).map(([id, note]) => setNote(id, note)),
  fc.tuple(nodeIds, fc.constantFrom('first', 'second', 'lost', null)).map(([id, one]) => setStage(id, one)),
  fc
    .tuple(fc.array(nodeIds, { maxLength: 2 }), fc.array(edgeIds, { maxLength: 2 }))
    .map(([nodes, edges]) => removeElements(new Set(nodes), new Set(edges))),
  fc.tuple(fc.subarray(EARLY.nodes.map(({ id }) => id)), point, text).map(([ids, offset, mark]) => pasteAs(ids, offset, mark)),
  fc.tuple(fc.array(stage, { maxLength: 3 }), fc.option(text)).map(([stages, field]) => setStages(stages, field)),
  text.map(setName),
  text.map(setDescription),
  fc.option(fc.array(fc.record({ outcome: text, where: predicate }), { maxLength: 2 })).map((rules) => setExitWhen(rules)),
  fc.option(predicate).map((where) => setSuspendWhen(where)),
  fc.constant(autoLayout()),
);

function pasteAs(ids: readonly string[], offset: { x: number; y: number }, mark: string): Edit {
  const clip = clipOf(EARLY, new Set(ids));
  const renamed = (list: readonly { id: string }[]) => new Map(list.map(({ id }) => [id, `${mark}-${id}`]));
  return paste(clip, { offset, nodeIds: renamed(clip.nodes), edgeIds: renamed(clip.edges) });
}

const start = fc.constantFrom(...START);
const edits = fc.array(anEdit, { maxLength: 25 });

describe('edits of a document', () => {
  it('are undone to the very document there was, and redone to the very one they made', () => {
    fc.assert(
      fc.property(start, edits, (document, list) => {
        const before = canonicalJson(document);
        const ended = list.reduce((history, one) => record(history, one).history, beginHistory(document));
        const back = timesOf(ended, ended.past.length, undo);
        expect(back.document).toBe(document);
        expect(canonicalJson(document)).toBe(before);
        expect(timesOf(back, back.future.length, redo).document).toBe(ended.document);
      }),
      thorough,
    );
  });

  it('leave a document that can be read, as JSON too, whose edges leave by handles that are there', () => {
    fc.assert(
      fc.property(start, edits, (document, list) => {
        const ended = list.reduce((history, one) => record(history, one).history, beginHistory(document)).document;
        const again = readJourney(JSON.parse(JSON.stringify(ended)));
        expect(again).toMatchObject({ ok: true });
        expect(again.ok && canonicalJson(again.value)).toBe(canonicalJson(ended));
        const ids = ended.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { source, sourceHandle, target } of ended.edges) {
          const node = ended.nodes.find(({ id }) => id === source);
          expect(node && bindNode(node).handles.map(({ id }) => id)).toContain(sourceHandle);
          expect(ids).toContain(target);
        }
      }),
      thorough,
    );
  });

  it('say what became of them: nothing where nothing changed, a step, or a part of the gesture that goes on', () => {
    const begun = beginHistory(EARLY);
    const typed = record(begun, setLabel('in', 'E'));
    const more = record(typed.history, setLabel('in', 'En'));
    const again = record(more.history, setLabel('in', 'En'));
    const later = record(endGesture(again.history), setLabel('in', 'Ent'));
    expect([typed, more, again, later].map(({ verdict }) => verdict)).toEqual(['recorded', 'merged', 'skipped', 'recorded']);
    expect(undo(undo(later.history)).document).toBe(EARLY);
    expect(undo(begun)).toBe(begun);
  });
});

describe('connecting', () => {
  it('replaces the edge of a handle that is in use, and refuses a handle that is not there and a way into an entry', () => {
    const replaced = connect('new', { source: 'reminder', sourceHandle: 'sent', target: 'done' }).apply(EARLY);
    expect(
      replaced.edges.filter(({ source, sourceHandle }) => source === 'reminder' && sourceHandle === 'sent').map(({ id }) => id),
    ).toEqual(['new']);
    expect(connect('new', { source: 'reminder', sourceHandle: 'next', target: 'done' }).apply(EARLY)).toBe(EARLY);
    expect(connect('new', { source: 'reminder', sourceHandle: 'sent', target: 'in' }).apply(EARLY)).toBe(EARLY);
  });

  it('leads an edge elsewhere under its own id', () => {
    const led = reconnect('e2', { source: 'reminder', sourceHandle: 'sent', target: 'done' }).apply(EARLY);
    expect(led.edges.find(({ id }) => id === 'e2')).toMatchObject({ source: 'reminder', target: 'done' });
    expect(led.edges).toHaveLength(EARLY.edges.length);
  });
});

describe('settings', () => {
  it('of another type are refused', () => {
    expect(setConfig('in', { outcome: 'x' }).apply(EARLY)).toBe(EARLY);
  });

  it('that rename one handle keep its edge; that take one away take its edge', () => {
    const answer = (events: string[]) => setConfig('answer', { events, timeout: { amount: 2, unit: 'days' } }).apply(EARLY);
    expect(answer(['payment.received', 'custom.x']).edges).toContainEqual(
      expect.objectContaining({ source: 'answer', sourceHandle: 'custom.x', target: 'agreement' }),
    );
    expect(answer(['payment.received']).edges).toHaveLength(EARLY.edges.length - 1);
  });
});

describe('a clip', () => {
  it('goes through the clipboard and keeps the edges between its nodes', () => {
    const clip = clipOf(EARLY, new Set(['reminder', 'answer']));
    expect(clip.edges.map(({ id }) => id)).toEqual(['e2']);
    expect(readClip(clipText(clip))).toEqual({ ok: true, value: clip });
  });

  it('is not made of other text, and refused where it is too large or not readable', () => {
    expect(readClip('Hola')).toBeNull();
    expect(readClip(`{"format":"cadenza.clip/1","nodes":"${'x'.repeat(5_000_000)}"}`)).toMatchObject({ ok: false });
    expect(readClip('{"format":"cadenza.clip/1","nodes":[{"id":1}],"edges":[]}')).toMatchObject({ ok: false });
  });
});

function timesOf(history: History, times: number, step: (history: History) => History): History {
  return Array.from({ length: times }).reduce<History>((now) => step(now), history);
}
