import { describe, expect, it } from 'vitest';
import { bookOf } from './book-of.ts';
import { isOpenAt, openHours } from './open-hours.ts';
import { NO_OWN_POLICY, readOwnPolicy } from './own-policy.ts';
import { countryPresets } from './presets.ts';

const presets = countryPresets();
const read = readOwnPolicy({ tighten: [{ rule: 'CO-DAY', max: 0 }] });
const own = read.ok ? read.value : NO_OWN_POLICY;

describe('the hours that a policy leaves open', () => {
  it('are those of any day of the week, half-open', () => {
    const { sms = [] } = openHours(bookOf(presets, 'CO', NO_OWN_POLICY)('CO', null), ['sms'], '2026-03-10');
    expect(['06:59', '07:00', '18:59', '19:00'].map((time) => isOpenAt(sms, time))).toEqual([false, true, true, false]);
  });

  it('are none for a channel of which none is allowed, and all where no rule speaks of hours', () => {
    expect(openHours(bookOf(presets, 'CO', own)('CO', null), ['email'], '2026-03-10')).toEqual({ email: [] });
    const { email = [] } = openHours(bookOf(presets, null, NO_OWN_POLICY)('CO', null), ['email'], '2026-03-10');
    expect(isOpenAt(email, '03:00')).toBe(true);
  });
});
