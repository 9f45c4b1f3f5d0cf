import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { readScenario } from './scenario.ts';
import { simulateScenario } from './simulate.ts';

const folder = new URL('../../conformance/', import.meta.url);
/** Cases that need a country policy or node types of a later issue. */
const LATER = ['colombia-grace-0.json', 'colombia-grace-1.json', 'experiment.json'];
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('validate-') && !LATER.includes(name));

interface Expected {
  contacts: { at: string }[];
  notSent: { at: string }[];
}

describe('conformance cases in memory', () => {
  it.each(files)('%s', (name) => {
    const value = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const scenario = readScenario(value);
    expect(scenario).toMatchObject({ ok: true });
    if (scenario.ok) expect(simulateScenario(scenario.value, NO_HOLIDAYS)).toEqual(inUtc(value.expect));
  });
});

function inUtc(expected: Expected): Expected {
  const utc = <T extends { at: string }>(rows: T[]) => rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  return { ...expected, contacts: utc(expected.contacts), notSent: utc(expected.notSent) };
}
