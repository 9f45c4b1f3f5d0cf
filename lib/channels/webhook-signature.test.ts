import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { newSigningSecret, signatureOf } from './webhook-signature.ts';

interface Vector {
  readonly secret: string;
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': number;
  readonly payload: string;
  readonly 'webhook-signature': string;
}

const file = new URL('../../fixtures/public/contracts/standard-webhooks.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] };

it('signs as the published vectors of Standard Webhooks do', () => {
  expect(vectors.length).toBeGreaterThan(0);
  for (const vector of vectors) {
    const { secret, payload } = vector;
    expect(signatureOf([secret], vector['webhook-id'], vector['webhook-timestamp'], payload)).toBe(vector['webhook-signature']);
  }
});

it('signs as the example of the specification of Svix does, which the vectors come from', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = signatureOf([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}');
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('signs with both secrets while one takes the place of the other', () => {
  const [first, second] = [newSigningSecret(), newSigningSecret()];
  const both = signatureOf([first, second], 'a', 1, 'ñ');
  expect(both.split(' ')).toEqual([signatureOf([first], 'a', 1, 'ñ'), signatureOf([second], 'a', 1, 'ñ')]);
  expect(first).not.toBe(second);
});

it('makes secrets of the length that the specification asks for, and takes nothing else for one', () => {
  expect(newSigningSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  for (const none of ['', 'whsec_', 'abc', 'C2FVsBQIhrscChlQIMV+b5sSYspob7oD'])
    expect(() => signatureOf([none], 'a', 1, '')).toThrow('whsec_');
});
