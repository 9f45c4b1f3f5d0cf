import { expect, it } from 'vitest';
import { bogota, standing } from '../testing.ts';
import { type CapacityConfig, capacityNode } from './capacity.ts';

const config: CapacityConfig = {
  pool: 'callcentre',
  perDay: 1200,
  priority: [{ field: 'account.balance', direction: 'desc' }],
  deadlineDays: 2,
};
const arrivedAt = bogota('2026-03-10 10:00');
const deadline = bogota('2026-03-12 10:00');
const run = (at: Parameters<typeof standing>[0]) => capacityNode.prepare(config).run(standing(at));

it('waits for a place of its pool until the deadline, by the clock of the debtor', () => {
  expect(run({ now: arrivedAt })).toEqual({ kind: 'wait', until: deadline, actedAt: null, pool: 'callcentre' });
  expect(run({ now: deadline - 1, arrivedAt })).toMatchObject({ kind: 'wait', until: deadline });
});

it('goes on with the place that it was given, and says of which day and at which rank', () => {
  const place = { day: '2026-03-11', rank: 4, requests: 9, places: 5 };
  expect(run({ now: bogota('2026-03-11 08:00'), arrivedAt, place })).toEqual({
    kind: 'leave',
    handle: 'granted',
    why: { pool: 'callcentre', ...place },
  });
});

it('goes on without one at the deadline, and says after how many days', () => {
  expect(run({ now: deadline, arrivedAt })).toEqual({
    kind: 'leave',
    handle: 'overflow',
    why: { pool: 'callcentre', deadlineDays: 2 },
  });
});

it('needs a pool with a name, whole places, an order that ranks, and days to wait', () => {
  const wrong = (changes: Partial<CapacityConfig>) =>
    capacityNode.problems({ ...config, ...changes }).map(({ code, path }) => `${code} ${path}`);
  expect(wrong({})).toEqual([]);
  expect(wrong({ priority: [] })).toEqual([]);
  expect(wrong({ pool: ' ' })).toEqual(['bad-weights pool']);
  for (const perDay of [0, -1, 1.5, 1_000_001]) expect(wrong({ perDay })).toEqual(['bad-weights perDay']);
  for (const deadlineDays of [0, -1, 0.5, 4_000]) expect(wrong({ deadlineDays })).toEqual(['bad-time deadlineDays']);
  for (const field of ['account.tags', 'debtor.hoursOverride', 'event.amount'])
    expect(wrong({ priority: [{ field, direction: 'asc' }] })).toEqual(['unknown-field priority[0].field']);
});
