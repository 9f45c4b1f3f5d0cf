import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Change, journeyChanges, type MessageText, type Written } from './diff.ts';
import { type JourneyDocument, readJourney } from './document.ts';
import { connect, reconnect } from './edits/edges.ts';
import type { Edit } from './edits/edit.ts';
import { addNode, moveNodes, removeElements, setConfig, setLabel, setStage } from './edits/nodes.ts';
import { setExitWhen, setName, setStages, setSuspendWhen } from './edits/settings.ts';
import { autoLayout } from './layout.ts';
import type { JourneyNode, NodeOf, NodeType } from './nodes/index.ts';

const DOCUMENT = read('early-delinquency');
const MESSAGES: readonly MessageText[] = ['early-reminder', 'part-paid', 'unsent'].flatMap((key) =>
  ['whatsapp', 'sms'].map((channel) => ({ key, channel, language: 'es', subject: null, body: `${key} ${channel}` })),
);

function read(name: string): JourneyDocument {
  const journey = readJourney(readFileSync(join(import.meta.dirname, '../../fixtures/journeys', `${name}.json`), 'utf8'));
  if (!journey.ok) throw new Error(JSON.stringify(journey.problems));
  return journey.value;
}

/** What the edits change in the journey. */
function changesBy(...edits: readonly Edit[]): readonly Change[] {
  const after = edits.reduce((document, { apply }) => apply(document), DOCUMENT);
  expect(after).not.toBe(DOCUMENT);
  return journeyChanges(written(DOCUMENT), written(after));
}

function written(document: JourneyDocument, messages = MESSAGES): Written {
  return { document, messages };
}

function configOf<T extends NodeType>(id: string, type: T): NodeOf<T>['config'] {
  const node = DOCUMENT.nodes.find((one): one is Extract<JourneyNode, NodeOf<T>> => one.id === id && one.type === type);
  if (!node) throw new Error(`${id} is no ${type}`);
  return node.config;
}

const REMINDER = { id: 'reminder', name: 'Primer recordatorio', type: 'message' };

describe('what makes one journey another', () => {
  it('is nothing where cards were moved, or the whole was laid out anew', () => {
    expect(changesBy(moveNodes(new Map([['reminder', { x: 300, y: 150 }]])))).toEqual([]);
    expect(changesBy(autoLayout())).toEqual([]);
  });

  it('is nothing where defaults are written out, or ids and order say nothing', () => {
    const reminder = configOf('reminder', 'message');
    expect(changesBy(setConfig('reminder', { ...reminder, ifMissed: 'skip', graceDays: 0, attachments: [] }))).toEqual([]);
    const [who] = configOf('who', 'split').branches;
    if (!who) throw new Error('no branch');
    const marked = { ...who, where: { ...who.where, id: 'g1', not: false, rules: who.where.rules.map((rule) => ({ ...rule, id: 'r1' })) } };
    expect(changesBy(setConfig('who', { branches: [marked] }))).toEqual([]);
    const turned = {
      ...DOCUMENT,
      nodes: DOCUMENT.nodes.toReversed(),
      edges: DOCUMENT.edges.map((edge) => ({ ...edge, id: `${edge.id}x` })),
    };
    expect(journeyChanges(written(DOCUMENT), written({ ...turned, key: 'another' }))).toEqual([]);
  });

  it('is a setting, by its path, with what it was', () => {
    const reminder = configOf('reminder', 'message');
    const when = { kind: 'due', days: 5, at: '10:00' } as const;
    expect(changesBy(setConfig('reminder', { ...reminder, when }))).toEqual([
      { kind: 'setting', node: REMINDER, path: ['when'], before: reminder.when, after: when },
    ]);
    const second = configOf('second', 'message');
    expect(changesBy(setConfig('second', { ...second, when: { kind: 'due', days: 15, at: '09:00' } }))).toEqual([
      {
        kind: 'setting',
        node: { id: 'second', name: 'Segundo recordatorio', type: 'message' },
        path: ['when', 'at'],
        before: '10:00',
        after: '09:00',
      },
    ]);
    expect(changesBy(setConfig('call', { ...configOf('call', 'task'), kind: 'visit' }))).toMatchObject([
      { path: ['kind'], before: 'call', after: 'visit' },
    ]);
  });

  it('is a branch by its id: new, gone, renamed, with another condition, or asked in another order', () => {
    const { branches } = configOf('who', 'split');
    const [one] = branches;
    if (!one) throw new Error('no branch');
    const two = { id: 'two', label: 'Otros', where: { combinator: 'and', rules: [] } };
    expect(changesBy(setConfig('who', { branches: [one, two] }))).toMatchObject([{ path: ['branches', 'two'], before: null, after: two }]);
    expect(changesBy(setConfig('who', { branches: [{ ...one, label: 'Otra' }] }))).toMatchObject([
      { path: ['branches', 'call', 'label'], before: one.label, after: 'Otra' },
    ]);
    expect(changesBy(setConfig('who', { branches: [{ ...one, where: two.where }] }))).toMatchObject([
      { path: ['branches', 'call', 'where'], before: one.where, after: two.where },
    ]);
    const both = setConfig('who', { branches: [one, two] }).apply(DOCUMENT);
    const turned = setConfig('who', { branches: [two, one] }).apply(DOCUMENT);
    expect(journeyChanges(written(both), written(turned))).toMatchObject([{ path: ['branches'] }]);
  });

  it('is where those go who leave a step, each way once', () => {
    const [first, other] = [
      { id: 'answer', name: '¿Responde en cuatro días?' },
      { id: 'who', name: '¿A quién llamamos?' },
    ];
    expect(changesBy(reconnect('e2', { source: 'reminder', sourceHandle: 'sent', target: 'who' }))).toEqual([
      { kind: 'way', node: REMINDER, handle: 'sent', before: first, after: other },
    ]);
    expect(changesBy(removeElements(new Set(), new Set(['e2'])))).toMatchObject([{ kind: 'way', before: first, after: null }]);
    expect(changesBy(connect('new', { source: 'broken', sourceHandle: 'notSent', target: 'over' }))).toMatchObject([
      { kind: 'way', handle: 'notSent', before: null, after: { id: 'over' } },
    ]);
  });

  it('is a step that came or went, and the ways that led there; its own ways out are not told', () => {
    expect(changesBy(addNode('wait', 'pause', { x: 260, y: 700 }, { node: 'done', handle: 'next' }))).toMatchObject([
      { kind: 'node', before: null, after: { id: 'pause' } },
    ]);
    const gone = changesBy(removeElements(new Set(['thanks']), new Set()));
    expect(gone).toMatchObject([
      { kind: 'way', handle: 'payment.received', before: { id: 'thanks', name: 'Gracias por el abono' }, after: null },
      { kind: 'node', before: { id: 'thanks' }, after: null },
    ]);
  });

  it('is a step of another type under one id: one that went and one that came', () => {
    const after = {
      ...DOCUMENT,
      nodes: DOCUMENT.nodes.map(
        (node): JourneyNode =>
          node.id === 'reminder' ? { id: 'reminder', type: 'exit', position: node.position, config: { outcome: 'x' } } : node,
      ),
    };
    const changes = journeyChanges(written(DOCUMENT), written(after));
    expect(changes.filter(({ kind }) => kind === 'node')).toMatchObject([
      { before: { type: 'message' }, after: null },
      { before: null, after: { type: 'exit' } },
    ]);
  });

  it('is a name: of the journey, a step, a stage; and the stage in which a step stands', () => {
    expect(changesBy(setName('Otra'), setLabel('reminder', 'Aviso'))).toMatchObject([
      { kind: 'name', before: DOCUMENT.name, after: 'Otra' },
      { kind: 'setting', node: { name: 'Aviso' }, path: ['label'], before: 'Primer recordatorio', after: 'Aviso' },
    ]);
    expect(changesBy(setStage('reminder', 'second'))).toMatchObject([{ path: ['stage'], before: 'first', after: 'second' }]);
    const [first, second] = DOCUMENT.stages;
    if (!first || !second) throw new Error('no stages');
    expect(changesBy(setStages([{ ...first, toDay: 10 }, second]))).toMatchObject([{ kind: 'stage', before: first, after: { toDay: 10 } }]);
    expect(journeyChanges(written(DOCUMENT), written({ ...DOCUMENT, stages: [second, first] }))).toEqual([{ kind: 'order', of: 'stages' }]);
  });

  it('is a rule by which accounts leave or pause, and the order in which entries are asked', () => {
    expect(changesBy(setExitWhen(null))).toMatchObject([{ kind: 'exits', before: DOCUMENT.exitWhen, after: null }]);
    expect(changesBy(setSuspendWhen(null))).toMatchObject([{ kind: 'suspend', before: DOCUMENT.suspendWhen, after: null }]);
    const two = addNode('entry', 'in2', { x: 0, y: 0 }).apply(DOCUMENT);
    const turned = { ...two, nodes: two.nodes.toReversed() };
    expect(journeyChanges(written(two), written(turned))).toEqual([{ kind: 'order', of: 'entries' }]);
  });

  it('is the words of a message that both send, in one channel and language', () => {
    const changed = MESSAGES.map((message) => (message.channel === 'sms' ? { ...message, body: `${message.body}!` } : message));
    expect(journeyChanges(written(DOCUMENT), written(DOCUMENT, changed))).toEqual(
      ['early-reminder', 'part-paid'].map((key) => ({
        kind: 'message',
        key,
        channel: 'sms',
        language: 'es',
        before: { subject: null, body: `${key} sms` },
        after: { subject: null, body: `${key} sms!` },
      })),
    );
    const fewer = MESSAGES.filter(({ key, channel }) => key !== 'part-paid' || channel !== 'sms');
    expect(journeyChanges(written(DOCUMENT), written(DOCUMENT, fewer))).toMatchObject([{ key: 'part-paid', after: null }]);
    expect(journeyChanges(written(DOCUMENT, fewer), written(DOCUMENT))).toMatchObject([{ key: 'part-paid', before: null }]);
  });

  it('that one sends another message is the change of its step alone', () => {
    const part = configOf('thanks', 'message');
    const after = setConfig('thanks', { ...part, template: 'other' }).apply(DOCUMENT);
    const other = { key: 'other', channel: 'sms', language: 'es', subject: null, body: 'x' };
    expect(journeyChanges(written(DOCUMENT), written(after, [...MESSAGES, other]))).toMatchObject([
      { kind: 'setting', path: ['template'], before: 'part-paid', after: 'other' },
    ]);
  });
});
