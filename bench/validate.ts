import { CHANNELS } from '#lib/facts/debtor.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { findProblems, type ProblemContext } from '#lib/journey/problems.ts';
import { apartRules } from '#lib/policy/apart.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { openHours } from '#lib/policy/open-hours.ts';
import { NO_OWN_POLICY } from '#lib/policy/own-policy.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import type { Bench } from './bench.ts';

/** How long it takes to find everything wrong with the largest journey, as at each keystroke, beside one plain walk over its nodes and edges. */
export const bench: Bench = {
  async run(print, full) {
    const rounds = full ? 400 : 60;
    print(`the middle of ${rounds} rounds, after as many that do not count; in brackets the slowest in twenty`);
    print('nodes   edges  findings   validation, ms           floor, ms   floors');
    for (const nodes of [250, 500, 1_000, 2_000]) {
      for (const isFaulty of [false, true]) line(print, journeyOf(nodes, isFaulty), rounds, isFaulty);
    }
  },
};

function line(print: (line: string) => void, document: JourneyDocument, rounds: number, isFaulty: boolean): void {
  const findings = findProblems(document, context(isFaulty)).length;
  const spent = timed(rounds, () => findProblems(document, context(isFaulty)).length);
  const floor = timed(rounds, () => plainWalk(document));
  const { nodes, edges } = document;
  const took = `${spent.middle.toFixed(2)} (${spent.slow.toFixed(2)})`;
  print(
    `${pad(nodes.length, 5)} ${pad(edges.length, 7)} ${pad(findings, 9)} ${took.padStart(16)} ${floor.middle.toFixed(3).padStart(19)} ${pad((spent.middle / floor.middle).toFixed(0), 8)}`,
  );
}

const pad = (value: number | string, width: number) => String(value).padStart(width);

function timed(rounds: number, work: () => number): { readonly middle: number; readonly slow: number } {
  let sum = 0;
  for (let round = 0; round < rounds; round++) sum += work();
  const spent = Array.from({ length: rounds }, () => {
    const from = performance.now();
    sum += work();
    return performance.now() - from;
  }).sort((a, b) => a - b);
  if (!Number.isFinite(sum)) throw new Error('nothing was done');
  return { middle: spent[rounds >> 1] ?? 0, slow: spent[Math.floor(rounds * 0.95)] ?? 0 };
}

/** Every node and edge once, each edge with the node that it leaves and the one it leads to. */
function plainWalk({ nodes, edges }: JourneyDocument): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let letters = 0;
  for (const node of nodes) letters += node.id.length + node.type.length;
  for (const edge of edges) letters += (byId.get(edge.source)?.id.length ?? 0) + (byId.get(edge.target)?.id.length ?? 0);
  return letters;
}

const texts = (['email', 'sms', 'whatsapp'] as const).flatMap((channel) => ['es', 'en', 'pt'].map((language) => ({ channel, language })));

/** Debtors of these places: two countries, and a state with hours of its own. */
const policies = (
  [
    ['CO', null],
    ['CL', null],
    ['BR', 'SP'],
  ] as const
).map(([country, subdivision]) => {
  const book = bookOf(countryPresets(), country, NO_OWN_POLICY)(country, subdivision);
  return { country, hours: openHours(book, CHANNELS, '2026-03-10'), apart: apartRules(book, CHANNELS, '2026-03-10') };
});

/** What a workspace knows; a faulty journey is judged in one that speaks more languages than its messages. */
function context(isFaulty: boolean): ProblemContext {
  return {
    templates: new Map([['reminder', texts]]),
    languages: isFaulty ? ['es', 'en', 'pt', 'fr', 'de'] : ['es', 'en', 'pt'],
    channels: new Set(['email', 'sms', 'whatsapp', 'push', 'voice', 'letter']),
    segmentSizes: new Map([['n0', 10]]),
    journeys: new Map([['bench', []]]),
    openHours: policies,
  };
}

const and = (...rules: unknown[]) => ({ combinator: 'and', rules });
const WHERES = [
  and({ field: 'account.balance', operator: '>', value: 100_000 }, { field: 'account.daysPastDue', operator: 'between', value: [1, 30] }),
  and(
    { field: 'debtor.consent.sms', operator: '=', value: 'granted' },
    { field: 'account.status', operator: 'in', value: ['current', 'overdue'] },
  ),
];

/** A journey of so many nodes in which every type of step occurs, with about two edges a node; faulty: one fault in about ten nodes. */
function journeyOf(size: number, isFaulty: boolean): JourneyDocument {
  const nodes = Array.from({ length: size }, (_, index) => ({
    id: `n${index}`,
    stage: 'all',
    label: `Step ${index}`,
    position: { x: index, y: 0 },
    ...nodeAt(index, size, isFaulty),
  }));
  const edges = nodes.flatMap((node, index) => {
    const handles = handlesAt(node.type);
    return handles.map((sourceHandle, way) => ({
      id: `e${index}-${way}`,
      source: node.id,
      sourceHandle: isFaulty && index % 37 === 1 ? 'nowhere' : sourceHandle,
      target: isFaulty && index % 41 === 1 ? 'gone' : `n${Math.min(size - 1, index + 1 + way * 3)}`,
    }));
  });
  const read = readJourney({
    ...{ format: 'cadenza.journey/1', key: 'bench', name: 'Bench', nodes, edges },
    stages: [{ id: 'all', name: 'All', fromDay: null, toDay: null }],
    exitWhen: [{ outcome: 'cured', where: WHERES[0] }],
  });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return read.value;
}

function nodeAt(index: number, size: number, isFaulty: boolean): { readonly type: string; readonly config: unknown } {
  if (index === 0) return { type: 'entry', config: { trigger: { kind: 'segment', where: WHERES[0] }, reentry: { allow: false } } };
  if (index === size - 1) return { type: 'exit', config: { outcome: 'end' } };
  const where = isFaulty && index % 11 === 0 ? and({ field: 'account.balnce', operator: '>', value: 'x' }) : WHERES[index % 2];
  const when = { kind: 'due', days: index - 10, at: isFaulty && index % 13 === 0 ? '25:00' : '09:00' };
  const kinds: readonly { readonly type: string; readonly config: unknown }[] = [
    { type: 'message', config: { when, channel: { mode: 'first', of: ['email', 'sms'] }, template: 'reminder' } },
    { type: 'split', config: { branches: ['a', 'b', 'c'].map((id) => ({ id, label: id, where })) } },
    { type: 'wait', config: { until: { kind: 'after', amount: 2, unit: 'days' } } },
    { type: 'task', config: { when, kind: 'call', queue: 'desk', expiresAfterDays: 3 } },
    { type: 'waitEvent', config: { events: ['payment.received'], where, timeout: { amount: 3, unit: 'days' } } },
  ];
  return kinds[index % kinds.length] ?? kinds[0] ?? { type: 'exit', config: { outcome: 'end' } };
}

function handlesAt(type: string): readonly string[] {
  if (type === 'exit') return [];
  if (type === 'message') return ['sent'];
  if (type === 'split') return ['a', 'b', 'c', 'else'];
  if (type === 'task') return ['done', 'expired'];
  return type === 'waitEvent' ? ['timeout', 'payment.received'] : ['next'];
}
