import fc from 'fast-check';
import { addDays, atLocal } from '#lib/base/civil.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '#lib/base/instant.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { PendingEvent } from '../world.ts';
import { type AnyDebtor, DAYS, FROM } from './any-portfolio.ts';

/** An event and when it is heard of: at its own time, or later. */
export interface Arrival {
  readonly event: PendingEvent;
  readonly arrivesAt: Instant;
}

/** What decides one event of a storm once it is known whom and which journey it strikes. */
const anyStroke = fc.record({
  type: fc.oneof(
    { weight: 5, arbitrary: fc.constant<string>('payment.received') },
    { weight: 3, arbitrary: fc.constant<string>('promise.made') },
    { weight: 2, arbitrary: fc.constantFrom<string[]>('custom.a', 'task.completed') },
    { weight: 4, arbitrary: fc.constantFrom<string[]>('custom.offer-accepted', 'custom.offer-declined') },
    { weight: 2, arbitrary: fc.constantFrom<string[]>('payment.reversed', 'due.changed', 'contact.replied', 'dispute.opened') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<string[]>(
        'dispute.closed',
        'status.changed',
        'consent.denied',
        'consent.granted',
        'preference.set',
        'contact.failed',
      ),
    },
  ),
  whom: fc.nat({ max: 99 }),
  /** Strike at the very instant of a step of the journey, where it has one by the due date. */
  atStep: fc.boolean(),
  pick: fc.nat({ max: 99 }),
  minutes: fc.integer({ min: -2 * 1440, max: DAYS * 1440 }),
  lateBy: fc.constantFrom(0, 0, 0, 0, 1, MS_PER_MINUTE, 5 * MS_PER_HOUR, 2 * MS_PER_DAY, 9 * MS_PER_DAY),
  amount: fc.constantFrom(1, 400, 400, 1_000, 5_000),
  days: fc.integer({ min: -2, max: 9 }),
  outcome: fc.constantFrom('done', 'promise', 'noAnswer', 'expired', undefined),
  channel: fc.constantFrom('email', 'sms', 'whatsapp'),
});
type Stroke = typeof anyStroke extends fc.Arbitrary<infer T> ? T : never;

/** Up to a dozen events per debtor, not yet aimed; some come twice at one instant. */
export const anyStrokes = fc
  .array(fc.tuple(anyStroke, fc.constantFrom(false, false, false, true)), { minLength: 2, maxLength: 9, size: 'max' })
  .map((strokes) =>
    strokes.flatMap(([stroke, again]) => (again ? [stroke, { ...stroke, type: 'payment.received', lateBy: 0 }] : [stroke])),
  );

/** Aims strokes at the accounts of a debtor: the events in the order in which they were drawn, each with its arrival. */
export function stormOver(
  { debtor, accounts }: AnyDebtor,
  nodes: JourneyDocument['nodes'],
  strokes: readonly Stroke[],
): readonly Arrival[] {
  return strokes.flatMap((stroke) => {
    const account = accounts[stroke.whom % accounts.length];
    if (!account) return [];
    const zone = debtor.timezone ?? 'UTC';
    const at =
      (stroke.atStep ? stepInstant(account.dueDate ?? null, nodes, zone, stroke.pick) : null) ?? FROM + stroke.minutes * MS_PER_MINUTE;
    const aboutDebtor = /^(consent|contact|preference)\./.test(stroke.type);
    const event = {
      type: stroke.type,
      at,
      payload: payloadOf(stroke, at, account.dueDate ?? null),
      accountId: aboutDebtor ? null : account.externalId,
    };
    // What happened before the import is heard of with it.
    return [{ event, arrivesAt: at < FROM ? at : at + stroke.lateBy }];
  });
}

function stepInstant(dueDate: string | null, nodes: JourneyDocument['nodes'], zone: string, pick: number): Instant | null {
  const steps = nodes.flatMap((node) => {
    const when = bindNode(node).timing?.when;
    return when?.kind === 'due' ? [when] : [];
  });
  const when = steps[pick % Math.max(1, steps.length)];
  return when && dueDate !== null ? atLocal(addDays(dueDate, when.days), when.at, zone) : null;
}

function payloadOf(stroke: Stroke, at: Instant, dueDate: string | null): Readonly<Record<string, unknown>> {
  const { type, amount, days, outcome, channel } = stroke;
  if (type.startsWith('payment.')) return { amount };
  const today = new Date(at).toISOString().slice(0, 10);
  if (type === 'promise.made') return { date: addDays(today, days), amount };
  if (type === 'due.changed') return { dueDate: addDays(dueDate ?? today, days) };
  if (type === 'task.completed') return outcome === undefined ? {} : { outcome };
  if (type === 'status.changed') return { status: days > 3 ? 'paid' : 'overdue' };
  if (type === 'preference.set') return { channel, source: 'web' };
  if (type === 'contact.failed') return { channel, hard: days > 0 };
  if (type.startsWith('consent.')) return { channel };
  return {};
}
