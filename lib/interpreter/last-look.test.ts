import { describe, expect, it } from 'vitest';
import type { AccountState } from '#lib/facts/account.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { PLAIN_ACCOUNT, PLAIN_DEBTOR } from '#lib/facts/testing.ts';
import { readJourney } from '#lib/journey/document.ts';
import { bogota } from '#lib/journey/testing.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { type ContactPolicy, type ContactRecord, openPolicy } from '#lib/policy/verdict.ts';
import { compile } from './compile.ts';
import type { Enrollment } from './enrollment.ts';
import { lastLook } from './last-look.ts';
import { all, documentOf, enterBySegment, message } from './testing/story.ts';
import type { World } from './world.ts';

const now = bogota('2026-03-15 09:00');

/** A queued contact about some accounts of one debtor, and what has happened since. */
interface Queued {
  readonly accounts?: readonly Partial<AccountState>[];
  readonly debtor?: Partial<DebtorState>;
  readonly suspendWhen?: unknown;
  readonly exitWhen?: readonly unknown[];
  readonly policy?: ContactPolicy;
  readonly told?: readonly ContactRecord[];
  readonly ended?: boolean;
}

function look({ accounts = [{}], debtor = {}, suspendWhen, exitWhen, policy = openPolicy(3), told = [], ended = false }: Queued) {
  const person = { ...PLAIN_DEBTOR, email: 'ana@example.com', ...debtor };
  const states = accounts.map((account, index) => ({ ...PLAIN_ACCOUNT, id: `id-${index}`, externalId: `a${index + 1}`, ...account }));
  const enrollments = states.map((state, index): Enrollment => runOf(state.id, `run-${index}`, ended));
  const contact = queuedFor(enrollments);
  const folded = <State>(state: State) => ({ state, foldedUntil: null, base: null });
  const world: World = {
    debtor: folded(person),
    accounts: states.map(folded),
    enrollments,
    earlierRuns: new Map(),
    contacts: [...told, contact],
  };
  const read = readJourney(documentOf({ nodes: [enterBySegment(), message('m')], ways: ['in > m'], exitWhen, suspendWhen }));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  const version = { journeyId: 1, versionId: 1, program: compile(read.value), admits: true, paused: false };
  const setting = { now, versions: [version], policy, holidays: NO_HOLIDAYS, enrollmentId: () => '' };
  const { change, trace } = lastLook(contact, world, new Map(enrollments.map((one) => [one.id, one])), setting);
  return {
    change: change && {
      status: change.status,
      reason: change.reason,
      accounts: change.accountIds.map((id) => states.find((state) => state.id === id)?.externalId),
    },
    trace: trace.map(({ enrollmentId, node, outcome, reason }) => `${enrollmentId} ${node} ${outcome} ${reason}`),
  };
}

const runOf = (accountId: string, id: string, ended: boolean): Enrollment => ({
  id,
  journeyId: 1,
  versionId: 1,
  accountId,
  run: 1,
  status: ended ? 'ended' : 'live',
  node: 'm',
  seq: 3,
  enteredAt: now,
  arrivedAt: now,
  actedAt: null,
  heldUntil: null,
  answer: null,
  wakeAt: null,
  pool: null,
  place: null,
  lastOutcome: 'sent',
  visits: null,
  outcome: ended ? 'end' : null,
  endedAt: ended ? now : null,
});

const queuedFor = (enrollments: readonly Enrollment[]): ContactRecord => ({
  enrollmentId: 'run-0',
  seq: 2,
  journeyId: 1,
  node: 'm',
  channel: 'email',
  topic: null,
  queuedAt: now,
  status: 'queued',
  accountIds: enrollments.map((one) => one.accountId),
  enrollmentIds: enrollments.map((one) => one.id),
});

describe('the last look', () => {
  it('lets a contact go about which nothing has changed', () => {
    expect(look({})).toEqual({ change: null, trace: [] });
  });

  it('cancels it once the debt is paid, also where the run has ended meanwhile', () => {
    const cancelled = { change: { status: 'cancelled', reason: 'exit', accounts: ['a1'] }, trace: ['run-0 m cancelled exit'] };
    expect(look({ accounts: [{ balance: 0 }] })).toEqual(cancelled);
    expect(look({ accounts: [{ balance: 0 }], ended: true })).toEqual(cancelled);
    expect(look({ ended: true }).change).toBeNull();
  });

  it('cancels it while the journey is suspended', () => {
    expect(look({ suspendWhen: all(['account.balance', '>', 0]) }).change).toMatchObject({ status: 'cancelled', reason: 'suspended' });
  });

  it('cancels it where the person denied the channel, it failed for good, or the address is gone', () => {
    for (const debtor of [{ consent: { email: 'denied' as const } }, { hardFailed: ['email'] }, { email: null }]) {
      expect(look({ debtor }).change).toMatchObject({ status: 'cancelled', reason: 'unreachable' });
    }
    expect(look({ debtor: { consent: { sms: 'denied' } } }).change).toBeNull();
  });

  it('cancels it with the rule where the policy denies or defers', () => {
    expect(look({ policy: { topicDays: 3, judge: () => ({ kind: 'deny', rule: 'CAP' }) } }).change).toMatchObject({
      status: 'cancelled',
      reason: 'CAP',
    });
    const hours: ContactPolicy = { topicDays: 3, judge: () => ({ kind: 'defer', until: now + 1, rule: 'HOURS' }) };
    expect(look({ policy: hours }).change).toMatchObject({ status: 'cancelled', reason: 'HOURS' });
  });

  it('takes out the accounts that object and leaves the others their contact', () => {
    const { change, trace } = look({ accounts: [{ balance: 0 }, {}, { status: 'disputed' }] });
    expect(change).toEqual({ status: 'queued', reason: null, accounts: ['a2'] });
    expect(trace).toEqual(['run-0 m cancelled exit', 'run-2 m cancelled exit']);
  });

  it('keeps all the accounts in a contact that nobody is left for', () => {
    const { change, trace } = look({ accounts: [{ balance: 0 }, { balance: 0 }] });
    expect(change).toEqual({ status: 'cancelled', reason: 'exit', accounts: ['a1', 'a2'] });
    expect(trace).toHaveLength(2);
  });

  it('does not count the contact against itself, neither for the policy nor for exit rules', () => {
    const one: ContactPolicy = {
      topicDays: 3,
      judge: ({ history }) => (history.length > 0 ? { kind: 'deny', rule: 'CAP' } : { kind: 'allow' }),
    };
    const exitWhen = [{ outcome: 'enough', where: all(['debtor.contacts1d', '>=', 1]) }];
    expect(look({ policy: one, exitWhen }).change).toBeNull();
    const earlier = { ...queuedFor([]), enrollmentId: 'other', status: 'sent' };
    expect(look({ policy: one, told: [earlier] }).change).toMatchObject({ reason: 'CAP' });
    expect(look({ exitWhen, told: [earlier] }).change).toMatchObject({ reason: 'exit' });
    // Another contact of the same run is not the contact itself.
    expect(look({ policy: one, told: [{ ...earlier, enrollmentId: 'run-0', seq: 1 }] }).change).toMatchObject({ reason: 'CAP' });
  });
});
