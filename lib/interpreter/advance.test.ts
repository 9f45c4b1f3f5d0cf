import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import {
  all,
  due,
  enterBySegment,
  exit,
  later,
  logsOf,
  message,
  play,
  type Story,
  split,
  task,
  wait,
  waitEvent,
  wall,
} from './testing/story.ts';

const morning = { when: due(0, '09:00') };
const one = { nodes: [enterBySegment(), message('m', morning)], ways: ['in > m'] };

describe('a step and its time', () => {
  it('acts at its time, also at the very instant of the entry', () => {
    expect(play(one).contacts).toEqual(['03-20 09:00 m email a1']);
    expect(play({ ...one, from: '2026-03-20 09:00' }).contacts).toEqual(['03-20 09:00 m email a1']);
  });

  it('whose time passed on the same local day still acts, up to the last millisecond', () => {
    expect(play({ ...one, from: '2026-03-20 23:59:59.999' }).contacts).toEqual(['03-20 23:59:59.999 m email a1']);
  });

  it('is missed from the next local day on, and goes on by the way of sent where notSent is not wired', () => {
    const { contacts, notSent, runs } = play({
      nodes: [...one.nodes, exit('on')],
      ways: [...one.ways, 'm > on'],
      from: '2026-03-21 00:00',
    });
    expect([contacts, notSent, runs]).toEqual([[], ['03-21 00:00 m a1 missed'], ['a1 on']]);
  });

  it('may come as many days late as it has grace', () => {
    const graced = (from: string) => play({ ...one, nodes: [enterBySegment(), message('m', { ...morning, graceDays: 2 })], from });
    expect(graced('2026-03-22 23:59').contacts).toEqual(['03-22 23:59 m email a1']);
    expect(graced('2026-03-23 00:00').notSent).toEqual(['03-23 00:00 m a1 missed']);
  });

  it('that is to act when missed acts at once, however late', () => {
    const acting = { ...one, nodes: [enterBySegment(), message('m', { ...morning, ifMissed: 'act' })], from: '2026-04-09 03:00' };
    expect(play(acting).contacts).toEqual(['04-09 03:00 m email a1']);
  });

  it('moves with the due date until it has acted', () => {
    const moved = (when: string, dueDate: string) => play({ ...one, events: [[when, 'due.changed', 'a1', { dueDate }]] });
    expect(moved('2026-03-10 12:00', '2026-03-25').contacts).toEqual(['03-25 09:00 m email a1']);
    expect(moved('2026-03-10 12:00', '2026-03-10').contacts).toEqual(['03-10 12:00 m email a1']);
    expect(moved('2026-03-10 12:00', '2026-03-09').notSent).toEqual(['03-10 12:00 m a1 missed']);
    expect(moved('2026-03-20 09:00', '2026-03-25').contacts).toEqual(['03-25 09:00 m email a1']);
    expect(moved('2026-03-20 09:01', '2026-03-25').contacts).toEqual(['03-20 09:00 m email a1']);
  });

  it('by a due date that nobody knows is missed', () => {
    expect(play({ ...one, accounts: [{ dueDate: null }] }).notSent).toEqual(['03-01 00:00 m a1 missed']);
  });
});

describe('exit rules', () => {
  it('are asked before every step, the first that holds ends the run', () => {
    const { contacts, runs } = play({
      nodes: [enterBySegment(), message('m1'), wait('w', later(1, 'days')), message('m2')],
      ways: ['in > m1', 'm1 > w', 'w > m2'],
      exitWhen: [
        { outcome: 'long', where: all(['enrollment.daysIn', '>=', 2]) },
        { outcome: 'told', where: all(['enrollment.daysIn', '>=', 1], ['enrollment.lastOutcome', '=', 'sent']) },
      ],
    });
    expect([contacts, runs]).toEqual([['03-01 00:00 m1 email a1'], ['a1 told']]);
  });

  it('of a journey without any are cured and stopped', () => {
    const ending = (type: string, data = {}) => play({ ...one, events: [['2026-03-10 12:00', type, 'a1', data]] }).runs;
    expect(ending('payment.received', { amount: 18_490_000 })).toEqual(['a1 cured']);
    expect(ending('payment.received', { amount: 18_489_999 })).toEqual(['a1 end']);
    expect(ending('status.changed', { status: 'paid' })).toEqual(['a1 cured']);
    expect(ending('account.cancelled')).toEqual(['a1 stopped']);
    expect(ending('dispute.opened')).toEqual(['a1 stopped']);
    expect(ending('status.changed', { status: 'legal' })).toEqual(['a1 stopped']);
    expect(ending('status.changed', { status: 'written_off' })).toEqual(['a1 stopped']);
  });

  it('may read the event', () => {
    const story = {
      ...one,
      exitWhen: [{ outcome: 'called', where: all(['event.type', '=', 'custom.called'], ['event.minutes', '>', 3]) }],
    };
    expect(play({ ...story, events: [['2026-03-10 12:00', 'custom.called', 'a1', { minutes: 4 }]] }).runs).toEqual(['a1 called']);
    expect(play({ ...story, events: [['2026-03-10 12:00', 'custom.called', 'a1', { minutes: 3 }]] }).runs).toEqual(['a1 end']);
  });

  it('are asked on contact events too: a reply ends the run at once', () => {
    const story = {
      ...one,
      exitWhen: [{ outcome: 'replied', where: all(['debtor.lastReplyAt', 'notNull']) }],
      events: [['2026-03-10 12:00', 'contact.replied', 'd1']] as const,
    };
    expect(endings(story)).toEqual(['03-10 12:00 replied']);
  });

  it('that change with the days are asked on contact events too', () => {
    const story = {
      ...one,
      exitWhen: [{ outcome: 'near', where: all(['account.daysPastDue', '>=', -5]) }],
      events: [['2026-03-16 12:00', 'contact.replied', 'd1']] as const,
    };
    expect(endings(story)).toEqual(['03-16 12:00 near']);
  });

  it('withdraw the contact that is still queued when they hold a moment later', () => {
    const { contacts, notSent, runs } = play({
      nodes: [enterBySegment(), message('m'), wait('w', later(1, 'days'))],
      ways: ['in > m', 'm > w'],
      exitWhen: [{ outcome: 'told', where: all(['enrollment.lastOutcome', '=', 'sent']) }],
    });
    expect([contacts, notSent, runs]).toEqual([['03-01 00:00 m email a1 cancelled'], ['03-01 00:00 m a1 exit'], ['a1 told']]);
  });

  it('keep the step that follows from acting, not only those after it', () => {
    const { contacts, runs } = play({
      nodes: [enterBySegment(), message('m1'), message('m2')],
      ways: ['in > m1', 'm1 > m2'],
      exitWhen: [{ outcome: 'told', where: all(['enrollment.lastOutcome', '=', 'sent']) }],
    });
    expect([contacts, runs]).toEqual([['03-01 00:00 m1 email a1 cancelled'], ['a1 told']]);
  });

  it('withdraw every contact of the run that is still queued', () => {
    const { contacts, notSent, runs } = play({
      nodes: [enterBySegment(), message('m1'), message('m2'), wait('w', later(1, 'days'))],
      ways: ['in > m1', 'm1 > m2', 'm2 > w'],
      exitWhen: [{ outcome: 'enough', where: all(['debtor.contacts1d', '>=', 2]) }],
    });
    expect(contacts).toEqual(['03-01 00:00 m1 email a1 cancelled', '03-01 00:00 m2 email a1 cancelled']);
    expect([notSent, runs]).toEqual([['03-01 00:00 m1 a1 exit', '03-01 00:00 m2 a1 exit'], ['a1 enough']]);
  });

  it('take one account out of a contact about two and leave the other', () => {
    const { contacts, notSent } = play({
      nodes: [enterBySegment(), message('m'), wait('w', later(1, 'days'))],
      ways: ['in > m', 'm > w'],
      accounts: [{ id: 'a1' }, { id: 'a2' }],
      exitWhen: [{ outcome: 'told', where: all(['enrollment.lastOutcome', '=', 'sent'], ['account.id', '=', 'a1']) }],
    });
    // a1 was withdrawn before a2 reached the node, so a2 makes a contact of its own.
    expect(contacts).toEqual(['03-01 00:00 m email a1 cancelled', '03-01 00:00 m email a2']);
    expect(notSent).toEqual(['03-01 00:00 m a1 exit']);
    const second = play({
      nodes: [enterBySegment(), message('m'), wait('w', later(1, 'days'))],
      ways: ['in > m', 'm > w'],
      accounts: [{ id: 'a1' }, { id: 'a2' }],
      exitWhen: [{ outcome: 'told', where: all(['enrollment.lastOutcome', '=', 'sent'], ['account.id', '=', 'a2']) }],
    });
    expect(second.contacts).toEqual(['03-01 00:00 m email a1']);
    expect(second.notSent).toEqual(['03-01 00:00 m a2 exit']);
  });
});

describe('a suspension', () => {
  const open = all(['account.promiseDate', 'notNull']);
  const promise = (when: string, date: string) => [when, 'promise.made', 'a1', { date, amount: 1_000 }] as const;

  it('holds a step until it is over; on the same local day the step still acts', () => {
    const events = [promise('2026-03-19 12:00', '2026-03-30'), ['2026-03-20 18:00', 'payment.received', 'a1', { amount: 1_000 }]] as const;
    expect(play({ ...one, suspendWhen: open, events }).contacts).toEqual(['03-20 18:00 m email a1']);
  });

  it('leaves a step whose day passed meanwhile missed', () => {
    const events = [promise('2026-03-19 12:00', '2026-03-30'), ['2026-03-21 08:00', 'payment.received', 'a1', { amount: 1_000 }]] as const;
    expect(play({ ...one, suspendWhen: open, events }).notSent).toEqual(['03-21 08:00 m a1 missed']);
  });

  it('is looked at again at the start of each local day', () => {
    const story = { nodes: [enterBySegment(), message('m')], ways: ['in > m'], suspendWhen: all(['account.daysPastDue', '<', -10]) };
    expect(play(story).contacts).toEqual(['03-10 00:00 m email a1']);
  });

  it('keeps events from moving a wait; the one that ends it may', () => {
    const story = {
      nodes: [
        enterBySegment(),
        waitEvent('w', ['payment.received'], { timeout: { amount: 40, unit: 'days' } }),
        exit('paid'),
        exit('late'),
      ],
      ways: ['in > w', 'w.payment.received > paid', 'w > late'],
      suspendWhen: open,
      to: '2026-04-30 00:00',
    };
    const first = ['2026-03-10 12:00', 'payment.received', 'a1', { amount: 400 }] as const;
    const second = ['2026-03-11 12:00', 'payment.received', 'a1', { amount: 600 }] as const;
    expect(endings({ ...story, events: [promise('2026-03-09 12:00', '2026-03-15'), first] })).toEqual(['04-10 00:00 late']);
    expect(endings({ ...story, events: [promise('2026-03-09 12:00', '2026-03-15'), first, second] })).toEqual(['03-11 12:00 paid']);
  });

  it('does not keep an exit rule from ending the run', () => {
    const events = [promise('2026-03-19 12:00', '2026-03-30'), ['2026-03-19 13:00', 'dispute.opened', 'a1']] as const;
    expect(endings({ ...one, suspendWhen: open, events })).toEqual(['03-19 13:00 stopped']);
  });

  it('lets a wait whose time is over go on when it ends', () => {
    const story = { nodes: [enterBySegment(), wait('w', due(-10)), exit('on')], ways: ['in > w', 'w > on'], suspendWhen: open };
    expect(endings({ ...story, events: [promise('2026-03-09 12:00', '2026-03-15')] })).toEqual(['03-16 00:00 on']);
  });
});

describe('the ways out', () => {
  it('unwired ends the run; optional and unwired takes the first one’s way', () => {
    expect(play({ nodes: [enterBySegment()], ways: [] }).runs).toEqual(['a1 end']);
    const told = { nodes: [enterBySegment(), message('m', { channel: { mode: 'fixed', channel: 'push' } }), exit('on')], ways: ['in > m'] };
    expect(play(told).runs).toEqual(['a1 end']);
    expect(play({ ...told, ways: ['in > m', 'm > on'] }).runs).toEqual(['a1 on']);
    expect(play({ ...told, ways: ['in > m', 'm.notSent > on'] }).runs).toEqual(['a1 on']);
  });

  it('of a message or task are what the run remembers, also when another node took over', () => {
    const { runs } = play({
      nodes: [
        enterBySegment(),
        message('m', { channel: { mode: 'fixed', channel: 'push' } }),
        wait('w', later(1, 'hours')),
        split('s', { withheld: all(['enrollment.lastOutcome', '=', 'notSent']) }),
        exit('withheld'),
        exit('told'),
      ],
      ways: ['in > m', 'm > w', 'w > s', 's.withheld > withheld', 's > told'],
    });
    expect(runs).toEqual(['a1 withheld']);
  });

  it('are told apart even where ids hold spaces', () => {
    const { runs } = play({
      nodes: [
        enterBySegment('in'),
        split('a', { 'b c': all(['account.balance', '<', 0]) }),
        split('a b', { c: all() }),
        exit('right'),
        exit('wrong'),
      ],
      ways: ['in > a', 'a.else > a b', 'a b.c > right', 'a.b c > wrong'],
    });
    expect(runs).toEqual(['a1 right']);
  });
});

describe('a loop', () => {
  const thrice = {
    nodes: [
      enterBySegment(),
      message('m', { ifMissed: 'act' }),
      wait('w', later(2, 'days')),
      split('s', { again: all(['enrollment.visits', '<', 3]) }),
      exit('enough'),
    ],
    ways: ['in > m', 'm > w', 'w > s', 's.again > m', 's > enough'],
  };

  it('counts the arrivals at each node', () => {
    const { contacts, runs } = play(thrice);
    expect(contacts).toEqual(['03-01 00:00 m email a1', '03-03 00:00 m email a1', '03-05 00:00 m email a1']);
    expect(runs).toEqual(['a1 enough']);
  });

  it('gives every contact a key of its own', () => {
    const [log] = logsOf(thrice);
    expect(new Set(log?.contacts.map(({ key }) => `${key.enrollmentId} ${key.seq}`)).size).toBe(3);
    expect(log?.contacts.map(({ visit }) => visit)).toEqual([1, 2, 3]);
  });

  it('without a step that takes time stops with an error that names its nodes', () => {
    const [log] = logsOf({ nodes: [enterBySegment(), wait('w', due(-30)), split('s', {})], ways: ['in > w', 'w > s', 's > w'] });
    expect(log?.enrollments).toMatchObject([{ status: 'ended', outcome: 'error' }]);
    expect(log?.trace.at(-1)?.why?.error).toBe('passed 1000 nodes without waiting: in, w, s');
  });

  it('of 1,000 nodes without waiting is still walked to its end', () => {
    const straight = (length: number) => {
      const ids = Array.from({ length }, (_, index) => `s${index}`);
      return play({
        nodes: [enterBySegment(), ...ids.map((id) => split(id, {}))],
        ways: ['in > s0', ...ids.slice(1).map((id, index) => `s${index} > ${id}`)],
      }).runs;
    };
    expect(straight(999)).toEqual(['a1 end']);
    expect(straight(1_000)).toEqual(['a1 error']);
  });
});

describe('a deferred message', () => {
  /** Closed until 12:00 on the 20th. */
  const untilNoon: ContactPolicy = {
    topicDays: 3,
    judge: ({ at }) =>
      at < bogota('2026-03-20 12:00') ? { kind: 'defer', until: bogota('2026-03-20 12:00'), rule: 'HOURS' } : { kind: 'allow' },
  };
  const deferred: Story = { ...one, policy: untilNoon };

  it('waits until the policy lets it and asks everything again then', () => {
    expect(play(deferred).contacts).toEqual(['03-20 12:00 m email a1']);
    expect(play({ ...deferred, events: [['2026-03-20 11:00', 'payment.received', 'a1', { amount: 18_490_000 }]] }).runs).toEqual([
      'a1 cured',
    ]);
  });

  it('is not moved by an event before that', () => {
    const events = [['2026-03-20 11:00', 'consent.denied', 'd1', { channel: 'email' }]] as const;
    expect(play({ ...deferred, events }).notSent).toEqual(['03-20 12:00 m a1 unreachable']);
  });

  it('moves with the due date all the same, since it has not acted', () => {
    const moved = (dueDate: string) => play({ ...deferred, events: [['2026-03-20 11:00', 'due.changed', 'a1', { dueDate }]] });
    expect(moved('2026-03-25').contacts).toEqual(['03-25 09:00 m email a1']);
    expect(moved('2026-03-19').notSent).toEqual(['03-20 11:00 m a1 missed']);
  });

  it('that was suspended meanwhile is asked again when the suspension ends', () => {
    const events = [
      ['2026-03-20 10:00', 'promise.made', 'a1', { date: '2026-03-30', amount: 1_000 }],
      ['2026-03-20 18:00', 'payment.received', 'a1', { amount: 1_000 }],
    ] as const;
    expect(play({ ...deferred, suspendWhen: all(['account.promiseDate', 'notNull']), events }).contacts).toEqual([
      '03-20 18:00 m email a1',
    ]);
  });

  it('does not wait past its last day; the next channel is asked, and the first one’s reason is kept', () => {
    const tomorrow: ContactPolicy = {
      topicDays: 3,
      judge: ({ channel }) =>
        channel === 'email' ? { kind: 'defer', until: bogota('2026-03-21 08:00'), rule: 'HOURS' } : { kind: 'deny', rule: 'NEVER' },
    };
    expect(play({ ...one, policy: tomorrow }).notSent).toEqual(['03-20 09:00 m a1 deferred:HOURS']);
    const first = (of: readonly string[]) =>
      play({ ...one, nodes: [enterBySegment(), message('m', { ...morning, channel: { mode: 'first', of } })], policy: tomorrow }).notSent;
    expect(first(['push', 'email', 'sms'])).toEqual(['03-20 09:00 m a1 deferred:HOURS']);
    expect(first(['sms', 'email'])).toEqual(['03-20 09:00 m a1 denied:NEVER']);
  });

  it('waits into another day where it has grace or is to act when missed', () => {
    const tomorrow: ContactPolicy = {
      topicDays: 3,
      judge: ({ at }) =>
        at < bogota('2026-03-21 08:00') ? { kind: 'defer', until: bogota('2026-03-21 08:00'), rule: 'HOURS' } : { kind: 'allow' },
    };
    for (const config of [{ graceDays: 1 }, { ifMissed: 'act' }]) {
      expect(play({ ...one, nodes: [enterBySegment(), message('m', { ...morning, ...config })], policy: tomorrow }).contacts).toEqual([
        '03-21 08:00 m email a1',
      ]);
    }
  });
});

describe('the trace', () => {
  it('says for each step when and how it was left, and by which rule the run ended', () => {
    const [log] = logsOf({
      nodes: [enterBySegment(), task('t'), exit('x')],
      ways: ['in > t', 't > x'],
      events: [['2026-03-02 10:00', 'payment.received', 'a1', { amount: 18_490_000 }]],
    });
    expect(log?.trace.map(({ at, node, seq, outcome, why }) => [wall(at), node, seq, outcome, why])).toEqual([
      ['03-01 00:00', 'in', 1, 'next', null],
      ['03-01 00:00', 't', 2, 'wait', { due: '2026-03-20' }],
      [
        '03-02 10:00',
        't',
        2,
        'exit',
        { rule: 0, outcome: 'cured', due: '2026-03-20', balance: 0, status: 'current', paidAt: bogota('2026-03-02 10:00') },
      ],
    ]);
  });
});

function endings(story: Story): string[] {
  return logsOf(story).flatMap((log) => log.enrollments.map((run) => `${run.endedAt === null ? '' : wall(run.endedAt)} ${run.outcome}`));
}
