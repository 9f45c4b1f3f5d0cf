import { describe, expect, it } from 'vitest';
import { compile, type Program } from './compile.ts';
import {
  all,
  enterByEvent,
  enterBySegment,
  exit,
  later,
  message,
  type Story,
  scenarioOf,
  split,
  task,
  wait,
  waitEvent,
} from './testing/story.ts';

const programOf = (story: Story): Program => compile(scenarioOf(story).journey);

describe('a program', () => {
  it('knows which nodes a run can come back to', () => {
    const { nodes } = programOf({
      nodes: [
        enterBySegment(),
        message('before'),
        wait('a', later(1, 'days')),
        split('b', { again: all() }),
        message('behind'),
        wait('self', later(1, 'days')),
        exit('x'),
      ],
      ways: ['in > before', 'before > a', 'a > b', 'b.again > a', 'b > behind', 'behind > x', 'before.notSent > self', 'self > self'],
    });
    expect([...nodes.values()].filter(({ inLoop }) => inLoop).map(({ id }) => id)).toEqual(['a', 'b', 'self']);
  });

  it('leads on by the first handle where an optional one is not wired, and nowhere by any other', () => {
    const { nodes } = programOf({
      nodes: [enterBySegment(), message('m'), task('t'), split('s', { b: all() }), exit('x')],
      ways: ['in > m', 'm > t', 't > x', 's.b > x'],
    });
    expect(Object.fromEntries(nodes.get('m')?.next ?? [])).toEqual({ sent: 't', notSent: 't' });
    expect(Object.fromEntries(nodes.get('t')?.next ?? [])).toEqual({
      done: 'x',
      promise: 'x',
      noAnswer: 'x',
      refused: 'x',
      wrongParty: 'x',
      expired: null,
    });
    expect(Object.fromEntries(nodes.get('s')?.next ?? [])).toEqual({ b: 'x', else: null });
  });

  it('takes an edge to nowhere for none', () => {
    expect(
      programOf({ nodes: [enterBySegment()], ways: ['in > nobody'] })
        .nodes.get('in')
        ?.next.get('next'),
    ).toBeNull();
  });

  it('has the usual exits where the document names none, and only its own where it names some', () => {
    const outcomes = (exitWhen?: readonly unknown[]) =>
      programOf({ nodes: [enterBySegment()], ways: [], exitWhen }).exits.map(({ outcome }) => outcome);
    expect([outcomes(), outcomes([{ outcome: 'x', where: all() }]), outcomes([])]).toEqual([['cured', 'stopped'], ['x'], []]);
  });

  it('has its ways in, in document order', () => {
    const { entries } = programOf({
      nodes: [enterByEvent('b', 'custom.a', undefined, 30), enterBySegment('a'), exit('x')],
      ways: ['a > x', 'b > x'],
    });
    expect(entries.map(({ predicate }) => predicate)).toEqual([null, all(['account.balance', '>', 0])]);
    expect(entries.map(({ node, event, reentryAfterDays }) => [node, event, reentryAfterDays])).toEqual([
      ['b', 'custom.a', 30],
      ['a', null, null],
    ]);
  });
});

describe('contact events are shown', () => {
  const hears = (story: Partial<Story>) => programOf({ nodes: [enterBySegment()], ways: [], ...story }).hearsContacts;
  const exitOn = (field: string, operator: string, value?: unknown) =>
    hears({ exitWhen: [{ outcome: 'x', where: all([field, operator, value]) }] });

  it('to no journey that could not care: its rules read what only other events change', () => {
    expect(hears({})).toBe(false);
    expect([
      exitOn('account.balance', '<=', 0),
      exitOn('debtor.consent.email', '=', 'denied'),
      exitOn('enrollment.lastOutcome', '=', 'sent'),
    ]).toEqual([false, false, false]);
    expect(hears({ suspendWhen: all(['account.promiseDate', 'notNull']) })).toBe(false);
  });

  it('to one whose rules read contacts, replies, the event, other accounts or the day', () => {
    expect([
      exitOn('debtor.contacts7d', '>=', 3),
      exitOn('debtor.lastReplyAt', 'notNull'),
      exitOn('event.type', '=', 'contact.replied'),
      exitOn('debtor.totalBalance', '=', 0),
      exitOn('account.daysPastDue', '>', 3),
      exitOn('enrollment.daysIn', '>', 3),
    ]).toEqual([true, true, true, true, true, true]);
    expect(hears({ suspendWhen: all(['account.balance', '>', 0], ['debtor.contacts1d', '>=', 1]) })).toBe(true);
  });

  it('to one that waits for them or is entered by them', () => {
    expect(hears({ nodes: [enterBySegment(), waitEvent('w', ['payment.received', 'contact.replied'])], ways: ['in > w'] })).toBe(true);
    expect(hears({ nodes: [enterBySegment(), waitEvent('w', ['payment.received'])], ways: ['in > w'] })).toBe(false);
    expect(hears({ nodes: [enterBySegment(), enterByEvent('ev', 'contact.replied')] })).toBe(true);
    expect(hears({ nodes: [enterBySegment(), enterByEvent('ev', 'payment.received')] })).toBe(false);
  });
});
