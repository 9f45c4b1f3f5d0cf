import { expect, it } from 'vitest';
import { standing } from '../testing.ts';
import { updateNode } from './update.ts';

const here = standing({ now: Date.UTC(2026, 2, 10), account: { attributes: { tier: 'gold' }, tags: ['a'] } });

it('writes what is not so yet, and goes on at once', () => {
  const set = [{ field: 'account.attributes.tier', value: 'lead' }];
  expect(updateNode.prepare({ set }).run(here)).toEqual({
    kind: 'leave',
    handle: 'next',
    effect: { kind: 'write', writes: set },
    why: { set: ['account.attributes.tier'] },
  });
});

it('writes nothing where everything is so already', () => {
  const set = [
    { field: 'account.attributes.tier', value: 'gold' },
    { field: 'account.tags', value: ['a'] },
  ];
  expect(updateNode.prepare({ set }).run(here)).not.toHaveProperty('effect');
});

it('never writes a balance, whatever the document says', () => {
  const run = updateNode.prepare({ set: [{ field: 'account.balance', value: 0 }] }).run(here);
  expect(run).toEqual({ kind: 'leave', handle: 'next', why: { set: [] } });
  expect(updateNode.problems({ set: [{ field: 'account.balance', value: 0 }] })).toMatchObject([
    { code: 'unknown-field', path: 'set[0].field' },
  ]);
});
