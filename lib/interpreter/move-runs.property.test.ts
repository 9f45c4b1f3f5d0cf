import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import type { Enrollment } from './enrollment.ts';
import { landingsOf, moveRun } from './move-runs.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const TYPES = ['message', 'task', 'wait', 'exit'];
const plain = { label: '', position: { x: 0, y: 0 } };

/** Only ids and types matter to where a run goes. */
const anyNodes = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...IDS), type: fc.constantFrom(...TYPES) }), { selector: ({ id }) => id, minLength: 1 })
  .map((nodes) => ({ nodes: nodes.map((node) => ({ ...plain, ...node, config: {} })) }) as unknown as Parameters<typeof landingsOf>[0]);
const anyMap = fc.dictionary(fc.constantFrom(...IDS, '__proto__'), fc.constantFrom(...IDS, 'gone', 'constructor'));

const anyRun = (nodes: readonly { readonly id: string }[]): fc.Arbitrary<Enrollment> =>
  fc.record({
    id: fc.uuid(),
    journeyId: fc.constant(1),
    versionId: fc.constant(1),
    accountId: fc.uuid(),
    run: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom('live' as const, 'live' as const, 'live' as const, 'ended' as const),
    node: fc.constantFrom(...nodes.map(({ id }) => id)),
    seq: fc.integer({ min: 1, max: 9 }),
    enteredAt: fc.constant(1),
    arrivedAt: fc.integer({ min: 1, max: 50 }),
    actedAt: fc.option(fc.integer({ min: 1, max: 60 })),
    heldUntil: fc.option(fc.integer({ min: 1, max: 60 })),
    answer: fc.constantFrom(null, 'ok' as const, 'failed' as const),
    wakeAt: fc.option(fc.integer({ min: 1, max: 90 })),
    pool: fc.option(fc.constant('desk')),
    place: fc.option(fc.constant({ day: '2026-03-10', rank: 1, requests: 2, places: 1 })),
    lastOutcome: fc.option(fc.constantFrom('sent', 'done')),
    visits: fc.option(fc.dictionary(fc.constantFrom(...IDS), fc.integer({ min: 1, max: 5 }))),
    outcome: fc.constant(null),
    endedAt: fc.constant(null),
  });

const anyMove = fc
  .record({ before: anyNodes, after: anyNodes, map: anyMap, looping: fc.subarray(IDS) })
  .chain((move) => fc.record({ ...fields(move), runs: fc.array(anyRun(move.before.nodes), { maxLength: 4 }) }));
function fields<T extends object>(values: T): { [K in keyof T]: fc.Arbitrary<T[K]> } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as {
    [K in keyof T]: fc.Arbitrary<T[K]>;
  };
}

describe('runs that move to another version', () => {
  const seen = { stays: 0, mapped: 0, ends: 0 };

  it('are all there afterwards: each stands at a node of the new version, or ended as migrated; none is left behind', () => {
    fc.assert(
      fc.property(anyMove, ({ before, after, map, looping, runs }) => {
        const types = new Map(after.nodes.map(({ id, type }) => [id, type]));
        const typesBefore = new Map(before.nodes.map(({ id, type }) => [id, type]));
        const landings = landingsOf(before, after, map);
        const program = { nodes: new Map(after.nodes.map(({ id }) => [id, { inLoop: looping.includes(id) }])) };
        for (const run of runs) {
          const landing = landings.get(run.node);
          if (!landing) throw new Error(`no landing for ${run.node}`);
          seen[landing.kind]++;
          const moved = moveRun(run, landing, { versionId: 2, program: program as never }, 100);
          expect([moved.id, moved.accountId, moved.run, moved.enteredAt, moved.lastOutcome]).toEqual([
            ...[run.id, run.accountId, run.run, run.enteredAt, run.lastOutcome],
          ]);
          if (run.status === 'ended') expect(moved).toBe(run);
          else if (moved.status === 'ended') {
            expect([moved.outcome, moved.endedAt, moved.wakeAt, moved.versionId, moved.node]).toEqual(['migrated', 100, null, 1, run.node]);
            expect(types.get(run.node)).not.toBe(typesBefore.get(run.node));
          } else {
            expect([moved.versionId, moved.wakeAt]).toEqual([2, 100]);
            expect(types.has(moved.node)).toBe(true);
            const stays = moved.seq === run.seq;
            expect(stays).toBe(types.get(run.node) === typesBefore.get(run.node));
            if (stays) expect([moved.node, moved.arrivedAt, moved.actedAt]).toEqual([run.node, run.arrivedAt, run.actedAt]);
            else expect([moved.node, moved.seq, moved.arrivedAt, moved.actedAt]).toEqual([map[run.node], run.seq + 1, 100, null]);
            if (looping.includes(moved.node)) expect(moved.visits?.[moved.node]).toBeGreaterThan(0);
          }
        }
      }),
      quick,
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(100);
  });

  it('move to the same drawing without moving: nobody ends, nobody arrives anew', () => {
    fc.assert(
      fc.property(anyNodes, anyMap, (before, map) => {
        for (const [id, landing] of landingsOf(before, before, map)) expect(landing).toEqual({ kind: 'stays', node: id });
      }),
      quick,
    );
  });
});
