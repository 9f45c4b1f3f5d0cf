import fc from 'fast-check';
import {
  all,
  bestAction,
  capacity,
  documentOf,
  enterByEvent,
  enterBySegment,
  exit,
  experiment,
  handover,
  message,
  offer,
  type StoryNode,
  split,
  task,
  update,
  wait,
  waitEvent,
  webhook,
} from './story.ts';

/*
 * Random journeys that validation lets through: a backbone from the entries to an exit, other ways forward to anywhere,
 * and ways back from steps that take time. Small pools of values, so that things meet: due days near each other, local
 * times that clock changes skip and repeat, few topics, few thresholds.
 */

const CLOCKS = ['00:00', '01:30', '02:30', '09:00', '10:00', '23:59'];

type Loose = Readonly<Record<string, unknown>>;

const atDue = fc.record({ kind: fc.constant('due'), days: fc.integer({ min: -4, max: 9 }), at: fc.constantFrom(...CLOCKS) });
const afterArrival = fc.oneof(
  fc.record({ kind: fc.constant('after'), amount: fc.constantFrom(5, 24, 49), unit: fc.constant('hours') }),
  fc.record({ kind: fc.constant('after'), amount: fc.integer({ min: 0, max: 3 }), unit: fc.constantFrom('days', 'businessDays') }),
  fc.record({
    kind: fc.constant('after'),
    amount: fc.integer({ min: 0, max: 3 }),
    unit: fc.constantFrom('days', 'businessDays'),
    at: fc.constantFrom(...CLOCKS),
  }),
);
const when = fc.oneof(
  { weight: 5, arbitrary: atDue },
  { weight: 3, arbitrary: afterArrival },
  { weight: 3, arbitrary: fc.constant({ kind: 'now' }) },
);
const timing = fc.record({ when, ifMissed: fc.constantFrom('skip', 'skip', 'act'), graceDays: fc.constantFrom(0, 0, 1, 2) });

const channel = fc.constantFrom(
  { mode: 'fixed', channel: 'email' },
  { mode: 'fixed', channel: 'sms' },
  { mode: 'fixed', channel: 'voice' },
  { mode: 'preferred', else: ['whatsapp', 'sms'] },
  { mode: 'preferred', else: ['voice', 'letter'] },
  { mode: 'first', of: ['push', 'email', 'sms'] },
  { mode: 'first', of: ['voice', 'sms'] },
);

const aMessage = fc
  .tuple(timing, channel, fc.constantFrom({}, { topic: 'due' }, { topic: 'due' }, { topic: 'late' }))
  .map(([own, choice, topic]) => ({ type: 'message', config: { ...own, channel: choice, ...topic } }));
const anOffer = fc
  .tuple(aMessage, fc.constantFrom('promise', 'promise', 'plan'), fc.constantFrom(1, 8, 15, 15))
  .map(([{ config }, kind, validDays]) => ({ type: 'offer', config: { ...config, terms: { kind }, validDays } }));
const aTask = fc
  .tuple(timing, fc.constantFrom(1, 3))
  .map(([own, expiresAfterDays]) => ({ type: 'task', config: { ...own, expiresAfterDays, priority: 'account.balance' } }));
const aWait = when.map((until) => ({ type: 'wait', config: until }));
const aWaitForEvents = fc
  .record({
    events: fc.constantFrom(
      ['payment.received'],
      ['promise.made', 'payment.received'],
      ['promise.kept', 'promise.broken', 'custom.a'],
      ['custom.a', 'contact.replied'],
      ['due.changed', 'payment.received'],
    ),
    where: fc.constantFrom(undefined, undefined, undefined, all(['event.amount', '>=', 400])),
    timeout: fc.constantFrom(
      { amount: 5, unit: 'hours' },
      { amount: 4, unit: 'days' },
      { amount: 2, unit: 'businessDays' },
      { amount: 15, unit: 'days' },
    ),
  })
  .map(({ events, where, timeout }) => ({ type: 'waitEvent', config: { events, timeout, ...(where ? { where } : {}) } }));

const question = fc.constantFrom(
  all(['account.balance', '>=', 400]),
  all(['account.daysPastDue', '>=', 0]),
  all(['account.promiseDate', 'notNull']),
  all(['account.brokenPromises', '>=', 1]),
  all(['enrollment.visits', '<=', 2]),
  all(['enrollment.lastOutcome', '=', 'sent']),
  all(['debtor.contacts7d', '>=', 1]),
  all(['event.amount', '>=', 400]),
  all(['debtor.totalBalance', '>', 1_000]),
  all(['account.attributes.tier', '=', 'gold']),
  all(['account.tags', 'contains', 'a']),
  all(['debtor.attributes.mood', '>', 2]),
);
const aSplit = fc.array(question, { minLength: 1, maxLength: 2 }).map((questions) => ({ type: 'split', config: { questions } }));

const anExperiment = fc
  .record({ unit: fc.constantFrom('debtor', 'account'), weights: fc.constantFrom([1, 1], [1, 2, 5]) })
  .map((config) => ({ type: 'experiment', config }));

const aBestAction = fc
  .record({
    arms: fc.constantFrom([{ id: 'b0' }, { id: 'b1' }], [{ id: 'b0' }, { id: 'b1' }, { id: 'b2' }]),
    context: fc.constantFrom([], ['account.bucket'], ['account.status', 'account.attributes.tier']),
    reward: fc.record({ event: fc.constantFrom('payment.received', 'promise.made', 'custom.a'), withinDays: fc.constantFrom(1, 3) }),
    explore: fc.constantFrom(0, 0.3),
  })
  .map((config) => ({ type: 'bestAction', config }));

/** What is written is asked by `question`, in this journey's splits and entries, of this account and of others of the debtor. */
const anUpdate = fc
  .constantFrom<Loose>(
    { 'account.attributes.tier': 'gold' },
    { 'account.attributes.tier': 'lead', 'account.segment': 'late' },
    { 'account.tags': ['a', 'b'] },
    { 'debtor.attributes.mood': 3 },
    { 'debtor.attributes.mood': 5, 'account.tags': [] },
  )
  .map((config) => ({ type: 'update', config }));

const anyCapacity = fc
  .record({
    pool: fc.constantFrom('desk', 'desk', 'desk', 'visits'),
    perDay: fc.constantFrom(1, 1, 1, 1, 2),
    priority: fc.constantFrom(
      [],
      [{ field: 'account.balance', direction: 'desc' }],
      [
        { field: 'account.daysPastDue', direction: 'asc' },
        { field: 'debtor.totalBalance', direction: 'desc' },
      ],
    ),
    deadlineDays: fc.constantFrom(1, 1, 1, 3),
  })
  .map((config) => ({ type: 'capacity', config }));

const anyStep = fc.oneof(
  { weight: 8, arbitrary: aMessage },
  { weight: 3, arbitrary: aTask },
  { weight: 3, arbitrary: anOffer },
  { weight: 3, arbitrary: aWait },
  { weight: 3, arbitrary: aWaitForEvents },
  { weight: 2, arbitrary: aSplit },
  { weight: 2, arbitrary: anExperiment },
  { weight: 2, arbitrary: aBestAction },
  { weight: 2, arbitrary: anUpdate },
  { weight: 1, arbitrary: fc.constant({ type: 'webhook', config: {} }) },
  { weight: 3, arbitrary: anyCapacity },
  // Where only one journey runs, to none.
  { weight: 2, arbitrary: fc.constant({ type: 'handover', config: {} }) },
);

const reentry = fc.constantFrom(undefined, undefined, 0, 2);
const anyEntry = fc
  .tuple(
    fc.constantFrom<{ segment?: unknown; event?: string; where?: unknown }>(
      { segment: all(['account.balance', '>', 0]) },
      { segment: all(['account.balance', '>', 0]) },
      { segment: all(['account.balance', '>', 0]) },
      { segment: all(['account.balance', '>', 0]) },
      { segment: all(['account.daysPastDue', '>=', -4], ['account.balance', '>', 0]) },
      { segment: all(['account.paidTotal', '>', 0]) },
      { segment: all(['account.attributes.tier', '=', 'gold'], ['account.balance', '>', 0]) },
      { event: 'custom.a' },
      { event: 'payment.received', where: all(['event.amount', '<', 1_000]) },
      { event: 'promise.broken' },
    ),
    reentry,
  )
  .map(
    ([{ segment, event = '', where }, again]) =>
      (id: string) =>
        segment ? enterBySegment(id, segment, again) : enterByEvent(id, event, where, again),
  );

const cured = { outcome: 'cured', where: all(['account.balance', '<=', 0]) };
const exits = fc.constantFrom<readonly Loose[] | undefined>(
  undefined,
  undefined,
  [cured],
  [{ outcome: 'disputed', where: all(['account.status', '=', 'disputed']) }, cured],
  [cured, { outcome: 'late', where: all(['account.daysPastDue', '>', 2]) }],
  [cured, { outcome: 'late', where: all(['account.daysPastDue', '>', 4]) }],
  [cured, { outcome: 'enough', where: all(['debtor.contacts7d', '>=', 3]) }],
);
const promised = all(['account.promiseDate', 'notNull']);
const suspension = fc.constantFrom(undefined, undefined, promised, promised, promised, all(['account.status', '=', 'disputed']));

/** Random numbers decide where each way out leads: one list per step, one number per handle. */
const turns = fc.array(fc.nat({ max: 999 }), { minLength: 6, maxLength: 6 });

/** Any journey that validation lets through, as a document not yet read. `handsTo`: the journey that it starts beside itself and moves accounts to. */
export const anyJourney = (key = 'any', handsTo = 'elsewhere') =>
  fc
    .record({
      steps: fc.array(fc.tuple(anyStep, turns), { minLength: 4, maxLength: 9, size: 'max' }),
      entries: fc.array(fc.tuple(anyEntry, fc.nat({ max: 99 })), { minLength: 1, maxLength: 2 }),
      exitWhen: exits,
      suspendWhen: suspension,
      moves: fc.boolean(),
    })
    .map(({ steps, entries, exitWhen, suspendWhen, moves }) => {
      const nodes = steps.map(([step], index) => nodeOf(`s${index}`, step, handsTo));
      const ways = [
        ...entries.map(([, pick], index) => `in${index} > s${index === 0 ? 0 : pick % nodes.length}`),
        ...steps.flatMap(([, numbers], index) => waysFrom(index, nodes, numbers)),
      ];
      const outcomes = ['x0', 'x1'].filter((id) => ways.some((way) => way.endsWith(` > ${id}`)));
      const all = [
        ...entries.map(([entry], index) => entry(`in${index}`)),
        ...nodes,
        ...outcomes.map((id) => (moves && id === 'x1' ? handover(id, handsTo, 'move') : exit(id))),
      ];
      return documentOf({ nodes: all, ways, exitWhen, suspendWhen }, key);
    });

function nodeOf(id: string, { type, config }: { readonly type: string; readonly config: Loose }, handsTo: string): StoryNode {
  if (type === 'message') return message(id, config);
  if (type === 'offer') return offer(id, config);
  if (type === 'task') return task(id, config);
  if (type === 'wait') return wait(id, config);
  if (type === 'waitEvent') return waitEvent(id, config.events as string[], config);
  if (type === 'update') return update(id, config);
  if (type === 'capacity') return capacity(id, config);
  if (type === 'webhook') return webhook(id);
  if (type === 'handover') return handover(id, handsTo, 'start');
  if (type === 'experiment') return experiment(id, config.unit === 'account' ? 'account' : 'debtor', config.weights as number[]);
  if (type === 'bestAction') return bestAction(id, config);
  const questions = config.questions as unknown[];
  return split(id, Object.fromEntries(questions.map((where, index) => [`b${index}`, where])));
}

function waysFrom(index: number, nodes: readonly StoryNode[], numbers: readonly number[]): string[] {
  const node = nodes[index];
  if (!node) return [];
  return handlesOf(node).flatMap((handle, place) => {
    const target = place === 0 ? onward(index, nodes.length) : elsewhere(index, nodes, numbers[place] ?? 0, handle);
    return target === null ? [] : [`${node.id}.${handle} > ${target}`];
  });
}

function onward(index: number, length: number): string {
  return index + 1 < length ? `s${index + 1}` : 'x0';
}

function elsewhere(index: number, nodes: readonly StoryNode[], number: number, handle: string): string | null {
  const kind = number % 10;
  const pick = Math.floor(number / 10);
  if (kind < 2) return null;
  if (kind < 4) return `x${pick % 2}`;
  const back = kind > 5 && takesTime(nodes[index], handle);
  return back ? `s${pick % (index + 1)}` : onward(index + (pick % Math.max(1, nodes.length - index)), nodes.length);
}

/** Steps whose every way out lies later than the arrival: only these may lead back. A task that was missed would leave at once, and so would an offer that nobody could be told. */
function takesTime(node: StoryNode | undefined, handle: string): boolean {
  const { when: own, until } = (node?.config ?? {}) as {
    when?: { kind: string; amount?: number };
    until?: { kind: string; amount?: number };
  };
  if (node?.type === 'waitEvent' || node?.type === 'capacity') return true;
  if (node?.type === 'offer') return handle !== 'expired';
  if (node?.type === 'task') return own?.kind !== 'due';
  const time = node?.type === 'wait' ? until : own;
  return time?.kind === 'after' && (time.amount ?? 0) > 0;
}

function handlesOf({ type, config }: StoryNode): readonly string[] {
  if (type === 'message') return ['sent', 'notSent'];
  if (type === 'webhook') return ['ok', 'failed'];
  if (type === 'capacity') return ['granted', 'overflow'];
  if (type === 'offer') return ['accepted', 'declined', 'expired'];
  if (type === 'task') return ['done', 'promise', 'noAnswer', 'refused', 'wrongParty', 'expired'];
  if (type === 'wait' || type === 'handover' || type === 'update') return ['next'];
  const { events = [], branches = [], arms = [] } = config as { events?: string[]; branches?: { id: string }[]; arms?: { id: string }[] };
  if (type === 'experiment' || type === 'bestAction') return arms.map(({ id }) => id);
  return type === 'waitEvent' ? ['timeout', ...events] : [...branches.map(({ id }) => id), 'else'];
}
