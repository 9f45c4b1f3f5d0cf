import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { readScenario } from './scenario.ts';
import { simulateScenario } from './simulate.ts';

const folder = new URL('../../conformance/', import.meta.url);
/** Cases under a country’s policy need its holidays, which no pure room reads: `scripts/conformance.test.ts` has them. */
const LATER = ['colombia-grace-0.json', 'colombia-grace-1.json'];
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('validate-') && !LATER.includes(name));

interface Expected {
  contacts: { at: string; node: string; accounts: string[] }[];
  notSent: { at: string; node: string; account: string }[];
  enrollments: { account: string }[];
}

describe('conformance cases in memory', () => {
  it.each(files)('%s', (name) => {
    const value = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const scenario = readScenario(value);
    expect(scenario).toMatchObject({ ok: true });
    if (scenario.ok)
      expect(simulateScenario(scenario.value, { policy: openPolicy(scenario.value.topicDays), holidays: NO_HOLIDAYS })).toEqual(
        inOrder(value.expect),
      );
  });
});

/** In UTC and in the order of the answers, which is not that of every file: by time, node, account; runs by account. */
function inOrder({ contacts, notSent, enrollments }: Expected): Expected {
  const utc = <T extends { at: string }>(rows: T[]) => rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  const by = <T>(rows: T[], key: (row: T) => string) => rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    contacts: by(utc(contacts), ({ at, node, accounts }) => `${at} ${node} ${accounts[0]}`),
    notSent: by(utc(notSent), ({ at, node, account }) => `${at} ${node} ${account}`),
    enrollments: by(enrollments, ({ account }) => account),
  };
}
