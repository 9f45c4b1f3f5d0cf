import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { thorough } from '#lib/testing/thorough.ts';
import { type Change, journeyChanges, type Written } from './diff.ts';
import { type JourneyDocument, readJourney } from './document.ts';
import { connect, reconnect } from './edits/edges.ts';
import type { Edit } from './edits/edit.ts';
import { addNode, moveNodes, removeElements, setConfig, setLabel, setNote } from './edits/nodes.ts';
import { setDescription, setExitWhen, setName, setSuspendWhen } from './edits/settings.ts';
import { type JourneyNode, type NodeType, nodeDefinitions } from './nodes/index.ts';
import type { MessageConfig } from './nodes/message.ts';

const read = readJourney(readFileSync(join(import.meta.dirname, '../../fixtures/journeys/early-delinquency.json'), 'utf8'));
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const START = read.value;

const types = Object.keys(nodeDefinitions) as NodeType[];
const ids = fc.constantFrom('in', 'reminder', 'answer', 'thanks', 'who', 'call', 'second', 'done', 'a1', 'a2');
const handles = fc.constantFrom('next', 'sent', 'notSent', 'timeout', 'payment.received', 'else', 'call', 'done', 'promise');
const text = fc.constantFrom('', 'a', 'b');
const predicate = fc.constantFrom(
  { combinator: 'and', rules: [] },
  { combinator: 'or', rules: [{ field: 'account.balance', operator: '>', value: 0 }] },
);
const aMessage: fc.Arbitrary<MessageConfig> = fc.record({
  when: fc.constantFrom<MessageConfig['when']>(
    { kind: 'now' },
    { kind: 'due', days: 1, at: '09:00' },
    { kind: 'due', days: 2, at: '09:00' },
  ),
  channel: fc.constantFrom<MessageConfig['channel']>({ mode: 'fixed', channel: 'sms' }, { mode: 'first', of: ['sms'] }),
  template: fc.constantFrom('early-reminder', 'part-paid', 'other'),
  graceDays: fc.constantFrom(0, 1),
});
const configs: fc.Arbitrary<JourneyNode['config']> = fc.oneof(
  fc.constantFrom(...types).map((type) => nodeDefinitions[type].defaults),
  fc.record({
    branches: fc.array(fc.record({ id: fc.constantFrom('call', 'yes', 'no'), label: text, where: predicate }), { maxLength: 3 }),
  }),
  aMessage,
);
const way = fc.record({ source: ids, sourceHandle: handles, target: ids });
const edges = fc.constantFrom('e1', 'e2', 'e5', 'e13', 'b1', 'b2');
const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...types), ids).map(([type, id]) => addNode(type, id, { x: 0, y: 0 })),
  fc.tuple(ids, fc.integer()).map(([id, x]) => moveNodes(new Map([[id, { x: x % 900, y: 3 }]]))),
  fc.tuple(edges, way).map(([id, one]) => connect(id, one)),
  fc.tuple(edges, way).map(([id, one]) => reconnect(id, one)),
  fc.tuple(ids, configs).map(([id, config]) => setConfig(id, config)),
  fc.tuple(ids, text).map(([id, label]) => setLabel(id, label)),
  fc.tuple(ids, text).map(([id, note]) => setNote(id, note)),
  fc.tuple(fc.array(ids, { maxLength: 2 }), fc.array(edges, { maxLength: 2 })).map(([n, e]) => removeElements(new Set(n), new Set(e))),
  text.map(setName),
  text.map(setDescription),
  fc.constantFrom(null, []).map((rules) => setExitWhen(rules)),
  fc.option(predicate).map(setSuspendWhen),
);
const aDocument = fc.array(anEdit, { maxLength: 6 }).map((edits) => edits.reduce((document, { apply }) => apply(document), START));
const messages = fc.array(
  fc.record({
    key: fc.constantFrom('early-reminder', 'part-paid', 'unsent'),
    channel: fc.constantFrom('sms', 'email'),
    language: fc.constant('es'),
    subject: fc.constantFrom(null, 'a'),
    body: fc.constantFrom('a', 'b'),
  }),
  { maxLength: 4 },
);
const aJourney: fc.Arbitrary<Written> = fc.record({ document: aDocument, messages });

/** What a journey means, told in another way than the changes are found: without places, defaults and what is never taken. */
function meaningOf({ document }: Written, withMessages: ReadonlySet<string> | null, given: Written['messages']): string {
  const nodes = Object.fromEntries(
    document.nodes.map(({ id, type, label, note, stage, config }) => {
      const { graceDays, ...rest } = { graceDays: undefined, ...config };
      return [
        id,
        { type, label: label || null, note: note || null, stage: stage ?? null, config: graceDays ? { graceDays, ...rest } : rest },
      ];
    }),
  );
  const ways = Object.fromEntries(document.edges.toReversed().map((edge) => [`${edge.source} ${edge.sourceHandle}`, edge.target]));
  const words = Object.fromEntries(
    given.filter(({ key }) => withMessages?.has(key)).map((one) => [`${one.key} ${one.channel}`, [one.subject, one.body]]),
  );
  const { name, description, stages, exitWhen, suspendWhen } = document;
  const entries = document.nodes.filter(({ type }) => type === 'entry').map(({ id }) => id);
  return canonicalJson({
    nodes,
    ways,
    words,
    name,
    description: description || null,
    stages,
    exitWhen,
    suspendWhen: suspendWhen ?? null,
    entries,
  });
}

function sentBy({ document }: Written): ReadonlySet<string> {
  return new Set(document.nodes.flatMap((node) => (node.type === 'message' ? [node.config.template] : [])));
}

/** A change as it is told from the other side, but for names, which are those of the side that is told to. */
function turned(change: Change): string {
  const { before, after, ...rest } = { before: null, after: null, ...change };
  return plain({ ...rest, before: after, after: before });
}

function plain(change: object): string {
  const { node, before, after, ...rest } = { node: null, before: null, after: null, ...change };
  const idOf = (value: unknown) =>
    rest && 'handle' in rest && typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  const about: unknown = node;
  const id = typeof about === 'object' && about !== null && 'id' in about ? about.id : null;
  return canonicalJson({ ...rest, id, before: idOf(before), after: idOf(after) });
}

describe('the changes between two journeys', () => {
  it('are none exactly where both mean the same', () => {
    fc.assert(
      fc.property(aJourney, aJourney, (a, b) => {
        const shared = sentBy(a).intersection(sentBy(b));
        const isSame = meaningOf(a, shared, a.messages) === meaningOf(b, shared, b.messages);
        expect(journeyChanges(a, b).length === 0).toBe(isSame);
      }),
      thorough,
    );
  });

  it('are none to itself, however it is laid out and in whatever order its parts stand', () => {
    fc.assert(
      fc.property(aJourney, fc.infiniteStream(fc.integer({ min: -900, max: 900 })), (journey, numbers) => {
        const { document } = journey;
        const entries = document.nodes.filter(({ type }) => type === 'entry');
        const others = document.nodes.filter(({ type }) => type !== 'entry').toReversed();
        const nodes = [...entries, ...others].map((node) => ({ ...node, position: { x: numbers.next().value ?? 0, y: 0 } }));
        const moved: JourneyDocument = { ...document, key: 'other', nodes };
        expect(journeyChanges(journey, { ...journey, document: moved })).toEqual([]);
      }),
      thorough,
    );
  });

  it('are told the other way round from the other side', () => {
    fc.assert(
      fc.property(aJourney, aJourney, (a, b) => {
        const there = journeyChanges(a, b).map(plain).toSorted();
        const back = journeyChanges(b, a).map(turned).toSorted();
        expect(back).toEqual(there);
      }),
      thorough,
    );
  });
});
