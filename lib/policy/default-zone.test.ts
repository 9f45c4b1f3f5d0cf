import { expect, it } from 'vitest';
import { zoneInForce } from './default-zone.ts';
import presets from './presets/policies.json' with { type: 'json' };

it('knows every preset country’s default zone, and leaves the others to the workspace', () => {
  for (const { code, defaultTimezone } of presets.countries) {
    expect([code, zoneInForce(null, code, 'Etc/UTC')]).toEqual([code, defaultTimezone ?? 'Etc/UTC']);
  }
});

it('takes the stated zone before any other', () => {
  expect(zoneInForce('America/New_York', 'CO', 'Etc/UTC')).toBe('America/New_York');
  expect(zoneInForce(null, null, 'America/Lima')).toBe('America/Lima');
});
