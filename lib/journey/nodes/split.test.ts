import { describe, expect, it } from 'vitest';
import { standing } from '../testing.ts';
import { type SplitConfig, splitNode } from './split.ts';

const owing = (operator: string, value: number) => ({ combinator: 'and', rules: [{ field: 'account.balance', operator, value }] });
const config: SplitConfig = {
  branches: [
    { id: 'much', where: owing('>=', 1_000) },
    { id: 'some', where: owing('>', 0) },
  ],
};
const taken = (balance: number) => splitNode.prepare(config).run(standing({ now: 0, account: { balance } }));

describe('a split', () => {
  it('takes the first branch that holds, top to bottom', () => {
    expect(taken(1_000)).toEqual({ kind: 'leave', handle: 'much' });
    expect(taken(999)).toEqual({ kind: 'leave', handle: 'some' });
  });

  it('takes else where none holds', () => {
    expect(taken(0)).toEqual({ kind: 'leave', handle: 'else' });
    expect(splitNode.prepare({ branches: [] }).run(standing({ now: 0 }))).toEqual({ kind: 'leave', handle: 'else' });
  });

  it('takes no time', () => {
    expect(splitNode.takesTime(config)).toBe(false);
  });

  it('has one way out per branch and else', () => {
    expect(splitNode.handles(config).map(({ id }) => id)).toEqual(['much', 'some', 'else']);
  });

  it('finds fault with a branch that takes another’s name, or else', () => {
    const problems = (...ids: string[]) => splitNode.problems({ branches: ids.map((id) => ({ id, where: owing('>', 0) })) });
    expect(problems('a', 'b')).toEqual([]);
    expect(problems('a', 'b', 'a')).toEqual([{ code: 'duplicate-id', path: 'branches[0].id' }]);
    expect(problems('else')).toEqual([{ code: 'duplicate-id', path: 'branches[0].id' }]);
  });

  it('shows each branch’s condition with its place', () => {
    expect(splitNode.predicates(config).map(({ path }) => path)).toEqual(['branches[0].where', 'branches[1].where']);
  });
});
