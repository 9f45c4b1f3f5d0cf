import { expect, it } from 'vitest';
import { isZone } from './civil.ts';
import { COUNTRIES } from './country.ts';
import { countryZone } from './country-zone.ts';
import { isCurrency } from './money.ts';

it('each country suggests a currency in use and a zone that exists, that of its preset where there is one', () => {
  for (const { code, currency, zone } of COUNTRIES) {
    expect(code).toMatch(/^[A-Z]{2}$/);
    expect([code, isCurrency(currency), isZone(zone)]).toEqual([code, true, true]);
    expect(countryZone(code) ?? zone).toBe(zone);
    expect(zone).not.toBe('UTC');
  }
  expect(new Set(COUNTRIES.map(({ code }) => code)).size).toBe(COUNTRIES.length);
  expect(COUNTRIES.length).toBeGreaterThan(35);
});
