import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { all, due, enterBySegment, exit, later, logsOf, message, offer, play, type Story, wall } from './testing/story.ts';

const nodes = [enterBySegment(), offer('o'), exit('yes'), exit('no'), exit('late')];
const ways = ['in > o', 'o.accepted > yes', 'o.declined > no', 'o.expired > late'];
const openOnly = [{ outcome: 'cured', where: all(['account.balance', '<=', 0]) }];
const played = (events: Story['events'] = [], config = {}, more: Partial<Story> = {}) =>
  play({ nodes: nodes.map((node) => (node.id === 'o' ? offer('o', config) : node)), ways, exitWhen: openOnly, events, ...more });

describe('an offer', () => {
  it('is told as a message is, and waits for the answer', () => {
    expect(played([], {}, { to: '2026-03-04 00:00' })).toEqual({ contacts: ['03-01 00:00 o email a1'], notSent: [], runs: ['a1 at o'] });
  });

  it('is accepted by a promise where it offers one, and only then', () => {
    const promise = [['2026-03-02 10:00', 'promise.made', 'a1', { date: '2026-03-10' }]] as const;
    expect(played(promise).runs).toEqual(['a1 yes']);
    expect(played(promise, { terms: { kind: 'plan', instalments: 3 } }).runs).toEqual(['a1 late']);
  });

  it('of any kind is answered by the events of an answer, of the account or of its debtor', () => {
    for (const kind of ['promise', 'plan', 'discount']) {
      const terms = { terms: { kind } };
      expect(played([['2026-03-02 10:00', 'custom.offer-accepted', 'a1']], terms).runs).toEqual(['a1 yes']);
      expect(played([['2026-03-02 10:00', 'custom.offer-declined', 'd1']], terms).runs).toEqual(['a1 no']);
    }
  });

  it('takes no answer to another one, from before it was told, or from after its last day', () => {
    const answer = (when: string, data = {}) =>
      played([[when, 'custom.offer-accepted', 'a1', data]], { when: due(-10), validDays: 2 }).runs;
    expect(answer('2026-03-11 10:00', { template: 'another' })).toEqual(['a1 late']);
    expect(answer('2026-03-11 10:00', { template: 'reminder' })).toEqual(['a1 yes']);
    expect(answer('2026-03-09 10:00')).toEqual(['a1 late']);
    expect(answer('2026-03-12 09:00')).toEqual(['a1 late']);
    expect(answer('2026-03-12 08:59')).toEqual(['a1 yes']);
  });

  it('expires at the same time of day, its civil days later, also over a change of clocks', () => {
    const debtors = [{ id: 'd1', timezone: 'America/New_York' }];
    const [log] = logsOf({ nodes, ways, exitWhen: openOnly, debtors, from: '2026-03-06 12:00' });
    expect(log?.trace.map(({ node, outcome, at }) => `${wall(at)} ${node} ${outcome}`)).toEqual([
      '03-06 12:00 in next',
      '03-06 12:00 o sent',
      '03-11 11:00 o expired',
      '03-11 11:00 late exit',
    ]);
  });

  it('that could not be sent leaves by expired with its reason', () => {
    const debtors = [{ id: 'd1', email: null, phone: null }];
    expect(played([], {}, { debtors })).toEqual({ contacts: [], notSent: ['03-01 00:00 o a1 unreachable'], runs: ['a1 late'] });
    expect(played([], { when: due(-30) })).toEqual({ contacts: [], notSent: ['03-01 00:00 o a1 missed'], runs: ['a1 late'] });
    const policy = { topicDays: 3, judge: () => ({ kind: 'deny' as const, rule: 'CEASE' }) };
    expect(played([], {}, { policy }).notSent).toEqual(['03-01 00:00 o a1 denied:CEASE']);
  });

  it('waits for the policy as a message does, and its days begin when it is told', () => {
    const opens = Date.UTC(2026, 2, 1, 13);
    const policy = {
      topicDays: 3,
      judge: ({ at }: { readonly at: number }) =>
        at < opens ? { kind: 'defer' as const, until: opens, rule: 'NIGHT' } : { kind: 'allow' as const },
    };
    const events = [
      ['2026-03-01 05:00', 'custom.offer-accepted', 'a1'] as const,
      ['2026-03-01 06:00', 'payment.received', 'a1', { amount: 1 }] as const,
    ];
    expect(played(events, { validDays: 1 }, { policy, to: '2026-03-02 07:59' })).toMatchObject({
      contacts: ['03-01 08:00 o email a1'],
      runs: ['a1 at o'],
    });
  });

  it('about several accounts is one contact, and each account has its own answer', () => {
    const accounts = [{ id: 'a1' }, { id: 'a2' }];
    expect(played([['2026-03-02 10:00', 'custom.offer-accepted', 'a2']], {}, { accounts })).toMatchObject({
      contacts: ['03-01 00:00 o email a1+a2'],
      runs: ['a1 late', 'a2 yes'],
    });
  });

  it('stays with the debtor while the journey is suspended: it is told once', () => {
    const suspendWhen = all(['account.status', '=', 'disputed']);
    const events = [
      ['2026-03-02 10:00', 'dispute.opened', 'a1'],
      ['2026-03-02 11:00', 'custom.offer-accepted', 'a1'],
      ['2026-03-03 10:00', 'dispute.closed', 'a1'],
      ['2026-03-03 11:00', 'custom.offer-declined', 'a1'],
    ] as const;
    expect(played(events, {}, { suspendWhen })).toMatchObject({ contacts: ['03-01 00:00 o email a1'], runs: ['a1 no'] });
  });

  it('that the last look takes back is not waited for: nobody was told', () => {
    // The policy lets one contact through at the step, and at the last look sees that the other journey's was first.
    const judged = { at: 0, times: 0 };
    const policy = {
      topicDays: 3,
      judge: ({ at }: { readonly at: number }) => {
        judged.times = judged.at === at ? judged.times + 1 : 1;
        judged.at = at;
        return judged.times > 1 ? { kind: 'deny' as const, rule: 'CAP' } : { kind: 'allow' as const };
      },
    };
    expect(played([], {}, { policy })).toEqual({
      contacts: ['03-01 00:00 o email a1 cancelled'],
      notSent: ['03-01 00:00 o a1 CAP'],
      runs: ['a1 late'],
    });
  });

  it('counts as what the run did last', () => {
    const story = {
      nodes: [enterBySegment(), offer('o'), message('m', { when: later(1, 'days') }), exit('out')],
      ways: ['in > o', 'o.declined > m', 'o.expired > out', 'm > out'],
      exitWhen: [...openOnly, { outcome: 'refused', where: all(['enrollment.lastOutcome', '=', 'declined']) }],
      events: [['2026-03-02 10:00', 'custom.offer-declined', 'a1']] as const,
    };
    expect(play(story).runs).toEqual(['a1 refused']);
  });

  it('is explained as a message is', () => {
    const [log] = logsOf({ nodes, ways, exitWhen: openOnly });
    const trace = log?.trace.filter(({ node }) => node === 'o') ?? [];
    const told = explain({
      node: { id: 'o', label: null, config: offer('o').config },
      journey: 'story',
      zone: 'America/Bogota',
      trace,
      contact: { channel: 'email', status: 'sent', reason: null, topic: null, accounts: 1 },
    });
    expect(told).toMatchObject({
      channel: 'email',
      time: { kind: 'now', dueDate: '2026-03-20' },
      decision: { kind: 'told', choice: { kind: 'fixed' } },
    });
  });
});
