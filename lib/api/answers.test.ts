import { expect, it } from 'vitest';
import { answerSchema } from './answers.ts';

const takes = (answer: unknown) => answerSchema.safeParse(answer).success;

it('takes each kind of answer', () => {
  expect(
    [
      { kind: 'pay', account: null, amount: null },
      { kind: 'pay', account: 'a1', amount: 1 },
      { kind: 'promise', account: 'a1', amount: 5, date: '2026-03-20' },
      { kind: 'reply', text: 'hola' },
      { kind: 'prefer', channel: 'sms', from: null, to: null },
      { kind: 'prefer', channel: 'sms', from: '08:00', to: '12:30' },
      { kind: 'dispute', account: null, text: null },
      { kind: 'optOut' },
    ].filter((answer) => !takes(answer)),
  ).toEqual([]);
});

it.each([
  { kind: 'pay', account: 'a1', amount: 0 },
  { kind: 'pay', account: 'a1', amount: -5 },
  { kind: 'pay', account: 'a1', amount: 1.5 },
  { kind: 'pay', account: 'a1', amount: 1e300 },
  { kind: 'pay', account: '', amount: 1 },
  { kind: 'promise', account: 'a1', amount: 5, date: '2026-02-30' },
  { kind: 'reply', text: '   ' },
  { kind: 'reply', text: 'a\u0000b' },
  { kind: 'reply', text: 'x'.repeat(1_001) },
  { kind: 'prefer', channel: 'pigeon', from: null, to: null },
  { kind: 'prefer', channel: 'sms', from: '12:00', to: '08:00' },
  { kind: 'prefer', channel: 'sms', from: '12:00', to: null },
  { kind: 'optOut', more: 1 },
  { kind: 'curse' },
])('refuses %j', (answer) => {
  expect(takes(answer)).toBe(false);
});
