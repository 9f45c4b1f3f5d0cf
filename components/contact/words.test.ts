import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '#lib/api/languages.ts';
import { COUNTRIES } from '#lib/base/country.ts';
import { DEFAULT_EXITS } from '#lib/journey/default-exits.ts';
import { TASK_OUTCOMES } from '#lib/journey/nodes/task.ts';
import { catalogueOf } from '#messages/catalogue.ts';
import { placeOf, SPELLED } from './place-of.ts';
import { OUTCOMES } from './use-explanation.ts';

/** Every outcome that the engine, an agent or a journey of the gallery can leave behind. */
function everyOutcome(): readonly string[] {
  const files = readdirSync('lib/templates').filter((name) => name.endsWith('.json'));
  const drawn = files.flatMap((name) => [...readFileSync(`lib/templates/${name}`, 'utf8').matchAll(/"outcome": "([^"]+)"/g)]);
  return [...new Set(['end', ...DEFAULT_EXITS.map(({ outcome }) => outcome), ...TASK_OUTCOMES, ...drawn.map(([, name]) => name ?? '')])];
}

it('knows every outcome that the engine, an agent or a journey of the gallery leaves behind', () => {
  const known: readonly string[] = OUTCOMES;
  expect(everyOutcome().length).toBeGreaterThan(15);
  expect(everyOutcome().filter((outcome) => !known.includes(outcome))).toEqual([]);
});

it.each(LANGUAGES)('has words in %s for each outcome and place', async (language) => {
  const { why, place } = await catalogueOf(language);
  expect(Object.keys(why.outcome).sort()).toEqual([...OUTCOMES].sort());
  expect(Object.keys(place).sort()).toEqual([...SPELLED].sort());
  expect(Object.entries(why.outcome).filter(([, words]) => words === '' || /[a-z]-[a-z]|[a-z][A-Z]/.test(words))).toEqual([]);
});

it('writes the places of the countries that are served as their readers do', async () => {
  const { place } = await catalogueOf('es');
  const named = (zone: string) => placeOf(zone, (key) => place[key]);
  expect(
    ['America/Bogota', 'America/Mexico_City', 'America/Panama', 'America/Asuncion', 'America/Argentina/Buenos_Aires'].map(named),
  ).toEqual(['Bogotá', 'Ciudad de México', 'Panamá', 'Asunción', 'Buenos Aires']);
  for (const { zone } of COUNTRIES) expect([zone, named(zone)]).toEqual([zone, expect.stringMatching(/^\p{Lu}[\p{L} -]+$/u)]);
});
