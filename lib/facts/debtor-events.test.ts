import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDebtorEvent, foldDebtor, importedDebtor } from './debtor-events.ts';
import type { EventFact } from './facts.ts';

const fresh = importedDebtor(
  { externalId: 'd1', preferredChannel: 'sms', consent: { email: 'granted', push: 'unknown' } },
  'i',
  'America/Bogota',
);
const AS_OF = { preference: 50, paperless: null, consent: { email: 50 } };
const event = (at: number, type: string, payload: Record<string, unknown> = {}): EventFact => ({ at, type, payload });
const fold = (...events: EventFact[]) => foldDebtor(fresh, events, AS_OF, 1_000);

describe('what events say of a debtor', () => {
  it('takes over a preference whole, with who captured it and when', () => {
    const set = event(60, 'preference.set', { channel: 'whatsapp', from: '18:00', source: 'portal' });
    expect(fold(set)).toMatchObject({
      preferredChannel: 'whatsapp',
      preferredFrom: '18:00',
      preferredTo: null,
      preferenceSource: 'portal',
      preferenceAt: 60,
    });
  });

  it('keeps what the import said against older events, and lets them fill what it left empty', () => {
    const older = [
      event(40, 'preference.set', { channel: 'email', source: 'agent' }),
      event(40, 'consent.denied', { channel: 'email' }),
      event(40, 'consent.denied', { channel: 'push' }),
      event(40, 'paperless.set', { on: true }),
    ];
    expect(fold(...older)).toMatchObject({ preferredChannel: 'sms', consent: { email: 'granted', push: 'denied' }, paperless: true });
    expect(fold(event(50, 'consent.denied', { channel: 'email' })).consent.email).toBe('denied');
  });

  it('takes the newest word on consent, by its own time', () => {
    expect(fold(event(70, 'consent.denied', { channel: 'email' }), event(60, 'consent.granted', { channel: 'email' })).consent.email).toBe(
      'denied',
    );
  });

  it('remembers replies and the channels that failed for good', () => {
    const state = fold(
      event(10, 'contact.replied'),
      event(20, 'contact.failed', { channel: 'sms', hard: true }),
      event(21, 'contact.failed', { channel: 'email', hard: false }),
      event(22, 'contact.failed', { channel: 'email', hard: true }),
      event(23, 'contact.failed', { channel: 'email', hard: true }),
    );
    expect(state).toMatchObject({ lastReplyAt: 10, hardFailed: ['email', 'sms'] });
  });

  it('leaves out what lies after the instant that is asked about', () => {
    expect(foldDebtor(fresh, [event(1_001, 'contact.replied')], AS_OF, 1_000).lastReplyAt).toBeNull();
  });

  it('is the same one after another as folded, in whatever order events arrive', () => {
    const anyEvent = fc.tuple(
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom('preference.set', 'consent.granted', 'consent.denied', 'paperless.set', 'contact.replied', 'contact.failed'),
      fc.record({ channel: fc.constantFrom('email', 'sms'), on: fc.boolean(), source: fc.constant('x'), hard: fc.boolean() }),
    );
    const events = fc
      .uniqueArray(anyEvent, { selector: ([at]) => at, maxLength: 8 })
      .map((all) => all.map(([at, type, payload]) => event(at, type, payload)));
    fc.assert(
      fc.property(events, (some) => {
        let state = fresh;
        for (const one of some.toSorted((a, b) => a.at - b.at)) state = applyDebtorEvent(state, one, AS_OF);
        expect(fold(...some)).toEqual(state);
        expect(fold(...some.toReversed())).toEqual(state);
      }),
      { seed: 7 },
    );
  });
});
