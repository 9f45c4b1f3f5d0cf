import { describe, expect, it } from 'vitest';
import { standing } from '../testing.ts';
import { entryNode } from './entry.ts';

const everybody = { combinator: 'and', rules: [] };

describe('an entry', () => {
  it('leads on at once', () => {
    expect(entryNode.prepare(entryNode.defaults).run(standing({ now: 0 }))).toEqual({ kind: 'leave', handle: 'next' });
    expect(entryNode.handles(entryNode.defaults)).toEqual([{ id: 'next', optional: false }]);
  });

  it('reads a segment, an event with a condition or without, and who may come back', () => {
    const reads = (config: unknown) => entryNode.config.safeParse(config).success;
    expect(reads({ trigger: { kind: 'segment', where: everybody } })).toBe(true);
    expect(reads({ trigger: { kind: 'event', event: 'account.opened' } })).toBe(true);
    expect(reads({ trigger: { kind: 'event', event: 'account.opened', where: everybody }, reentry: { allow: true, afterDays: 30 } })).toBe(
      true,
    );
    expect(reads({ trigger: { kind: 'segment' } })).toBe(false);
    expect(reads({ trigger: { kind: 'segment', where: everybody }, reentry: { allow: true } })).toBe(false);
    expect(reads({ trigger: { kind: 'segment', where: everybody }, extra: 1 })).toBe(false);
  });

  it('finds fault with days that are not whole or negative', () => {
    const problems = (afterDays: number) => entryNode.problems({ ...entryNode.defaults, reentry: { allow: true, afterDays } });
    expect(problems(0)).toEqual([]);
    expect(problems(-1)).toEqual([{ code: 'bad-time', path: 'reentry.afterDays' }]);
    expect(problems(1.5)).toEqual([{ code: 'bad-time', path: 'reentry.afterDays' }]);
  });

  it('shows its condition to who checks the fields', () => {
    expect(entryNode.predicates({ trigger: { kind: 'segment', where: everybody } })).toEqual([
      { path: 'trigger.where', predicate: everybody },
    ]);
    expect(entryNode.predicates({ trigger: { kind: 'event', event: 'custom.a' } })).toEqual([]);
  });
});
