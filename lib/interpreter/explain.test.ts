import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import { type Decided, explain } from './explain.ts';
import { all, due, enterBySegment, exit, later, logsOf, message, type Story, scenarioOf, task, waitEvent } from './testing/story.ts';

const ZONE = 'America/Bogota';

/** What is explained of node `id` of a story: its contact where it made one, else why it made none. */
function explained(story: Story, id = 'm', account = 'a1') {
  const node = scenarioOf(story).journey.nodes.find((one) => one.id === id);
  if (!node) throw new Error(`no node ${id}`);
  const [log] = logsOf(story);
  const accountId = log?.world.accounts.find(({ state }) => state.externalId === account)?.state.id;
  const steps = log?.trace.filter((step) => step.node === id && step.accountId === accountId) ?? [];
  const made = log?.contacts.find((contact) => contact.node === id && contact.enrollmentIds.includes(steps[0]?.enrollmentId ?? ''));
  const contact = made && { ...made, accounts: made.accountIds.length };
  return explain({
    node: { id, label: 'Aviso', config: node.config },
    journey: 'Preventiva',
    zone: ZONE,
    // As a database gives it back: through JSON.
    trace: steps.map(({ outcome, reason, why }) => ({ outcome, reason, why: JSON.parse(JSON.stringify(why)) })),
    contact: contact ?? null,
  });
}

const before = message('m', { when: due(-5) });
const one = (changes: Partial<Story> & { readonly node?: ReturnType<typeof message> } = {}): Story => ({
  nodes: [enterBySegment(), changes.node ?? before],
  ways: ['in > m'],
  ...changes,
});

describe('a contact that was made', () => {
  it('names the step’s time, the due date that was read, and the channel of the step', () => {
    expect(explained(one())).toEqual({
      node: 'Aviso',
      journey: 'Preventiva',
      channel: 'email',
      time: { kind: 'due', days: -5, time: '09:00', dueDate: '2026-03-20' },
      decision: { kind: 'told', choice: { kind: 'fixed' }, waited: null, together: 1 },
    });
  });

  it('keeps the due date by which it went though that changes later', () => {
    const story = one({ events: [['2026-03-16 10:00', 'due.changed', 'a1', { dueDate: '2026-05-01' }]] });
    expect(explained(story)?.time).toMatchObject({ dueDate: '2026-03-20' });
  });

  it('says since when the person prefers the channel', () => {
    const node = message('m', { when: due(-5), channel: { mode: 'preferred', else: ['email'] } });
    const story = one({ node, events: [['2026-03-02 22:00', 'preference.set', 'd1', { channel: 'sms', source: 'person' }]] });
    expect(explained(story)).toMatchObject({ channel: 'sms', decision: { choice: { kind: 'preferred', since: '2026-03-02' } } });
  });

  it('says what the preferred channel lacked', () => {
    const node = message('m', { when: due(-5), channel: { mode: 'preferred', else: ['email'] } });
    const prefers = ['2026-03-02 10:00', 'preference.set', 'd1', { channel: 'whatsapp', source: 'person' }] as const;
    expect(explained(one({ node, events: [prefers] }))?.decision).toMatchObject({
      choice: { kind: 'fallback', passed: [{ channel: 'whatsapp', lack: 'address', rule: null }] },
    });
    expect(explained(one({ node }))?.decision).toMatchObject({ choice: { kind: 'first' } });
  });

  it('says that the policy made it wait, by which rule and until when, and which channel it refused', () => {
    const noon = bogota('2026-03-15 12:00');
    const node = message('m', { when: due(-5), channel: { mode: 'first', of: ['sms', 'email'] } });
    const policy: Story['policy'] = {
      topicDays: 3,
      judge: ({ at, channel }) => {
        if (channel === 'sms') return { kind: 'deny', rule: 'NO-SMS' };
        return at < noon ? { kind: 'defer', until: noon, rule: 'HOURS' } : { kind: 'allow' };
      },
    };
    expect(explained(one({ node, policy }))?.decision).toEqual({
      kind: 'told',
      choice: { kind: 'fallback', passed: [{ channel: 'sms', lack: 'rule', rule: 'NO-SMS' }] },
      waited: { rule: 'HOURS', until: { date: '2026-03-15', time: '12:00' } },
      together: 1,
    });
  });

  it('says about how many accounts it is', () => {
    expect(explained(one({ accounts: [{}, {}] }))?.decision).toMatchObject({ kind: 'told', together: 2 });
  });

  it('of a step by its arrival names the due date all the same', () => {
    expect(explained(one({ node: message('m', { when: later(3, 'days') }) }))?.time).toEqual({
      kind: 'after',
      amount: 3,
      unit: 'days',
      dueDate: '2026-03-20',
    });
  });
});

describe('a contact that was withheld', () => {
  it('was missed: its time, and when the account came to the step', () => {
    expect(explained(one({ from: '2026-03-18 08:00' }))?.decision).toEqual({
      kind: 'missed',
      at: { date: '2026-03-15', time: '09:00' },
      arrived: { date: '2026-03-18', time: '08:00' },
      wasThere: false,
    });
    const held = { suspendWhen: all(['account.promiseDate', 'notNull']) };
    const promised = ['2026-03-10 10:00', 'promise.made', 'a1', { date: '2026-03-17' }] as const;
    expect(explained(one({ ...held, events: [promised] }))?.decision).toMatchObject({ kind: 'missed', wasThere: true });
  });

  it('was missed since nobody knows the due date', () => {
    expect(explained(one({ accounts: [{ dueDate: null }] }))).toMatchObject({
      time: { dueDate: null },
      decision: { kind: 'missed', at: null },
    });
  });

  it('was missed as work for a person, too', () => {
    expect(explained(one({ node: task('m', { when: due(-5) }), from: '2026-03-18 08:00' }))?.decision).toMatchObject({ kind: 'missed' });
  });

  it('could reach nobody: what each channel lacks', () => {
    const node = message('m', { channel: { mode: 'first', of: ['email', 'whatsapp', 'sms'] } });
    const debtors = [{ id: 'd1', email: null, phone: '+573001234567' }];
    const events = [['2026-02-01 10:00', 'consent.denied', 'd1', { channel: 'sms' }]] as const;
    expect(explained(one({ node, debtors, events }))?.decision).toEqual({
      kind: 'unreachable',
      passed: [
        { channel: 'email', lack: 'address', rule: null },
        { channel: 'whatsapp', lack: 'address', rule: null },
        { channel: 'sms', lack: 'denied', rule: null },
      ],
    });
  });

  it('would have said the same again: what was told, when and by which channel', () => {
    const story: Story = {
      nodes: [enterBySegment(), message('first', { when: due(-5), topic: 'due' }), message('m', { when: due(-3), topic: 'due' })],
      ways: ['in > first', 'first > m'],
    };
    expect(explained(story)?.decision).toEqual({
      kind: 'duplicate',
      topic: 'due',
      told: { date: '2026-03-15', time: '09:00' },
      by: 'email',
      days: 3,
    });
  });

  it('was refused by the policy: the rule, and until when it asked to wait', () => {
    const until = bogota('2026-03-17 08:00');
    expect(explained(one({ policy: { topicDays: 3, judge: () => ({ kind: 'deny', rule: 'CAP' }) } }))?.decision).toEqual({
      kind: 'denied',
      rule: 'CAP',
    });
    expect(explained(one({ policy: { topicDays: 3, judge: () => ({ kind: 'defer', until, rule: 'HOURS' }) } }))?.decision).toEqual({
      kind: 'deferred',
      rule: 'HOURS',
      until: { date: '2026-03-17', time: '08:00' },
      lastDate: '2026-03-15',
    });
  });
});

describe('a contact that was queued and did not leave', () => {
  const taken = (reason: string, why: object): Decided => ({
    node: { id: 'm', label: null, config: before.config },
    journey: 'Preventiva',
    zone: ZONE,
    trace: [
      { outcome: 'sent', reason: null, why: { due: '2026-03-20', channel: 'email' } },
      { outcome: 'cancelled', reason, why },
    ],
    contact: { channel: 'email', status: 'cancelled', reason, topic: null, accounts: 1 },
  });
  const paidAt = bogota('2026-03-15 08:59');

  it('since something was paid: when', () => {
    expect(explain(taken('exit', { outcome: 'cured', balance: 0, status: 'current', paidAt }))?.decision).toEqual({
      kind: 'paid',
      paid: { date: '2026-03-15', time: '08:59' },
      outcome: 'cured',
    });
  });

  it('by another exit: never says paid where something is still owed', () => {
    expect(explain(taken('exit', { outcome: 'stopped', balance: 5, status: 'disputed', paidAt }))?.decision).toEqual({
      kind: 'left',
      status: 'disputed',
      outcome: 'stopped',
    });
  });

  it('by a promise, by what the channel lacks, by a rule', () => {
    expect(explain(taken('suspended', { promise: '2026-03-22' }))?.decision).toEqual({ kind: 'suspended', promise: '2026-03-22' });
    expect(explain(taken('unreachable', { passed: ['email denied'] }))?.decision).toEqual({
      kind: 'lost',
      passed: [{ channel: 'email', lack: 'denied', rule: null }],
    });
    expect(explain(taken('co-cap', {}))?.decision).toEqual({ kind: 'ruled', rule: 'co-cap', until: null });
  });
});

it('is truthful about a trace of which nothing was kept, and silent about a step that it cannot read', () => {
  const bare: Decided = {
    node: { id: 'm', label: null, config: before.config },
    journey: 'Preventiva',
    zone: ZONE,
    trace: [],
    contact: { channel: 'email', status: 'delivered', reason: null, topic: null, accounts: 1 },
  };
  expect(explain(bare)).toMatchObject({ node: 'm', time: { dueDate: null }, decision: { kind: 'told', choice: { kind: 'fixed' } } });
  expect(explain({ ...bare, trace: [{ outcome: 'sent', reason: null, why: 'torn' }] })).toMatchObject({ decision: { kind: 'told' } });
  expect(explain({ ...bare, contact: null })).toBeNull();
  expect(explain({ ...bare, node: { ...bare.node, config: { when: 'soon' } } })).toBeNull();
});

it('says nothing of a step that only waited or ended', () => {
  const story: Story = {
    nodes: [enterBySegment(), waitEvent('m', ['payment.received']), exit('x')],
    ways: ['in > m', 'm > x', 'm.payment.received > x'],
  };
  expect(explained(story)).toBeNull();
});

describe('a run that ended where it was about to tell', () => {
  const paid = ['2026-03-10 08:00', 'payment.received', 'a1', { amount: 1_000_000_000 }] as const;

  it('says what the debtor was spared, by which due date, and when they paid', () => {
    expect(explained(one({ events: [paid] }))).toMatchObject({
      channel: null,
      time: { kind: 'due', days: -5, dueDate: '2026-03-20' },
      decision: { kind: 'paid', paid: { date: '2026-03-10', time: '08:00' }, outcome: 'cured' },
    });
  });

  it('says nothing where the run only waited, or came to its end', () => {
    const waits: Story = { nodes: [enterBySegment(), waitEvent('m', ['custom.a'])], ways: ['in > m'], events: [paid] };
    expect(explained(waits)).toBeNull();
    expect(explained(one())?.decision).toMatchObject({ kind: 'told' });
  });
});
