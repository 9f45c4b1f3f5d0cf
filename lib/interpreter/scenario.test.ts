import { describe, expect, it } from 'vitest';
import { readScenario } from './scenario.ts';
import { documentOf, enterBySegment, exit } from './testing/story.ts';

const plain = {
  name: 'plain',
  workspace: { timezone: 'America/Bogota', country: 'CO', policy: null },
  debtors: [{ id: 'd1', email: 'ana@example.com' }, { id: 'd2' }],
  accounts: [{ id: 'a1', debtor: 'd1', currency: 'COP', balance: 100, dueDate: '2026-03-20' }],
  journey: documentOf({ nodes: [enterBySegment(), exit('out')], ways: ['in > out'] }),
  from: '2026-03-01T00:00:00-05:00',
  to: '2026-03-31T00:00:00-05:00',
};
const event = { at: '2026-03-02T10:00:00-05:00', type: 'payment.received', account: 'a1', data: { amount: 10 } };

/** The problems of the plain case with changes, each as `path: message`. */
function problemsWith(changes: object): string[] {
  const read = readScenario({ ...plain, ...changes });
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('a case', () => {
  it('is read with its instants in milliseconds, absent facts absent, three days for topics', () => {
    const read = readScenario({ ...plain, accounts: [{ ...plain.accounts[0], openedAt: '2026-03-01T00:00:00Z' }], events: [event] });
    expect(read).toMatchObject({
      ok: true,
      value: {
        from: Date.UTC(2026, 2, 1, 5),
        topicDays: 3,
        policy: null,
        debtors: [{ externalId: 'd1', email: 'ana@example.com' }, { externalId: 'd2' }],
        accounts: [{ externalId: 'a1', debtorExternalId: 'd1', openedAt: Date.UTC(2026, 2, 1) }],
        events: [{ at: Date.UTC(2026, 2, 2, 15), account: 'a1', debtor: null, payload: { amount: 10 } }],
      },
    });
  });

  it('may name both the account of an event and its debtor', () => {
    expect(problemsWith({ events: [{ ...event, debtor: 'd1' }] })).toEqual([]);
    expect(problemsWith({ events: [{ ...event, debtor: 'd2' }] })).toEqual(['$.events[0]: Account "a1" is not one of debtor "d2".']);
  });

  it('takes an event that is sent twice once', () => {
    const twice = { ...event, id: 'e1' };
    const read = readScenario({ ...plain, events: [twice, { ...twice, data: { amount: 20 } }, event, event] });
    expect(read.ok && read.value.events.map(({ payload }) => payload.amount)).toEqual([10, 10, 10]);
  });
});

describe('a case is refused, with the place,', () => {
  it('where an event concerns nobody, somebody unknown, or a debtor although it is about an account', () => {
    const { account, ...nobody } = event;
    expect(problemsWith({ events: [nobody] })).toEqual(['$.events[0]: An event names an account or a debtor.']);
    expect(problemsWith({ events: [event, { ...event, account: 'a9' }] })).toEqual(['$.events[1]: No account has the id "a9".']);
    expect(problemsWith({ events: [{ ...nobody, debtor: 'd1' }] })).toEqual([
      '$.events[0]: payment.received is about an account; name it.',
    ]);
    expect(account).toBe('a1');
  });

  it('where what an event holds is wrong, or its type is none', () => {
    expect(problemsWith({ events: [{ ...event, data: { amount: -1 } }] })).toEqual([
      expect.stringMatching(/^\$\.events\[0\]\.data\.amount: /),
    ]);
    expect(problemsWith({ events: [{ ...event, type: 'payment.lost' }] })).toEqual([
      expect.stringMatching(/^\$\.events\[0\]\.type: "payment\.lost" is no event type/),
    ]);
    expect(problemsWith({ events: [{ ...event, type: 'promise.kept' }] })).toEqual([
      expect.stringMatching(/^\$\.events\[0\]\.type: promise\.kept is derived/),
    ]);
  });

  it('where an account has no debtor, or two have one id', () => {
    expect(problemsWith({ accounts: [{ ...plain.accounts[0], debtor: 'd9' }] })).toEqual([
      '$.accounts[0].debtor: No debtor has the id "d9".',
    ]);
    expect(problemsWith({ accounts: [plain.accounts[0], plain.accounts[0]] })).toEqual([
      '$.accounts[1].id: "a1" stands in the list already.',
    ]);
    expect(problemsWith({ debtors: [...plain.debtors, { id: 'd2' }] })).toEqual(['$.debtors[2].id: "d2" stands in the list already.']);
  });

  it('where a zone, a time or an amount is none', () => {
    expect(problemsWith({ workspace: { timezone: 'America/Macondo' } })).toEqual([
      expect.stringMatching(/^\$\.workspace\.timezone: is not a time zone/),
    ]);
    expect(problemsWith({ from: '2026-03-01T00:00:00' })).toEqual([expect.stringMatching(/^\$\.from: .*with its offset/)]);
    expect(problemsWith({ accounts: [{ ...plain.accounts[0], balance: -5 }] })).toEqual([
      expect.stringMatching(/^\$\.accounts\[0\]\.balance: is negative/),
    ]);
    expect(problemsWith({ accounts: [{ ...plain.accounts[0], colour: 'red' }] })).toEqual([
      expect.stringMatching(/^\$\.accounts\[0\]: .*colour/),
    ]);
  });

  it('where it ends before it begins', () => {
    expect(problemsWith({ to: '2026-02-28T00:00:00-05:00' })).toEqual(['$.to: The case ends before it begins.']);
  });

  it('where its journey cannot be read', () => {
    expect(problemsWith({ journey: { ...plain.journey, colour: 'red' } })).toEqual([
      expect.stringMatching(/^\$\.journey\.colour: Unknown key/),
    ]);
  });
});
