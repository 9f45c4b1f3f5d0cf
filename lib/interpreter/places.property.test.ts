import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJourney } from '#lib/journey/document.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { compile } from './compile.ts';
import type { DebtorLog } from './debtor-log.ts';
import { poolTerms } from './places.ts';
import { simulate } from './simulate.ts';
import { capacity, documentOf, due, enterBySegment, exit, message, wait, waitEvent } from './testing/story.ts';

const SEED = Number(process.env.CADENZA_SEED ?? 20_260_311);
const RUNS = process.env.CADENZA_LONG ? 5_000 : 300;
const FROM = Date.UTC(2026, 2, 2, 5);
const TO = Date.UTC(2026, 2, 30, 5);

const anyPool = fc.record({
  pool: fc.constantFrom('desk', 'visits'),
  perDay: fc.integer({ min: 1, max: 4 }),
  priority: fc.constantFrom([], [{ field: 'account.balance', direction: 'desc' }], [{ field: 'account.daysPastDue', direction: 'asc' }]),
  deadlineDays: fc.integer({ min: 1, max: 4 }),
});

/** Two pools asked for one after the other, with a way back; accounts of a few debtors in zones that change their clocks, and payments. */
const anyQueue = fc.record({
  first: anyPool,
  second: anyPool,
  days: fc.integer({ min: -14, max: -6 }),
  at: fc.constantFrom('07:59', '08:00', '08:01', '02:30'),
  zone: fc.constantFrom('America/Bogota', 'America/New_York', 'Europe/Madrid'),
  accounts: fc.array(fc.record({ debtor: fc.nat(4), balance: fc.integer({ min: 1, max: 5 }), due: fc.integer({ min: 10, max: 24 }) }), {
    minLength: 1,
    maxLength: 14,
  }),
  payments: fc.array(fc.record({ account: fc.nat(13), hour: fc.integer({ min: 0, max: 24 * 28 }) }), { maxLength: 6 }),
});
type Queue = typeof anyQueue extends fc.Arbitrary<infer One> ? One : never;

function played(queue: Queue, reversed = false) {
  const { first, second, days, at, zone, accounts, payments } = queue;
  const read = readJourney(
    documentOf({
      nodes: [
        enterBySegment(),
        wait('until', due(days, at)),
        capacity('one', first),
        message('told'),
        capacity('two', second),
        waitEvent('rest', ['payment.received'], { timeout: { amount: 5, unit: 'hours' } }),
        exit('end'),
      ],
      ways: [
        'in > until',
        'until > one',
        'one.granted > told',
        'one.overflow > two',
        'told > two',
        'two.granted > rest',
        'two.overflow > end',
        'rest > one',
        'rest.payment.received > end',
      ],
    }),
  );
  if (!read.ok) throw new Error('the journey cannot be read');
  const versions = [{ journeyId: 1, versionId: 1, program: compile(read.value), admits: true, paused: false }];
  const inOrder = <T>(list: readonly T[]) => (reversed ? list.toReversed() : list);
  const logs = simulate(
    {
      debtors: inOrder(
        [0, 1, 2, 3, 4].map((id) => ({ externalId: `d${id}`, email: 'ana@example.com', timezone: id % 2 === 0 ? null : zone })),
      ),
      accounts: inOrder(
        accounts.map(({ debtor, balance, due: day }, index) => ({
          externalId: `a${index}`,
          debtorExternalId: `d${debtor}`,
          currency: 'COP',
          balance,
          dueDate: `2026-03-${day}`,
        })),
      ),
      events: payments
        .filter(({ account }) => account < accounts.length)
        .map(({ account, hour }) => ({
          at: FROM + hour * 3_600_000,
          type: 'payment.received',
          account: `a${account}`,
          debtor: null,
          payload: { amount: 5 },
          externalId: null,
        })),
    },
    { versions, from: FROM, to: TO, timezone: zone, policy: openPolicy(3), holidays: NO_HOLIDAYS },
  );
  return { logs, terms: poolTerms(versions) };
}

const steps = (logs: readonly DebtorLog[]) => logs.flatMap((log) => log.trace);
const check = (holds: (queue: Queue) => void) => fc.assert(fc.property(anyQueue, holds), { seed: SEED, numRuns: RUNS });

it('never gives more of a pool on a day than the fewest that any node says', () => {
  check((queue) => {
    const { logs, terms } = played(queue);
    const granted = steps(logs).filter(({ outcome }) => outcome === 'granted');
    for (const [key, given] of Map.groupBy(granted, ({ why }) => `${why?.day} ${why?.pool}`)) {
      const { places = 0 } = terms.get(String(given[0]?.why?.pool)) ?? {};
      expect(given.length, key).toBeLessThanOrEqual(places);
      expect(given.map(({ why }) => why?.rank).sort(), key).toEqual(given.map((_, index) => index + 1));
    }
  });
});

it('never gives a request twice, and leaves none in the air: each is granted, over, gone, or still waits', () => {
  check((queue) => {
    const { logs } = played(queue);
    const asked = steps(logs).filter(({ node }) => node === 'one' || node === 'two');
    for (const [stay, ends] of Map.groupBy(asked, ({ enrollmentId, seq }) => `${enrollmentId} ${seq}`)) expect(ends, stay).toHaveLength(1);
    for (const run of logs.flatMap((log) => log.enrollments)) {
      const stands = run.status === 'live' && (run.node === 'one' || run.node === 'two');
      expect([run.pool !== null, run.place]).toEqual([stands, null]);
      if (stands) expect(asked.some((end) => end.enrollmentId === run.id && end.seq === run.seq)).toBe(false);
    }
    const ways = new Set(asked.map(({ outcome }) => outcome));
    expect([...ways].every((way) => way === 'granted' || way === 'overflow' || way === 'exit')).toBe(true);
  });
});

it('comes out the same in whatever order debtors and accounts are listed', () => {
  check((queue) => {
    const told = (logs: readonly DebtorLog[]) =>
      steps(logs)
        .map((step) => JSON.stringify(step))
        .sort();
    expect(told(played(queue, true).logs)).toEqual(told(played(queue).logs));
  });
});
