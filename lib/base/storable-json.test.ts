import { expect, it } from 'vitest';
import { unstorableParts } from './storable-json.ts';

it('names each text that the database would refuse by its place, keys included', () => {
  expect(unstorableParts({ name: 'ok', nodes: [{ label: 'a\0b' }, { note: '\ud800' }], 'k\0': 1 })).toEqual(
    expect.arrayContaining([
      { path: '$.nodes[0].label', message: 'This text holds a NUL character. Remove it.' },
      { path: '$.nodes[1].note', message: 'This text holds half a character (a lone surrogate). Remove it.' },
      { path: '$', message: 'This text holds a NUL character. Remove it.' },
    ]),
  );
  expect(unstorableParts({ name: 'Ñandú 🦤', list: [null, 1, true] })).toEqual([]);
});

it('refuses what is nested without end, however deep, and lets ordinary depth be', () => {
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(unstorableParts(nested(100_000))).toEqual([{ path: expect.any(String), message: 'Values are nested more than 200 deep.' }]);
  expect(unstorableParts(nested(200))).toEqual([]);
});
