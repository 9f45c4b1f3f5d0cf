import { type Instant, MS_PER_DAY, parseInstant } from '#lib/base/instant.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import { factsWith } from '#lib/facts/testing.ts';
import { KNOWS_NOTHING } from '#lib/learning/arm-model.ts';
import { type HolidayTable, NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import type { Verdict } from '#lib/policy/verdict.ts';
import type { StepContext } from './nodes/node-definition.ts';
import type { GivenPlace } from './pools.ts';

/** `2026-03-15 09:00` on the wall in Bogotá, which changes no clocks: five hours behind UTC. */
export function bogota(local: string): Instant {
  const at = parseInstant(`${local.replace(' ', 'T')}-05:00`);
  if (at === null) throw new Error(`${local} is no local time`);
  return at;
}

interface Standing extends NonNullable<Parameters<typeof factsWith>[0]> {
  readonly now: Instant;
  /** Default: `now`. */
  readonly arrivedAt?: Instant;
  readonly actedAt?: Instant | null;
  readonly heldUntil?: Instant | null;
  readonly callsOut?: boolean;
  readonly answer?: StepContext['answer'];
  readonly place?: GivenPlace | null;
  readonly wakeAt?: Instant | null;
  readonly holidays?: HolidayTable;
  /** Channels by which a contact of the debtor stands queued here and now. */
  readonly queuedBy?: readonly Channel[];
  /** Topics the debtor was told lately. */
  readonly told?: readonly string[];
  /** What the policy answers, by channel; allow where nothing is said. */
  readonly verdicts?: Readonly<Partial<Record<Channel, Verdict>>>;
}

/** What a step sees when it is asked at `now`: an account of 100.00 due on 2026-03-15, a debtor in Bogotá with an email and a phone. */
export function standing(at: Standing): StepContext {
  const {
    arrivedAt = at.now,
    actedAt = null,
    heldUntil = null,
    callsOut = false,
    answer = null,
    place = null,
    wakeAt = at.now,
    holidays = NO_HOLIDAYS,
    queuedBy = [],
    told = [],
    verdicts = {},
    ...facts
  } = at;
  return {
    facts: factsWith({ ...facts, debtor: { email: 'ana@example.com', phone: '+573001234567', ...facts.debtor } }),
    arrivedAt,
    actedAt,
    heldUntil,
    callsOut,
    answer,
    place,
    wakeAt,
    holidays,
    joins: (channel) => queuedBy.includes(channel),
    lastTold: (topic) => (told.includes(topic) ? { at: at.now - MS_PER_DAY, channel: 'sms', topicDays: 3 } : null),
    modelOf: () => KNOWS_NOTHING,
    judge: (channel) => verdicts[channel] ?? { kind: 'allow' },
  };
}
