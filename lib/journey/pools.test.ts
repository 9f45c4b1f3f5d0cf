import { expect, it } from 'vitest';
import { formatInstant, parseInstant } from '#lib/base/instant.ts';
import { openingFrom, openingOn } from './pools.ts';

const at = (text: string) => parseInstant(text) ?? 0;
const MADRID = { time: '02:30', zone: 'Europe/Madrid' };

it('opens at the hour on the wall: moved forward where a clock change skips it, the first where it occurs twice', () => {
  expect(formatInstant(openingOn('2026-03-28', MADRID))).toBe('2026-03-28T01:30:00.000Z');
  expect(formatInstant(openingOn('2026-03-29', MADRID))).toBe('2026-03-29T01:30:00.000Z');
  expect(formatInstant(openingOn('2026-10-25', MADRID))).toBe('2026-10-25T00:30:00.000Z');
});

it('the next opening is this one at its own instant, and tomorrow’s a millisecond later', () => {
  const hour = { time: '08:00', zone: 'America/Bogota' };
  const opening = at('2026-03-10T13:00:00Z');
  expect(openingFrom(opening - 1, hour)).toBe(opening);
  expect(openingFrom(opening, hour)).toBe(opening);
  expect(openingFrom(opening + 1, hour)).toBe(at('2026-03-11T13:00:00Z'));
});
