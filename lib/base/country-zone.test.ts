import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { countryZone, zoneInForce } from './country-zone.ts';

it('names the default zones of the policy presets', () => {
  const { countries } = JSON.parse(readFileSync('lib/policy/presets/policies.json', 'utf8'));
  expect(countries.length).toBe(14);
  for (const { code, defaultTimezone } of countries) expect([code, countryZone(code)]).toEqual([code, defaultTimezone ?? null]);
});

it('takes the stated zone, else the country, else the workspace', () => {
  expect(zoneInForce({ timezone: 'America/New_York', country: 'CO' }, 'Europe/Madrid')).toBe('America/New_York');
  expect(zoneInForce({ timezone: null, country: 'CO' }, 'Europe/Madrid')).toBe('America/Bogota');
  expect(zoneInForce({ timezone: null, country: 'US' }, 'Europe/Madrid')).toBe('Europe/Madrid');
  expect(zoneInForce({ timezone: null, country: null }, 'Europe/Madrid')).toBe('Europe/Madrid');
});
