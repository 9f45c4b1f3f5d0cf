import { expect, it, vi } from 'vitest';
import type { ContactWhole } from '#lib/db/queries/contacts.ts';
import { whyTold } from './why-told.ts';

vi.mock('server-only', () => ({}));

const contact: ContactWhole = {
  queuedAt: 0,
  enrollmentId: 'e',
  seq: 1,
  id: 'c',
  shard: 0,
  debtorExternalId: 'D',
  debtorName: null,
  zone: 'America/Bogota',
  journeyId: 1,
  versionId: 1,
  node: 'n1',
  channel: 'sms',
  status: 'sent',
  reason: null,
  subject: null,
  opening: null,
  accounts: [],
  visit: 1,
  template: 't',
  topic: null,
  sentAt: null,
  endedAt: null,
  address: null,
  language: null,
  body: null,
  preferredChannel: null,
  preferenceAt: null,
  trace: [],
};

it('tells the step’s time and its one channel', () => {
  const config = { when: { kind: 'due', days: -5, at: '09:00' }, channel: { mode: 'fixed', channel: 'sms' } };
  expect(whyTold(contact, config)).toEqual([{ kind: 'due', days: -5, time: '09:00' }, { kind: 'fixed-channel' }]);
});

it('says that a channel was preferred only where the debtor prefers the one that was used', () => {
  const config = { when: { kind: 'now' }, channel: { mode: 'preferred', else: ['sms'] } };
  const preferring = { ...contact, preferredChannel: 'sms', preferenceAt: Date.UTC(2026, 9, 3, 3) };
  expect(whyTold(preferring, config)).toEqual([{ kind: 'now' }, { kind: 'preferred-channel', since: '2026-10-02' }]);
  expect(whyTold({ ...contact, preferredChannel: 'email' }, config)).toEqual([{ kind: 'now' }, { kind: 'first-channel' }]);
});

it('names the rule that made it wait, as the trace kept it', () => {
  const trace = [
    { outcome: 'wait', reason: null, detail: '{"deferred":"co-hours","channel":"sms"}' },
    { outcome: 'sent', reason: null, detail: 'not json' },
  ];
  expect(whyTold({ ...contact, trace }, {})).toEqual([{ kind: 'deferred', rule: 'co-hours' }]);
});

it('says nothing of a step whose settings it cannot read', () => {
  expect(whyTold(contact, { when: 'soon' })).toEqual([]);
});
