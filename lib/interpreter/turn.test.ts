import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import {
  all,
  due,
  enterByEvent,
  enterBySegment,
  exit,
  later,
  logsOf,
  message,
  play,
  split,
  surroundingsFor,
  task,
  wait,
  waitEvent,
  wall,
} from './testing/story.ts';
import { turn } from './turn.ts';

const cadence = {
  nodes: [
    enterBySegment(),
    message('e5', { when: due(-5) }),
    message('s0', { when: due(0, '10:00'), channel: { mode: 'fixed', channel: 'sms' } }),
  ],
  ways: ['in > e5', 'e5 > s0'],
};
const twoAccounts = [{ id: 'a1' }, { id: 'a2' }];
const paysAll = { amount: 18_490_000 };

describe('exit rules', () => {
  it('are asked before the step that is due, not after it: nothing is queued that would have to be taken back', () => {
    const story = {
      nodes: [enterBySegment(), message('m', { when: due(3) })],
      ways: ['in > m'],
      exitWhen: [{ outcome: 'late', where: all(['account.daysPastDue', '>', 2]) }],
    };
    expect(play(story)).toEqual({ contacts: [], notSent: [], runs: ['a1 late'] });
  });
});

describe('events of an instant', () => {
  it('come before its steps: a payment at the instant of a step stops it', () => {
    const { contacts, runs } = play({ ...cadence, events: [['2026-03-20 10:00', 'payment.received', 'a1', paysAll]] });
    expect(contacts).toEqual(['03-15 09:00 e5 email a1']);
    expect(runs).toEqual(['a1 cured']);
  });

  it('a millisecond later do not stop it any more', () => {
    const { contacts } = play({ ...cadence, events: [['2026-03-20 10:00:00.001', 'payment.received', 'a1', paysAll]] });
    expect(contacts).toEqual(['03-15 09:00 e5 email a1', '03-20 10:00 s0 sms a1']);
  });

  it('end every run of the debtor where they are about the debtor', () => {
    const { runs } = play({
      ...cadence,
      accounts: twoAccounts,
      exitWhen: [{ outcome: 'left', where: all(['debtor.consent.email', '=', 'denied']) }],
      events: [['2026-03-10 12:00', 'consent.denied', 'd1', { channel: 'email' }]],
    });
    expect(runs).toEqual(['a1 left', 'a2 left']);
  });

  it('are shown one by one: the first that holds decides how the run ends', () => {
    const { runs } = play({
      ...cadence,
      exitWhen: [
        { outcome: 'disputed', where: all(['account.status', '=', 'disputed']) },
        { outcome: 'paid', where: all(['account.balance', '<=', 0]) },
      ],
      events: [
        ['2026-03-10 12:00', 'payment.received', 'a1', paysAll],
        ['2026-03-10 12:00', 'dispute.opened', 'a1'],
      ],
    });
    expect(runs).toEqual(['a1 paid']);
  });

  it('that follow one another at one instant count from the arrival before them only once', () => {
    const { runs } = play({
      nodes: [enterBySegment(), waitEvent('w1', ['custom.a']), waitEvent('w2', ['custom.a']), exit('twice')],
      ways: ['in > w1', 'w1.custom.a > w2', 'w2.custom.a > twice'],
      to: '2026-03-02 12:00',
      events: [
        ['2026-03-02 12:00', 'custom.a', 'a1'],
        ['2026-03-02 12:00', 'custom.a', 'a1'],
      ],
    });
    expect(runs).toEqual(['a1 at w2']);
  });
});

describe('a wait for an event', () => {
  const paid = {
    nodes: [
      enterBySegment(),
      wait('t', due(0, '10:00')),
      waitEvent('w', ['payment.received'], { where: all(['event.amount', '>=', 100]) }),
      exit('paid'),
      exit('late'),
    ],
    ways: ['in > t', 't > w', 'w.payment.received > paid', 'w > late'],
  };

  it('does not hear an event at the instant of its arrival', () => {
    expect(play({ ...paid, events: [['2026-03-20 10:00', 'payment.received', 'a1', { amount: 100 }]] }).runs).toEqual(['a1 late']);
  });

  it('hears the first one after it that matches', () => {
    const events = [
      ['2026-03-21 10:00', 'payment.received', 'a1', { amount: 99 }],
      ['2026-03-22 10:00', 'payment.received', 'a1', { amount: 100 }],
    ] as const;
    expect(play({ ...paid, events }).runs).toEqual(['a1 paid']);
    expect(endedAt({ ...paid, events })).toEqual(['03-22 10:00']);
  });

  it('hears an event at the instant at which its time is over, since events come first', () => {
    expect(play({ ...paid, events: [['2026-03-23 10:00', 'payment.received', 'a1', { amount: 100 }]] }).runs).toEqual(['a1 paid']);
  });

  it('lets the steps that follow see the event that woke it', () => {
    const { runs } = play({
      nodes: [
        enterBySegment(),
        waitEvent('w', ['payment.received']),
        split('s', { much: all(['event.amount', '>=', 100]) }),
        exit('much'),
        exit('little'),
      ],
      ways: ['in > w', 'w.payment.received > s', 's.much > much', 's > little'],
      accounts: twoAccounts,
      events: [
        ['2026-03-02 10:00', 'payment.received', 'a1', { amount: 100 }],
        ['2026-03-02 10:00', 'payment.received', 'a2', { amount: 99 }],
      ],
    });
    expect(runs).toEqual(['a1 much', 'a2 little']);
  });

  it('is no event to a run that it did not wake, though it came at the instant of its step', () => {
    const { runs } = play({
      nodes: [enterBySegment(), wait('t', due(0)), split('s', { much: all(['event.amount', 'notNull']) }), exit('much'), exit('none')],
      ways: ['in > t', 't > s', 's.much > much', 's > none'],
      events: [['2026-03-20 09:00', 'payment.received', 'a1', { amount: 100 }]],
    });
    expect(runs).toEqual(['a1 none']);
  });

  it('does not hear an event that is dated before the arrival and comes late', () => {
    const { runs } = play({
      nodes: [enterBySegment(), waitEvent('w', ['payment.received']), exit('paid'), exit('late')],
      ways: ['in > w', 'w.payment.received > paid', 'w > late'],
      events: [['2026-02-20 10:00', 'payment.received', 'a1', { amount: 100 }]],
    });
    expect(runs).toEqual(['a1 late']);
  });
});

describe('promises', () => {
  const promised = {
    nodes: [
      enterBySegment(),
      waitEvent('w', ['promise.kept', 'promise.broken'], { timeout: { amount: 30, unit: 'days' } }),
      exit('kept'),
      exit('broken'),
    ],
    ways: ['in > w', 'w.promise.kept > kept', 'w.promise.broken > broken'],
  };
  const made = ['2026-03-02 12:00', 'promise.made', 'a1', { date: '2026-03-10', amount: 1_000 }] as const;

  it('are kept as soon as the payments since reach their amount', () => {
    const events = [
      made,
      ['2026-03-04 08:00', 'payment.received', 'a1', { amount: 400 }],
      ['2026-03-05 08:00', 'payment.received', 'a1', { amount: 600 }],
    ] as const;
    expect(play({ ...promised, events }).runs).toEqual(['a1 kept']);
    expect(endedAt({ ...promised, events })).toEqual(['03-05 08:00']);
  });

  it('break at the midnight after their date', () => {
    expect(play({ ...promised, events: [made] }).runs).toEqual(['a1 broken']);
    expect(endedAt({ ...promised, events: [made] })).toEqual(['03-11 00:00']);
  });

  it('are kept by a payment at that very midnight, since events come before the calendar', () => {
    const events = [made, ['2026-03-11 00:00', 'payment.received', 'a1', { amount: 1_000 }]] as const;
    expect(play({ ...promised, events }).runs).toEqual(['a1 kept']);
  });

  it('that break let an account enter at that midnight', () => {
    const { runs, contacts } = play({ nodes: [enterByEvent('in', 'promise.broken'), message('m')], ways: ['in > m'], events: [made] });
    expect(contacts).toEqual(['03-11 00:00 m email a1']);
    expect(runs).toEqual(['a1 end']);
  });
});

describe('entry by segment', () => {
  it('is looked at on import, at each event of the account or its debtor, and at the start of each local day', () => {
    const entering = (where: unknown, events: NonNullable<Parameters<typeof play>[0]['events']> = []) =>
      enteredAt({ nodes: [enterBySegment('in', where), exit('out')], ways: ['in > out'], events });
    expect(entering(all(['account.balance', '>', 0]))).toEqual(['03-01 00:00']);
    expect(entering(all(['account.daysPastDue', '>=', 1]))).toEqual(['03-21 00:00']);
    expect(entering(all(['account.paidTotal', '>', 0]), [['2026-03-09 11:30', 'payment.received', 'a1', { amount: 1 }]])).toEqual([
      '03-09 11:30',
    ]);
    expect(
      entering(all(['debtor.preferredChannel', '=', 'sms']), [
        ['2026-03-09 11:30', 'preference.set', 'd1', { channel: 'sms', source: 'web' }],
      ]),
    ).toEqual(['03-09 11:30']);
  });

  it('goes on for one account while another is in already, and beside an entry by event', () => {
    const overdue = enterBySegment('in', all(['account.daysPastDue', '>=', 1]));
    const story = { nodes: [overdue, enterByEvent('ev', 'custom.a'), exit('out')], ways: ['in > out', 'ev > out'] };
    const accounts = [{ id: 'a1', dueDate: '2026-02-20' }, { id: 'a2' }];
    expect(enteredAt({ ...story, accounts })).toEqual(['03-01 00:00', '03-21 00:00']);
  });

  it('is not looked at when a contact event comes', () => {
    const story = {
      nodes: [enterBySegment('in', all(['debtor.lastReplyAt', 'notNull'])), exit('out')],
      ways: ['in > out'],
      events: [['2026-03-09 11:30', 'contact.replied', 'd1']] as const,
    };
    expect(enteredAt(story)).toEqual(['03-10 00:00']);
  });

  it('begins when the account begins to exist', () => {
    expect(enteredAt({ ...cadence, accounts: [{ openedAt: '2026-03-12T15:30:00-05:00' }] })).toEqual(['03-12 15:30']);
  });

  it('does not happen where an exit rule holds', () => {
    expect(
      play({ nodes: [enterBySegment('in', all(['account.id', '=', 'a1'])), exit('out')], ways: ['in > out'], accounts: [{ balance: 0 }] })
        .runs,
    ).toEqual([]);
  });

  it('starts the local day where the debtor lives, also when clocks change at midnight', () => {
    const story = {
      nodes: [enterBySegment('in', all(['account.daysPastDue', '>=', 0])), exit('out')],
      ways: ['in > out'],
      accounts: [{ dueDate: '2026-09-06' }],
      from: '2026-09-01 00:00',
      to: '2026-09-08 00:00',
    };
    // Clocks in Chile skip the first hour of 6 September: the day begins at 01:00 -03, which is 23:00 in Bogotá.
    expect(enteredAt({ ...story, debtors: [{ id: 'd1', timezone: 'America/Santiago' }] })).toEqual(['09-05 23:00']);
  });
});

describe('entry by event', () => {
  it('takes the account when the event comes, where its condition on the event holds', () => {
    const story = { nodes: [enterByEvent('in', 'payment.received', all(['event.amount', '>', 100])), exit('out')], ways: ['in > out'] };
    const events = [
      ['2026-03-09 11:30', 'payment.received', 'a1', { amount: 100 }],
      ['2026-03-10 11:30', 'payment.received', 'a1', { amount: 101 }],
    ] as const;
    expect(enteredAt({ ...story, events })).toEqual(['03-10 11:30']);
  });

  it('lets the first steps see the event', () => {
    const { runs } = play({
      nodes: [enterByEvent('in', 'payment.received'), split('s', { much: all(['event.amount', '>', 100]) }), exit('much'), exit('little')],
      ways: ['in > s', 's.much > much', 's > little'],
      events: [['2026-03-09 11:30', 'payment.received', 'a1', { amount: 101 }]],
    });
    expect(runs).toEqual(['a1 much']);
  });

  it('of the debtor takes every account of the debtor', () => {
    const { runs } = play({
      nodes: [enterByEvent('in', 'consent.granted'), exit('out')],
      ways: ['in > out'],
      accounts: twoAccounts,
      events: [['2026-03-09 11:30', 'consent.granted', 'd1', { channel: 'sms' }]],
    });
    expect(runs).toEqual(['a1 out', 'a2 out']);
  });

  it('does not take an account that does not exist yet', () => {
    const story = {
      nodes: [enterByEvent('in', 'custom.a'), exit('out')],
      ways: ['in > out'],
      accounts: [{ openedAt: '2026-03-12T15:30:00-05:00' }],
    };
    expect(play({ ...story, events: [['2026-03-09 11:30', 'custom.a', 'a1']] }).runs).toEqual([]);
  });
});

describe('several entries', () => {
  const nodes = (first: unknown, second: unknown) => [
    enterBySegment('one', first),
    enterBySegment('two', second),
    exit('first'),
    exit('second'),
  ];
  const ways = ['one > first', 'two > second'];
  const owes = all(['account.balance', '>', 0]);

  it('the first that matches takes the account', () => {
    expect(play({ nodes: nodes(owes, owes), ways }).runs).toEqual(['a1 first']);
    expect(play({ nodes: nodes(all(['account.balance', '<', 0]), owes), ways }).runs).toEqual(['a1 second']);
  });

  it('the first in the document takes it, also where an event asks for the other', () => {
    const reopened = (first: 'segment' | 'event') => {
      const bySegment = enterBySegment(first === 'segment' ? 'one' : 'two', all(['account.paidTotal', '>', 0]));
      const byEvent = enterByEvent(first === 'segment' ? 'two' : 'one', 'payment.received');
      const entries = first === 'segment' ? [bySegment, byEvent] : [byEvent, bySegment];
      return play({
        nodes: [...entries, exit('first'), exit('second')],
        ways,
        events: [['2026-03-09 11:30', 'payment.received', 'a1', { amount: 5 }]],
      }).runs;
    };
    expect(reopened('segment')).toEqual(['a1 first']);
    expect(reopened('event')).toEqual(['a1 first']);
  });

  it('of two events at one instant, the entry that stands first in the document decides', () => {
    const story = { nodes: [enterByEvent('one', 'custom.b'), enterByEvent('two', 'custom.a'), exit('first'), exit('second')], ways };
    const events = [
      ['2026-03-09 11:30', 'custom.a', 'a1'],
      ['2026-03-09 11:30', 'custom.b', 'a1'],
    ] as const;
    expect(play({ ...story, events }).runs).toEqual(['a1 first']);
  });
});

describe('entering again', () => {
  const story = (afterDays?: number) => ({
    nodes: [enterBySegment('in', all(['account.balance', '>', 0]), afterDays), wait('w', later(30, 'hours')), exit('out')],
    ways: ['in > w', 'w > out'],
    to: '2026-03-12 00:00',
  });

  it('never happens where it is not allowed', () => {
    expect(enteredAt(story())).toEqual(['03-01 00:00']);
  });

  it('counts local days from the end of the last run', () => {
    // Ended on the 2nd at 06:00: the 5th is the third day after it, though only 66 hours later.
    expect(enteredAt(story(3))).toEqual(['03-01 00:00', '03-05 00:00', '03-09 00:00']);
  });

  it('with 0 days happens at the next look, never at the instant of an earlier entry', () => {
    const atOnce = {
      nodes: [enterBySegment('in', all(['account.balance', '>', 0]), 0), exit('out')],
      ways: ['in > out'],
      to: '2026-03-03 12:00',
    };
    expect(enteredAt(atOnce)).toEqual(['03-01 00:00', '03-02 00:00', '03-03 00:00']);
    const events = [
      ['2026-03-02 08:00', 'custom.a', 'a1'],
      ['2026-03-02 08:00', 'custom.a', 'a1'],
    ] as const;
    expect(enteredAt({ ...atOnce, events })).toEqual(['03-01 00:00', '03-02 00:00', '03-02 08:00', '03-03 00:00']);
  });

  it('does not happen at the instant of the entry, however often the account is looked at', () => {
    const story = {
      nodes: [enterBySegment('in', all(['account.balance', '>', 0]), 0), exit('out')],
      ways: ['in > out'],
      to: '2026-03-01 00:00',
    };
    const [log] = logsOf(story);
    const again = (now: number) => log && turn(log.world, { events: [], look: 'all' }, { ...surroundingsFor(story), now }).entered.length;
    expect([again(bogota('2026-03-01 00:00')), again(bogota('2026-03-01 00:00') + 1)]).toEqual([0, 1]);
  });

  it('follows at once where an event ended the last run, and that is one run more', () => {
    const story = {
      nodes: [
        enterBySegment('in', all(['account.balance', '>', 0]), 0),
        waitEvent('w', ['payment.received'], { timeout: { amount: 60, unit: 'days' } }),
      ],
      ways: ['in > w'],
      events: [['2026-03-09 11:30', 'payment.received', 'a1', { amount: 5 }]] as const,
    };
    expect(play(story).runs).toEqual(['a1 end', 'a1 at w']);
    expect(logsOf(story)[0]?.enrollments.map(({ id, run }) => [id, run])).toEqual([
      ['a1/1/1', 1],
      ['a1/1/2', 2],
    ]);
    expect(enteredAt(story)).toEqual(['03-01 00:00', '03-09 11:30']);
  });
});

describe('accounts of one debtor', () => {
  it('that reach a node in one instant make one contact', () => {
    expect(play({ ...cadence, accounts: [{ id: 'a2' }, { id: 'a1' }, { id: 'a10' }] }).contacts[0]).toBe('03-15 09:00 e5 email a1+a10+a2');
  });

  it('make a contact whose key is the first account’s', () => {
    const [log] = logsOf({ ...cadence, accounts: [{ id: 'a2' }, { id: 'a1' }] });
    expect(log?.contacts.map(({ key }) => key.enrollmentId)).toEqual(['a1/1/1', 'a1/1/1']);
  });

  it('make two contacts where they reach the node at different instants', () => {
    const accounts = [{ id: 'a1' }, { id: 'a2', dueDate: '2026-03-21' }];
    expect(play({ ...cadence, accounts }).contacts.slice(0, 2)).toEqual(['03-15 09:00 e5 email a1', '03-16 09:00 e5 email a2']);
  });

  it('join the contact although its topic was told just then', () => {
    const nodes = [enterBySegment(), message('e5', { when: due(-5), topic: 'reminder' })];
    expect(play({ nodes, ways: ['in > e5'], accounts: twoAccounts })).toMatchObject({
      contacts: ['03-15 09:00 e5 email a1+a2'],
      notSent: [],
    });
  });

  it('join the contact although the policy would not allow a second one', () => {
    let asked = 0;
    const policy = { topicDays: 3, judge: () => (asked++ === 0 ? { kind: 'allow' as const } : { kind: 'deny' as const, rule: 'CAP' }) };
    const [log] = logsOf({ nodes: [enterBySegment(), message('m')], ways: ['in > m'], accounts: twoAccounts, policy });
    // The last look asks the policy once more for each account: here it says no.
    expect(log?.contacts).toMatchObject([{ accountIds: ['a1', 'a2'], status: 'cancelled', reason: 'CAP' }]);
    expect(log?.trace.filter(({ node, outcome }) => node === 'm' && outcome === 'sent')).toHaveLength(2);
  });

  it('at two nodes with one topic in one instant: the second is a duplicate', () => {
    const { contacts, notSent } = play({
      nodes: [
        enterBySegment(),
        split('s', { one: all(['account.id', '=', 'a1']) }),
        message('m1', { topic: 'due' }),
        message('m2', { topic: 'due' }),
      ],
      ways: ['in > s', 's.one > m1', 's > m2'],
      accounts: twoAccounts,
    });
    expect(contacts).toEqual(['03-01 00:00 m1 email a1']);
    expect(notSent).toEqual(['03-01 00:00 m2 a2 duplicate']);
  });
});

describe('a topic', () => {
  const told = (topicDays: number, hours: number) =>
    play({
      nodes: [
        enterBySegment(),
        message('m1', { topic: 'due' }),
        message('m2', { topic: 'due', when: later(hours, 'hours'), ifMissed: 'act' }),
      ],
      ways: ['in > m1', 'm1 > m2'],
      topicDays,
    });

  it('is told again N × 24 hours later, not a moment before', () => {
    expect(told(3, 72).contacts).toEqual(['03-01 00:00 m1 email a1', '03-04 00:00 m2 email a1']);
    expect(told(3, 71).notSent).toEqual(['03-03 23:00 m2 a1 duplicate']);
    expect(told(1, 24).notSent).toEqual([]);
  });

  it('of 0 days is always told', () => {
    expect(told(0, 0).notSent).toEqual([]);
  });

  it('that differs, or none, is not compared', () => {
    const nodes = (first: object, second: object) => [enterBySegment(), message('m1', { ...first }), message('m2', { ...second })];
    for (const [first, second] of [
      [{ topic: 'a' }, { topic: 'b' }],
      [{}, {}],
      [{ topic: 'a' }, {}],
    ] as const) {
      expect(play({ nodes: nodes(first, second), ways: ['in > m1', 'm1 > m2'] }).notSent).toEqual([]);
    }
  });
});

describe('a task', () => {
  const desk = {
    nodes: [enterBySegment(), task('t', { when: due(0, '10:00') }), exit('promised'), exit('done'), exit('expired'), exit('silent')],
    ways: ['in > t', 't.promise > promised', 't > done', 't.expired > expired', 't.noAnswer > silent'],
  };

  it('is put in front of a person at its time and expires at the same time of day some days later', () => {
    const [log] = logsOf(desk);
    expect(log?.enrollments.map(({ outcome, endedAt: at }) => [outcome, at && wall(at)])).toEqual([['expired', '03-23 10:00']]);
  });

  it('leaves by what the person logs', () => {
    const logging = (outcome?: string) =>
      play({ ...desk, events: [['2026-03-21 16:00', 'task.completed', 'a1', outcome === undefined ? {} : { outcome }]] }).runs;
    expect([logging('promise'), logging('noAnswer'), logging('done'), logging()]).toEqual([
      ['a1 promised'],
      ['a1 silent'],
      ['a1 done'],
      ['a1 done'],
    ]);
  });

  it('takes the way of done where the logged outcome is not wired', () => {
    expect(play({ ...desk, events: [['2026-03-21 16:00', 'task.completed', 'a1', { outcome: 'refused' }]] }).runs).toEqual(['a1 done']);
  });

  it('logged before it was put in front of anybody means nothing', () => {
    expect(play({ ...desk, events: [['2026-03-19 16:00', 'task.completed', 'a1', { outcome: 'promise' }]] }).runs).toEqual(['a1 expired']);
  });

  it('is closed when an exit rule ends the run', () => {
    const { runs } = play({
      ...desk,
      events: [
        ['2026-03-21 16:00', 'payment.received', 'a1', paysAll],
        ['2026-03-21 17:00', 'task.completed', 'a1'],
      ],
    });
    expect(runs).toEqual(['a1 cured']);
  });

  it('whose moment was missed leaves by expired and is never opened', () => {
    const { runs, notSent } = play({ ...desk, from: '2026-03-25 00:00' });
    expect([runs, notSent]).toEqual([['a1 expired'], ['03-25 00:00 t a1 missed']]);
  });

  it('that is open does not move when the due date changes', () => {
    const events = [['2026-03-21 16:00', 'due.changed', 'a1', { dueDate: '2026-05-20' }]] as const;
    expect(endedAt({ ...desk, events })).toEqual(['03-23 10:00']);
  });

  it('with no days to do it expires at once instead of standing for ever', () => {
    expect(play({ ...desk, nodes: desk.nodes.map((one) => (one.id === 't' ? task('t', { expiresAfterDays: 0 }) : one)) }).runs).toEqual([
      'a1 expired',
    ]);
  });
});

function endedAt(story: Parameters<typeof logsOf>[0]): string[] {
  return logsOf(story).flatMap((log) => log.enrollments.flatMap((one) => (one.endedAt === null ? [] : [wall(one.endedAt)])));
}

function enteredAt(story: Parameters<typeof logsOf>[0]): string[] {
  return logsOf(story).flatMap((log) => log.enrollments.map((one) => wall(one.enteredAt)));
}
