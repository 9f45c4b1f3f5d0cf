import { expect, it } from 'vitest';
import type { OutgoingMessage } from './channel.ts';
import { type SandboxStore, sandboxChannel } from './sandbox.ts';

const message = (shard: number, key: string): OutgoingMessage => ({
  shard,
  key,
  channel: 'sms',
  address: '+573001234567',
  language: 'es',
  subject: null,
  body: 'hola',
  html: null,
  approved: null,
});

function memory() {
  const calls: { shard: number; keys: string[] }[] = [];
  const store: SandboxStore = {
    keep: async (shard, messages) => {
      calls.push({ shard, keys: messages.map(({ key }) => key) });
    },
    kept: async (shard, keys) => new Set(keys.filter((key) => calls.some((call) => call.shard === shard && call.keys.includes(key)))),
  };
  return { calls, channel: sandboxChannel(store) };
}

it('accepts every message of a batch, in its order, keeping each shard by itself', async () => {
  const { calls, channel } = memory();
  const deliveries = await channel.deliver([message(3, 'a'), message(7, 'b'), message(3, 'c')]);
  expect(deliveries).toEqual(['a', 'b', 'c'].map((key) => ({ key, kind: 'accepted', reference: key })));
  expect(calls).toEqual([
    { shard: 3, keys: ['a', 'c'] },
    { shard: 7, keys: ['b'] },
  ]);
});

it('knows what it accepted, and of that shard alone', async () => {
  const { channel } = memory();
  await channel.deliver([message(3, 'a')]);
  expect(await channel.accepted(3, ['a', 'b'])).toEqual(new Set(['a']));
  expect(await channel.accepted(4, ['a'])).toEqual(new Set());
});

it('accepts nothing where its store fails', async () => {
  const channel = sandboxChannel({ keep: () => Promise.reject(new Error('disk full')), kept: async () => new Set() });
  await expect(channel.deliver([message(3, 'a')])).rejects.toThrow('disk full');
});
