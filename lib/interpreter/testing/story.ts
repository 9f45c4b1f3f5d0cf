import { formatInstant, type Instant, parseInstant } from '#lib/base/instant.ts';
import { FORMAT } from '#lib/journey/document.ts';
import { bogota } from '#lib/journey/testing.ts';
import { type HolidayTable, NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { type ContactPolicy, openPolicy } from '#lib/policy/verdict.ts';
import { compile } from '../compile.ts';
import type { DebtorLog } from '../debtor-log.ts';
import type { Surroundings } from '../debtor-run.ts';
import type { RunningVersion } from '../enter.ts';
import { readScenario, type Scenario } from '../scenario.ts';
import { logOf, simulate, surroundingsOf } from '../simulate.ts';

/*
 * Stories for tests: journeys in a few words, and what came of them as lines that a person reads. Everything happens in
 * Bogotá, five hours behind UTC and without clock changes, unless a debtor says otherwise. Times are `2026-03-15 09:00`.
 */

/** A node as a document holds it. */
export interface StoryNode {
  readonly id: string;
  readonly type: string;
  readonly config: unknown;
}

type Loose = Readonly<Record<string, unknown>>;

const node = (id: string, type: string, config: Loose): StoryNode => ({ id, type, config });

/** A rule group that holds where every rule does: `all(['account.balance', '>', 0])`. */
export const all = (...rules: readonly (readonly [string, string, unknown?])[]) => ({
  combinator: 'and',
  rules: rules.map(([field, operator, value = null]) => ({ field, operator, value })),
});

/** Lets in every account that owes, once; `reentryAfterDays` lets it come back. */
export const enterBySegment = (id = 'in', where: unknown = all(['account.balance', '>', 0]), reentryAfterDays?: number) =>
  node(id, 'entry', { trigger: { kind: 'segment', where }, reentry: reentryOf(reentryAfterDays) });

export const enterByEvent = (id: string, event: string, where?: unknown, reentryAfterDays?: number) =>
  node(id, 'entry', { trigger: { kind: 'event', event, ...(where === undefined ? {} : { where }) }, reentry: reentryOf(reentryAfterDays) });

const reentryOf = (afterDays: number | undefined) => (afterDays === undefined ? { allow: false } : { allow: true, afterDays });

/** By email, now, unless `config` says otherwise. */
export const message = (id: string, config: Loose = {}, type = 'message') =>
  node(id, type, { when: { kind: 'now' }, channel: { mode: 'fixed', channel: 'email' }, template: 'reminder', ...config });

/** A promise, by email, now, open for five days, unless `config` says otherwise. */
export const offer = (id: string, config: Loose = {}) => message(id, { terms: { kind: 'promise' }, validDays: 5, ...config }, 'offer');

export const task = (id: string, config: Loose = {}) =>
  node(id, 'task', { when: { kind: 'now' }, kind: 'call', queue: 'desk', expiresAfterDays: 3, ...config });

export const wait = (id: string, until: Loose) => node(id, 'wait', { until });

/** Waits three days for the event unless `config` says otherwise. */
export const waitEvent = (id: string, events: readonly string[], config: Loose = {}) =>
  node(id, 'waitEvent', { events, timeout: { amount: 3, unit: 'days' }, ...config });

export const split = (id: string, branches: Readonly<Record<string, unknown>>) =>
  node(id, 'split', { branches: Object.entries(branches).map(([branch, where]) => ({ id: branch, label: branch, where })) });

/** Arms `b0`, `b1` … by their weights. */
export const experiment = (id: string, unit: 'debtor' | 'account', weights: readonly number[]) =>
  node(id, 'experiment', { key: `test ${id}`, unit, arms: weights.map((weight, index) => ({ id: `b${index}`, weight })) });

/** Two arms, `b0` and `b1`, that hope for a payment within three days; a fifth of the accounts by lot, unless `config` says otherwise. */
export const bestAction = (id: string, config: Loose = {}) =>
  node(id, 'bestAction', {
    key: `test ${id}`,
    arms: [{ id: 'b0' }, { id: 'b1' }],
    context: [],
    reward: { event: 'payment.received', withinDays: 3 },
    explore: 0.2,
    ...config,
  });

export const update = (id: string, set: Readonly<Record<string, unknown>>) =>
  node(id, 'update', { set: Object.entries(set).map(([field, value]) => ({ field, value })) });

export const webhook = (id: string) => node(id, 'webhook', { url: 'https://example.com/hook', body: '{}', timeoutSeconds: 10 });

/** The pool `desk`, one place a day for the greatest balance, three days at most, unless `config` says otherwise. */
export const capacity = (id: string, config: Loose = {}) =>
  node(id, 'capacity', {
    pool: 'desk',
    perDay: 1,
    priority: [{ field: 'account.balance', direction: 'desc' }],
    deadlineDays: 3,
    ...config,
  });

export const handover = (id: string, journey: string, mode: 'move' | 'start') => node(id, 'handover', { journey, mode });

export const exit = (id: string, outcome: string = id) => node(id, 'exit', { outcome });

export const due = (days: number, at = '09:00') => ({ kind: 'due', days, at });
export const later = (amount: number, unit: string, at?: string) => ({ kind: 'after', amount, unit, ...(at === undefined ? {} : { at }) });

export interface Story {
  /** Default: `story`. */
  readonly key?: string;
  readonly nodes: readonly StoryNode[];
  /** `in > m` from the first handle that has the node's usual name, `m.notSent > x` from another. */
  readonly ways: readonly string[];
  readonly exitWhen?: readonly unknown[];
  readonly suspendWhen?: unknown;
  /** Default: one account a1 of d1, due 2026-03-20, owing 184,900.00. */
  readonly accounts?: readonly Loose[];
  /** Default: one per account's debtor, with an email and a phone. */
  readonly debtors?: readonly Loose[];
  /** `[when, type, who, data]`; who begins with `d` for a debtor. */
  readonly events?: readonly (readonly [string, string, string, Loose?])[];
  readonly from?: string;
  readonly to?: string;
  readonly topicDays?: number;
  readonly policy?: ContactPolicy;
  readonly holidays?: HolidayTable;
}

/** The journey of a story as a document, not yet read. */
export function documentOf(
  { nodes, ways, exitWhen, suspendWhen }: Pick<Story, 'nodes' | 'ways' | 'exitWhen' | 'suspendWhen'>,
  key = 'story',
) {
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  return {
    format: FORMAT,
    key,
    name: key,
    stages: [],
    ...(exitWhen === undefined ? {} : { exitWhen }),
    ...(suspendWhen === undefined ? {} : { suspendWhen }),
    nodes: nodes.map((one) => ({ ...one, position: { x: 0, y: 0 } })),
    edges: ways.map((way, index) => edgeOf(way, `e${index}`, typeOf)),
  };
}

const FIRST_HANDLE: Readonly<Record<string, string>> = {
  entry: 'next',
  wait: 'next',
  message: 'sent',
  offer: 'accepted',
  task: 'done',
  split: 'else',
  experiment: 'b0',
  bestAction: 'b0',
  waitEvent: 'timeout',
  capacity: 'granted',
};

function edgeOf(way: string, id: string, typeOf: ReadonlyMap<string, string>) {
  const [from = '', target = ''] = way.split(' > ');
  const dot = from.indexOf('.');
  const source = dot < 0 ? from : from.slice(0, dot);
  const sourceHandle = dot < 0 ? (FIRST_HANDLE[typeOf.get(source) ?? ''] ?? 'next') : from.slice(dot + 1);
  return { id, source, sourceHandle, target };
}

/** The story as a scenario; throws where it cannot be read. */
export function scenarioOf(story: Story): Scenario {
  const accounts = (story.accounts ?? [{}]).map((account, index) => ({
    id: `a${index + 1}`,
    debtor: 'd1',
    currency: 'COP',
    balance: 18_490_000,
    dueDate: '2026-03-20',
    status: 'current',
    ...account,
  }));
  const debtorIds = [...new Set(accounts.map((account) => String(account.debtor)))];
  const debtors = (story.debtors ?? debtorIds.map((id) => ({ id }))).map((debtor) => ({
    email: 'ana@example.com',
    phone: '+573001234567',
    ...debtor,
  }));
  const read = readScenario({
    name: 'story',
    workspace: { timezone: 'America/Bogota', policy: null, topicDays: story.topicDays ?? 3 },
    debtors,
    accounts,
    journey: documentOf(story, story.key),
    from: formatInstant(bogota(story.from ?? '2026-03-01 00:00')),
    to: formatInstant(bogota(story.to ?? '2026-04-30 00:00')),
    events: (story.events ?? []).map(([when, type, who, data]) => ({
      at: formatInstant(bogota(when)),
      type,
      [who.startsWith('d') ? 'debtor' : 'account']: who,
      ...(data ? { data } : {}),
    })),
  });
  if (!read.ok) throw new Error(read.problems.map(({ path, message: sentence }) => `${path}: ${sentence}`).join('\n'));
  return read.value;
}

/** The story's journey as a version that runs: journey 1, version 1, admitting, unless `changes` say otherwise. */
export function versionOf(
  story: Story,
  changes: Partial<Omit<RunningVersion, 'program'>> & { readonly key?: string } = {},
): RunningVersion {
  const { key, ...flags } = changes;
  const program = compile(scenarioOf(story).journey);
  return { journeyId: 1, versionId: 1, program: key === undefined ? program : { ...program, key }, admits: true, paused: false, ...flags };
}

/** What surrounds every turn of a story. */
export function surroundingsFor(story: Story): Surroundings {
  const policy = story.policy ?? openPolicy(story.topicDays ?? 3);
  return surroundingsOf({ versions: [versionOf(story)], policy, holidays: story.holidays ?? NO_HOLIDAYS, timezone: 'America/Bogota' });
}

/** Runs a story; one log per debtor. */
export function logsOf(story: Story): readonly DebtorLog[] {
  const scenario = scenarioOf(story);
  return simulate(scenario, { ...scenario, ...surroundingsFor(story) });
}

/** What came of a story: `03-15 09:00 e5 email a1+a2`, ` cancelled` behind it where nothing was sent; withheld steps with their reason; runs. */
export function play(story: Story): {
  readonly contacts: readonly string[];
  readonly notSent: readonly string[];
  readonly runs: readonly string[];
} {
  const { contacts, notSent, enrollments } = logOf(logsOf(story));
  return {
    contacts: contacts.map(
      ({ at, node: where, channel, accounts, status }) =>
        `${wall(at)} ${where} ${channel} ${accounts.join('+')}${status === 'sent' ? '' : ` ${status}`}`,
    ),
    notSent: notSent.map(({ at, node: where, account, reason }) => `${wall(at)} ${where} ${account} ${reason}`),
    runs: enrollments.map((run) => `${run.account} ${run.status === 'live' ? `at ${run.node}` : run.outcome}`),
  };
}

/** What a clock in Bogotá shows, without the year. */
export function wall(at: string | Instant): string {
  const instant = typeof at === 'number' ? at : (parseInstant(at) ?? Number.NaN);
  const text = formatInstant(instant - 5 * 3_600_000);
  return `${text.slice(5, 10)} ${text.slice(11, instant % 60_000 === 0 ? 16 : 23)}`;
}
