import { describe, expect, it } from 'vitest';
import type { RunLog } from './run-log.ts';
import { differences, readExpectation } from './scenario-check.ts';

const log: RunLog = {
  contacts: [
    { at: '2026-03-15T14:00:00.000Z', node: 'm', channel: 'email', debtor: 'd1', accounts: ['a1'], status: 'sent' },
    { at: '2026-03-20T14:00:00.000Z', node: 'm', channel: 'sms', debtor: 'd1', accounts: ['a1'], status: 'sent' },
  ],
  notSent: [],
  enrollments: [{ account: 'a1', status: 'ended', outcome: 'cured' }],
};

describe('a case and what came of it', () => {
  it('agree where every row that is expected came, times in any offset, facts that are not named left aside', () => {
    expect(
      differences(log, {
        contacts: [
          { at: '2026-03-20T09:00:00-05:00', channel: 'sms' },
          { node: 'm', accounts: ['a1'], channel: 'email' },
        ],
        enrollments: [{ account: 'a1', outcome: 'cured' }],
      }),
    ).toEqual([]);
    expect(differences(log, { notSent: [] })).toEqual([]);
  });

  it('differ by what is missing and what nobody expected', () => {
    expect(differences(log, { contacts: [{ channel: 'email' }], notSent: [{ reason: 'missed' }] })).toEqual([
      { part: 'contacts', kind: 'unexpected', row: { ...log.contacts[1] } },
      { part: 'notSent', kind: 'missing', row: { reason: 'missed' } },
    ]);
    expect(differences(log, { contacts: [{ channel: 'sms' }, { channel: 'sms' }] })).toHaveLength(2);
    expect(differences(log, { enrollments: [] })).toMatchObject([{ kind: 'unexpected' }]);
  });

  it('is refused where it expects nothing, or something else', () => {
    expect(readExpectation({})).toMatchObject({ ok: false, problems: [{ path: '$.expect' }] });
    expect(readExpectation(undefined)).toMatchObject({ ok: false, problems: [{ path: '$.expect' }] });
    expect(readExpectation({ contact: [] })).toMatchObject({ ok: false });
    expect(readExpectation({ contacts: [3] })).toMatchObject({ ok: false, problems: [{ path: '$.expect.contacts[0]' }] });
    expect(readExpectation({ contacts: [] })).toEqual({ ok: true, value: { contacts: [] } });
  });
});
