import { describe, expect, it } from 'vitest';
import { reportedContact } from './reported-contact.ts';
import type { PendingEvent } from './world.ts';

const told = (payload: PendingEvent['payload'], type = 'contact.sent', accountId: string | null = null) =>
  reportedContact({ type, at: 5, payload, accountId }, () => 'r1');

describe('a contact that another system reports', () => {
  it('stands at its own instant, about the account that it names, by the channel that it names', () => {
    expect(told({ channel: 'sms', topic: 'aviso' }, 'contact.sent', 'a1')).toEqual({
      enrollmentId: 'r1',
      seq: 0,
      journeyId: 0,
      node: '',
      channel: 'sms',
      topic: 'aviso',
      queuedAt: 5,
      status: 'sent',
      accountIds: ['a1'],
      enrollmentIds: [],
    });
    expect(told({ channel: 'call' })).toMatchObject({ channel: 'call', topic: null, accountIds: [] });
  });

  it('was a conversation where it says so; a machine that rings is the channel voice', () => {
    expect(told({ channel: 'ivr', outcome: 'conversation' })).toMatchObject({ channel: 'voice', status: 'answered' });
    expect(told({ channel: 'call', outcome: 'no_answer' })).toMatchObject({ status: 'sent' });
  });

  it('is none without a channel that we know, in another event, nor where a journey hears of its own', () => {
    expect(told({})).toBeNull();
    expect(told({ channel: 'carrier pigeon' })).toBeNull();
    expect(told({ channel: 'sms' }, 'contact.delivered')).toBeNull();
    expect(told({ channel: 'sms', node: 'm', topic: null })).toBeNull();
  });
});
