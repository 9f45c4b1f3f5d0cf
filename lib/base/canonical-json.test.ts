import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

it('writes equal values alike, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ñ' }], a: undefined })).toBe('{"b":[1,{"c":"ñ","d":null}]}');
  expect(canonicalJson({ x: 1, y: { q: 2, p: 3 } })).toBe(canonicalJson({ y: { p: 3, q: 2 }, x: 1 }));
  expect(canonicalJson({ x: 1 })).not.toBe(canonicalJson({ x: '1' }));
});
