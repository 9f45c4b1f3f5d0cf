import { describe, expect, it } from 'vitest';
import { apartRules, keptFarthest } from './apart.ts';
import { bookOf } from './book-of.ts';
import { NO_OWN_POLICY, readOwnPolicy } from './own-policy.ts';
import { countryPresets } from './presets.ts';

const presets = countryPresets();
const CHANNELS = ['sms', 'email', 'whatsapp', 'voice'];
const rulesIn = (country: string, own = NO_OWN_POLICY, subdivision: string | null = null, today = '2026-03-10') =>
  apartRules(bookOf(presets, country, own)(country, subdivision), CHANNELS, today);

function house(rules: object) {
  const read = readOwnPolicy({ rules });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

describe('how far a policy keeps two contacts apart for sure', () => {
  it('is a date where one a day is allowed, and as many dates as a spacing asks for', () => {
    expect(keptFarthest(rulesIn('CO'), 'sms', 'email')).toMatchObject({ rule: 'CO-DAY', days: 1 });
    expect(keptFarthest(rulesIn('CL'), 'sms', 'email')).toMatchObject({ rule: 'CL-SPACING', days: 2 });
    expect(keptFarthest(rulesIn('CL'), 'sms', 'voice')).toBeNull();
    expect(keptFarthest(rulesIn('CL'), 'voice', 'voice')).toMatchObject({ rule: 'CL-CALL-WEEK', days: 1 });
  });

  it('is nothing where two a day are allowed, or only conversations count, or a rule is past', () => {
    expect(rulesIn('GT')).toEqual([]);
    expect(rulesIn('MX')).toEqual([]);
    const caps = (more: object) => rulesIn('MX', house({ caps: [{ id: 'H', channels: '*', per: 'rolling7d', max: 1, ...more }] }));
    expect(caps({})).toMatchObject([{ rule: 'H', days: 7, between: 'any' }]);
    expect(caps({ counts: 'conversation' })).toEqual([]);
    expect(caps({ exempt: { outcomes: ['not_connected'] } })).toEqual([]);
    expect(caps({ validTo: '2026-03-09' })).toEqual([]);
  });

  it('is asked of one channel alone where a cap counts each for itself, and of two where one channel a week is allowed', () => {
    const each = rulesIn('MX', house({ caps: [{ id: 'H', channels: '*', per: 'day', max: 1, countBy: 'channel' }] }));
    expect([keptFarthest(each, 'sms', 'sms')?.rule, keptFarthest(each, 'sms', 'email')]).toEqual(['H', null]);
    const single = rulesIn('MX', house({ singleChannel: { id: 'S', channels: ['sms', 'email'] } }));
    expect([keptFarthest(single, 'sms', 'sms'), keptFarthest(single, 'sms', 'email')?.rule]).toEqual([null, 'S']);
    expect(keptFarthest(single, 'sms', 'whatsapp')).toBeNull();
  });
});
