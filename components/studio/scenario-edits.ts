import type { CaseEvent, ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { atLocal, isLocalDate, isLocalTime } from '#lib/base/civil.ts';
import { formatInstant, parseInstant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';

/** By what somebody in a case is reached; in a case an address stands for having one. */
export const REACHES = ['email', 'phone', 'whatsapp'] as const;
type Reach = (typeof REACHES)[number];
const ADDRESSES: Readonly<Record<Reach, string>> = { email: 'd1@example.com', phone: '+10000000001', whatsapp: '+10000000001' };

/** What happens in a case that a person writes here; other events of a case stay as they are. */
export const WRITTEN_EVENTS = [
  'payment.received',
  'promise.made',
  'dispute.opened',
  'contact.replied',
  'link.opened',
  'account.cancelled',
  'task.completed',
] as const;

/** An instant of a case as its people read it on their clocks, `2026-03-01T09:00`; empty where it is none. */
export function wallTime(at: unknown, zone: string): string {
  const instant = typeof at === 'string' ? parseInstant(at) : null;
  if (instant === null) return '';
  const { date, time } = localClock(instant, zone);
  return `${date}T${time}`;
}

/** As it is written in a case; null where it is no date and time. */
export function instantAt(wall: string, zone: string): string | null {
  const [date = '', time = ''] = wall.split('T');
  return isLocalDate(date) && isLocalTime(time) ? formatInstant(atLocal(date, time, zone)) : null;
}

interface EventPlace {
  readonly at: string;
  /** About which account, and else about whom. */
  readonly account?: string | undefined;
  readonly debtor?: string | undefined;
  /** What a payment pays, in minor units, until another amount is written. */
  readonly amount: number;
}

/** An event of this type, with what such a one must say. */
export function eventOf(type: string, { at, account, debtor, amount }: EventPlace): CaseEvent {
  const about = account === undefined ? { debtor: debtor ?? 'd1' } : { account };
  if (type === 'payment.received') return { at, type, ...about, data: { amount: Math.max(1, amount) } };
  if (type === 'promise.made') return { at, type, ...about, data: { date: at.slice(0, 10) } };
  if (type === 'task.completed') return { at, type, ...about, data: { outcome: 'done' } };
  return { at, type, ...about };
}

/** The case with one entry of a list put in another's place; null takes it out, a place past the end adds it. */
export function withEntry<List extends 'events' | 'accounts' | 'debtors'>(
  stated: ScenarioCase,
  list: List,
  index: number,
  entry: ScenarioCase[List][number] | null,
): ScenarioCase {
  return { ...stated, [list]: put<ScenarioCase[List][number]>(stated[list], index, entry) };
}

/** Likewise of what is expected. */
export function withExpected(
  stated: ScenarioCase,
  part: 'contacts' | 'enrollments',
  index: number,
  row: Readonly<Record<string, unknown>> | null,
): ScenarioCase {
  return { ...stated, expect: { ...stated.expect, [part]: put(stated.expect[part] ?? [], index, row) } };
}

function put<Entry>(list: readonly Entry[], index: number, entry: Entry | null): readonly Entry[] {
  if (index >= list.length) return entry === null ? list : [...list, entry];
  return list.flatMap((one, place) => (place === index ? (entry === null ? [] : [entry]) : [one]));
}

/** True where the person can be reached so. */
export function hasReach(stated: ScenarioCase, reach: Reach): boolean {
  return stated.debtors.some((debtor) => Boolean(debtor[reach]));
}

/** The case with this way to reach its people, or without it. */
export function withReach(stated: ScenarioCase, reach: Reach, has: boolean): ScenarioCase {
  return { ...stated, debtors: stated.debtors.map((debtor) => ({ ...debtor, [reach]: has ? ADDRESSES[reach] : null })) };
}

/** Where a run may stand at the end of a case, or how it may have ended, each with a value for a list to choose from. */
export function endsOf({ nodes, exitWhen }: JourneyDocument): {
  readonly live: readonly string[];
  readonly outcomes: readonly string[];
} {
  const outcomes = [
    ...(exitWhen ?? [{ outcome: 'cured' }, { outcome: 'stopped' }]).map(({ outcome }) => outcome),
    ...nodes.flatMap((node) => (node.type === 'exit' ? [node.config.outcome] : [])),
    'end',
  ];
  return { live: nodes.filter(({ type }) => type !== 'entry' && type !== 'exit').map(({ id }) => id), outcomes: [...new Set(outcomes)] };
}

/** The steps that tell a debtor something. */
export function tellingSteps({ nodes }: JourneyDocument): JourneyDocument['nodes'] {
  return nodes.filter((node) => bindNode(node).message !== null);
}
