import { describe, expect, it } from 'vitest';
import { bogota, standing } from '../testing.ts';
import { type OfferConfig, offerNode } from './offer.ts';

const config: OfferConfig = {
  when: { kind: 'now' },
  channel: { mode: 'fixed', channel: 'email' },
  template: 'offer',
  terms: { kind: 'promise' },
  validDays: 5,
};
const now = bogota('2026-03-10 09:00');

describe('the settings of an offer', () => {
  it('are a message’s, and its days are whole and at least one', () => {
    const wrong = (changes: Partial<OfferConfig>) => offerNode.problems({ ...config, ...changes }).map(({ path }) => path);
    expect(wrong({})).toEqual([]);
    for (const validDays of [0, -1, 1.5, 5_000]) expect(wrong({ validDays })).toEqual(['validDays']);
    expect(wrong({ when: { kind: 'due', days: 1, at: '9' }, graceDays: -1 })).toEqual(['when.at', 'graceDays']);
    expect(wrong({ terms: { kind: 'promise', withinDays: 0 } })).toEqual(['terms.withinDays']);
    expect(offerNode.message?.(config)).toEqual({ template: 'offer', channels: ['email'] });
  });

  it('keep what else the terms say, for the page that shows them', () => {
    const read = offerNode.config.safeParse({ ...config, terms: { kind: 'plan', instalments: 3, firstPercent: 20 } });
    expect(read.data?.terms).toEqual({ kind: 'plan', instalments: 3, firstPercent: 20 });
    expect(offerNode.config.safeParse({ ...config, terms: { kind: 'gift' } }).success).toBe(false);
  });
});

it('queues a contact once, and stays for the answer', () => {
  const step = offerNode.prepare(config);
  const until = bogota('2026-03-15 09:00');
  const told = step.run(standing({ now }));
  expect(told).toMatchObject({ kind: 'wait', until, actedAt: now, effect: { kind: 'queue', channel: 'email', template: 'offer' } });
  expect(step.run(standing({ now: now + 1, actedAt: now }))).toEqual({ kind: 'wait', until, actedAt: now });
  expect(step.run(standing({ now: until, actedAt: now }))).toEqual({ kind: 'leave', handle: 'expired' });
});
