import { describe, expect, it } from 'vitest';
import type { Channel } from '#lib/facts/debtor.ts';
import { bogota, standing } from '../testing.ts';
import { type MessageConfig, messageNode } from './message.ts';
import { channelChoiceSchema } from './telling.ts';

const now = bogota('2026-03-15 10:00');
const config: MessageConfig = {
  when: { kind: 'due', days: 0, at: '10:00' },
  channel: { mode: 'fixed', channel: 'email' },
  template: 'reminder',
};
type Here = Omit<Parameters<typeof standing>[0], 'now'>;

const tell = (changes: Partial<MessageConfig> = {}, here: Here = {}) =>
  messageNode.prepare({ ...config, ...changes }).run(standing({ arrivedAt: bogota('2026-03-01 00:00'), ...here, now }));
/** By which channel it was told, or why not. */
function channelOf(changes: Partial<MessageConfig>, here: Here = {}): string | undefined {
  const move = tell(changes, here);
  if (move.kind !== 'leave') return move.kind;
  return move.reason ?? (move.effect && 'channel' in move.effect ? move.effect.channel : undefined);
}
const first = (...of: Channel[]): Partial<MessageConfig> => ({ channel: { mode: 'first', of } });
const everywhere = { email: 'a@example.com', phone: '+573001234567', whatsapp: '+573001234567', pushCount: 1, postal: 'Calle 1' };

describe('a message', () => {
  it('waits for its time and queues one contact then', () => {
    const early = messageNode.prepare(config).run(standing({ now: now - 1, arrivedAt: 0 }));
    expect(early).toEqual({ kind: 'wait', until: now, actedAt: null });
    expect(tell({ topic: 'due' })).toEqual({
      kind: 'leave',
      handle: 'sent',
      effect: { kind: 'queue', channel: 'email', template: 'reminder', topic: 'due' },
      why: { channel: 'email', due: '2026-03-15' },
    });
  });

  it('that was missed is not sent', () => {
    expect(tell({ when: { kind: 'due', days: -1, at: '10:00' } })).toEqual({
      kind: 'leave',
      handle: 'notSent',
      reason: 'missed',
      why: { due: '2026-03-15', at: bogota('2026-03-14 10:00'), arrivedAt: bogota('2026-03-01 00:00') },
    });
  });

  it('has two ways out, of which notSent may be left unwired', () => {
    expect(messageNode.handles(config)).toEqual([
      { id: 'sent', optional: false },
      { id: 'notSent', optional: true },
    ]);
  });
});

describe('the channel', () => {
  it('needs its own address', () => {
    const none = { email: null, phone: null };
    const reached = (debtor: object) => channelOf(first('email', 'sms', 'whatsapp', 'push', 'letter'), { debtor: { ...none, ...debtor } });
    expect(reached({})).toBe('unreachable');
    expect(reached({ email: 'a@example.com' })).toBe('email');
    expect(reached({ phone: '+573001234567' })).toBe('sms');
    expect(reached({ whatsapp: '+573001234567' })).toBe('whatsapp');
    expect(reached({ pushCount: 1 })).toBe('push');
    expect(reached({ postal: 'Calle 1' })).toBe('letter');
    expect(channelOf(first('voice'), { debtor: { ...none, phone: '+573001234567' } })).toBe('voice');
    expect(reached({ email: '', pushCount: 0 })).toBe('unreachable');
  });

  it('is passed over where the person denied it or it failed for good', () => {
    expect(channelOf(first('email', 'sms'), { debtor: { consent: { email: 'denied' } } })).toBe('sms');
    expect(channelOf(first('email', 'sms'), { debtor: { hardFailed: ['email'] } })).toBe('sms');
    expect(channelOf(first('email'), { debtor: { consent: { email: 'denied', sms: 'granted' } } })).toBe('unreachable');
    expect(channelOf(first('email'), { debtor: { consent: { sms: 'denied' } } })).toBe('email');
  });

  it('is the person’s own choice where that is reachable, else the first of the list that is', () => {
    const preferred: Partial<MessageConfig> = { channel: { mode: 'preferred', else: ['whatsapp', 'sms'] } };
    expect(channelOf(preferred, { debtor: { ...everywhere, preferredChannel: 'letter' } })).toBe('letter');
    expect(channelOf(preferred, { debtor: { ...everywhere, preferredChannel: 'letter', postal: null } })).toBe('whatsapp');
    expect(channelOf(preferred, { debtor: { ...everywhere, preferredChannel: 'letter', postal: null, whatsapp: null } })).toBe('sms');
    expect(channelOf(preferred, { debtor: { ...everywhere, preferredChannel: null } })).toBe('whatsapp');
    expect(channelOf(preferred, { debtor: { ...everywhere, preferredChannel: 'pigeon' } })).toBe('whatsapp');
  });

  it('is not the person’s choice where it is fixed or a list', () => {
    expect(channelOf({}, { debtor: { ...everywhere, preferredChannel: 'sms' } })).toBe('email');
    expect(channelOf(first('push', 'email'), { debtor: { ...everywhere, preferredChannel: 'sms' } })).toBe('push');
  });

  it('reads the three modes and no other', () => {
    expect(channelChoiceSchema.safeParse({ mode: 'first', of: ['push', 'email'] }).success).toBe(true);
    expect(channelChoiceSchema.safeParse({ mode: 'best', of: ['push'] }).success).toBe(false);
    expect(channelChoiceSchema.safeParse({ mode: 'fixed', channel: 'fax' }).success).toBe(false);
  });
});

describe('the policy', () => {
  const deny = (rule: string) => ({ kind: 'deny', rule }) as const;
  const defer = (until: string, rule: string) => ({ kind: 'defer', until: bogota(until), rule }) as const;

  it('that denies sends the step to the next channel; the first one’s rule is the reason where none is left', () => {
    expect(channelOf(first('email', 'sms'), { verdicts: { email: deny('X') } })).toBe('sms');
    expect(channelOf(first('email', 'sms'), { verdicts: { email: deny('X'), sms: deny('Y') } })).toBe('denied:X');
    expect(channelOf(first('push', 'email', 'sms'), { verdicts: { email: defer('2026-03-16 08:00', 'H'), sms: deny('Y') } })).toBe(
      'deferred:H',
    );
  });

  it('that defers has the step wait while its day lasts', () => {
    const verdicts = { email: defer('2026-03-15 23:59', 'H') };
    expect(tell({}, { verdicts })).toEqual({
      kind: 'wait',
      until: bogota('2026-03-15 23:59'),
      actedAt: null,
      heldUntil: bogota('2026-03-15 23:59'),
      why: { deferred: 'H', channel: 'email', until: bogota('2026-03-15 23:59'), due: '2026-03-15' },
    });
    expect(tell(first('email', 'sms'), { verdicts })).toMatchObject({ kind: 'wait' });
  });

  it('that defers beyond its day is asked for the next channel, unless there is grace or it is to act', () => {
    const verdicts = { email: defer('2026-03-16 00:00', 'H') };
    expect(channelOf(first('email', 'sms'), { verdicts })).toBe('sms');
    expect(channelOf({}, { verdicts })).toBe('deferred:H');
    expect(tell({ graceDays: 1 }, { verdicts })).toMatchObject({ kind: 'wait', until: bogota('2026-03-16 00:00') });
    expect(tell({ ifMissed: 'act' }, { verdicts: { email: defer('2027-01-01 00:00', 'H') } })).toMatchObject({ kind: 'wait' });
  });

  it('is not asked again before the instant until which it deferred', () => {
    const heldUntil = bogota('2026-03-15 12:00');
    expect(tell({}, { heldUntil, debtor: { email: null } })).toEqual({ kind: 'wait', until: heldUntil, actedAt: null, heldUntil });
    expect(channelOf({}, { heldUntil: now, debtor: { email: null } })).toBe('unreachable');
  });
});

describe('a topic', () => {
  it('that the debtor was told lately is a duplicate', () => {
    expect(channelOf({ topic: 'due' }, { told: ['due'] })).toBe('duplicate');
    expect(channelOf({ topic: 'due' }, { told: ['other'] })).toBe('email');
    expect(channelOf({}, { told: ['due'] })).toBe('email');
  });

  it('means nothing where nobody can be reached', () => {
    expect(channelOf({ topic: 'due' }, { told: ['due'], debtor: { email: null } })).toBe('unreachable');
  });
});

describe('a contact that stands queued here', () => {
  it('is joined, whatever the policy and the topic would say', () => {
    const here: Here = { queuedBy: ['email'], told: ['due'], verdicts: { email: { kind: 'deny', rule: 'X' } } };
    expect(tell({ topic: 'due' }, here)).toEqual({
      kind: 'leave',
      handle: 'sent',
      effect: { kind: 'join', channel: 'email' },
      why: { channel: 'email', due: '2026-03-15' },
    });
  });

  it('by another channel is not', () => {
    expect(tell({}, { queuedBy: ['sms'] })).toMatchObject({ effect: { kind: 'queue', channel: 'email' } });
    expect(channelOf({ topic: 'due' }, { queuedBy: ['sms'], told: ['due'] })).toBe('duplicate');
  });

  it('by a later channel is joined although the topic was told, where the first one is denied', () => {
    const here: Here = { queuedBy: ['sms'], told: ['due'], verdicts: { email: { kind: 'deny', rule: 'X' } } };
    expect(tell({ ...first('email', 'sms'), topic: 'due' }, here)).toMatchObject({ effect: { kind: 'join', channel: 'sms' } });
    expect(channelOf({ ...first('email', 'sms'), topic: 'due' }, { queuedBy: ['sms'], told: ['due'] })).toBe('duplicate');
  });

  it('by a later channel is joined where the first one is denied', () => {
    const move = tell(first('email', 'sms'), { queuedBy: ['sms'], verdicts: { email: { kind: 'deny', rule: 'X' } } });
    expect(move).toMatchObject({ effect: { kind: 'join', channel: 'sms' } });
  });
});

describe('what the trace keeps', () => {
  const why = (changes: Partial<MessageConfig>, here: Here = {}) => {
    const move = tell(changes, here);
    return move.kind === 'end' ? null : move.why;
  };

  it('is which channels were passed over and what each lacked', () => {
    const debtor = { email: null, hardFailed: ['sms'], consent: { whatsapp: 'denied' as const }, pushCount: 1 };
    expect(why(first('email', 'sms', 'whatsapp', 'push'), { debtor })).toEqual({
      due: '2026-03-15',
      channel: 'push',
      passed: ['email address', 'sms failed', 'whatsapp denied'],
    });
    expect(why(first('email', 'sms'), { debtor })).toEqual({ due: '2026-03-15', passed: ['email address', 'sms failed'] });
  });

  it('is what the debtor had asked for, where the step asks for that', () => {
    const debtor = { preferredChannel: 'whatsapp', preferenceAt: 7 };
    const choice: Partial<MessageConfig> = { channel: { mode: 'preferred', else: ['email'] } };
    expect(why(choice, { debtor })).toEqual({
      due: '2026-03-15',
      preferred: 'whatsapp',
      preferredAt: 7,
      channel: 'email',
      passed: ['whatsapp address'],
    });
    expect(why({}, { debtor })).toEqual({ due: '2026-03-15', channel: 'email' });
  });

  it('is the earlier contact of a topic', () => {
    expect(why({ topic: 'due' }, { told: ['due'] })).toEqual({ due: '2026-03-15', told: now - 86_400_000, toldBy: 'sms', topicDays: 3 });
  });

  it('is the rule of every channel that the policy refused, and until when it asked to wait', () => {
    const until = bogota('2026-03-16 08:00');
    const verdicts = { email: { kind: 'defer' as const, until, rule: 'H' }, sms: { kind: 'deny' as const, rule: 'Y' } };
    expect(why(first('email', 'sms'), { verdicts })).toEqual({
      due: '2026-03-15',
      channel: 'email',
      until,
      lastDate: '2026-03-15',
      passed: ['email rule:H', 'sms rule:Y'],
    });
  });
});

it('finds fault with its times', () => {
  expect(messageNode.problems(config)).toEqual([]);
  const wrong = { ...config, when: { kind: 'after', amount: -1, unit: 'days' } as const, graceDays: 0.5 };
  expect(messageNode.problems(wrong).map(({ path }) => path)).toEqual(['when.amount', 'graceDays']);
});
