import { expect, it } from 'vitest';
import { uuid7 } from './uuid.ts';

it('makes version 7 identifiers that carry the time and never repeat', () => {
  const before = Date.now();
  const ids = Array.from({ length: 1_000 }, uuid7);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const made = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16);
  expect(made - before).toBeGreaterThanOrEqual(0);
  expect(made).toBeLessThanOrEqual(Date.now());
});

it('makes them in order, however many in one millisecond', () => {
  const ids = Array.from({ length: 20_000 }, uuid7);
  expect(ids.toSorted()).toEqual(ids);
});
