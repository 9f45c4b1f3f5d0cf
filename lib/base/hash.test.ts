import { expect, it } from 'vitest';
import { murmur3 } from './hash.ts';

it('agrees with the published MurmurHash3 x86_32 vectors', () => {
  expect(murmur3('')).toBe(0);
  expect(murmur3('', 1)).toBe(0x514e28b7);
  expect(murmur3('a', 0x9747b28c)).toBe(0x7fa09ea6);
  expect(murmur3('aa', 0x9747b28c)).toBe(0x5d211726);
  expect(murmur3('aaa', 0x9747b28c)).toBe(0x283e0130);
  expect(murmur3('aaaa', 0x9747b28c)).toBe(0x5a97808a);
  expect(murmur3('Hello, world!', 0x9747b28c)).toBe(0x24884cba);
  expect(murmur3('ππππππππ', 0x9747b28c)).toBe(0xd58063c1);
});
