import { expect, it } from 'vitest';
import { describeOnBoth } from '../testing.ts';
import { sandboxStore } from './sandbox.ts';

const message = (key: string, address = '+573001234567') => ({ key, channel: 'sms', address });

describeOnBoth("The sandbox's memory", (fresh) => {
  it('keeps a key once: what came first stays', async () => {
    const db = await fresh();
    const store = sandboxStore(db);
    await store.keep(3, [message('a'), message('b'), message('a', 'twice in one batch')]);
    await store.keep(3, [message('a', 'another'), message('c')]);
    const rows = await db.query('select key, channel, address from sandbox_delivery where shard = 3 order by key');
    expect(rows).toEqual(['a', 'b', 'c'].map((key) => ({ key, channel: 'sms', address: '+573001234567' })));
  });

  it('answers for the keys and the shard that are asked', async () => {
    const store = sandboxStore(await fresh());
    await store.keep(3, [message('a'), message('b')]);
    expect(await store.kept(3, ['a', 'x'])).toEqual(new Set(['a']));
    expect(await store.kept(4, ['a'])).toEqual(new Set());
    expect(await store.kept(3, [])).toEqual(new Set());
  });
});
