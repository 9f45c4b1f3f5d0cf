import { describe, expect, it } from 'vitest';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { apartRules } from '#lib/policy/apart.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { NO_OWN_POLICY } from '#lib/policy/own-policy.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { readJourney } from '../document.ts';
import { findProblems, NOTHING_KNOWN } from '../problems.ts';

const presets = countryPresets();
const policyOf = (country: string) => ({
  country,
  hours: {},
  apart: apartRules(bookOf(presets, country, NO_OWN_POLICY)(country, null), CHANNELS, '2026-03-10'),
});

const position = { x: 0, y: 0 };
const due = (days: number) => ({ kind: 'due', days, at: '10:00' });
const later = (amount: number, unit = 'days') => ({ kind: 'after', amount, unit });
const NOW = { kind: 'now' };
const fixed = (channel: string) => ({ channel: { mode: 'fixed', channel } });
const message = (id: string, when: object, more: object = fixed('sms')) => ({
  id,
  type: 'message',
  position,
  config: { when, template: 'reminder', ...fixed('sms'), ...more },
});
const wait = (id: string, until: object) => ({ id, type: 'wait', position, config: { until } });

/** The pairs that are reported, as `second after first: rule`, of a journey in one line. */
function pairs(nodes: { readonly id: string; readonly type: string }[], countries: readonly string[] = ['CO']): string[] {
  const all = [
    { id: 'in', type: 'entry', position, config: { trigger: { kind: 'segment', where: { combinator: 'and', rules: [] } } } },
    ...nodes,
    { id: 'x', type: 'exit', position, config: { outcome: 'done' } },
  ];
  const edges = all.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    source: all[index]?.id,
    sourceHandle: all[index]?.type === 'message' ? 'sent' : 'next',
    target: id,
  }));
  const read = readJourney({ format: 'cadenza.journey/1', key: 'k', name: 'n', stages: [], nodes: all, edges });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const openHours = countries.map(policyOf);
  return findProblems(read.value, { ...NOTHING_KNOWN, openHours }).flatMap(({ reason, node, params }) =>
    reason === 'gap' ? [`${node} after ${params.before} within ${params.days}: ${params.rule}`] : [],
  );
}

describe('two messages that the policy never allows so close', () => {
  it('are named with the rule and its article: on one day where one a day is allowed', () => {
    const found = pairs([message('a', due(0)), message('b', due(0), fixed('email'))]);
    expect(found).toEqual([expect.stringMatching(/^b after a within 0: CO-DAY \(.+\)$/)]);
    expect(pairs([message('a', NOW), message('b', NOW)])).toHaveLength(1);
  });

  it('are allowed as soon as the grace of the second, or its own day, reaches far enough, or it acts late', () => {
    expect(pairs([message('a', due(0)), message('b', due(0), { graceDays: 1 })])).toEqual([]);
    expect(pairs([message('a', due(0)), message('b', due(1))])).toEqual([]);
    expect(pairs([message('a', due(0)), message('b', due(0), { ifMissed: 'act' })])).toEqual([]);
    expect(pairs([message('a', NOW), message('b', later(1))])).toEqual([]);
    expect(pairs([message('a', NOW), message('b', later(2, 'hours'))])).toEqual([]);
    expect(pairs([message('a', NOW), message('b', due(0))])).toEqual([]);
  });

  it('are measured through what lies between them that takes no time, and through waits', () => {
    expect(pairs([message('a', due(0)), wait('w', NOW), message('b', NOW)])).toHaveLength(1);
    expect(pairs([message('a', due(0)), wait('w', later(3, 'hours')), message('b', due(0))])).toHaveLength(1);
    expect(pairs([message('a', due(0)), wait('w', later(3, 'hours')), message('b', NOW)])).toEqual([]);
    expect(pairs([message('a', NOW), wait('w', later(1)), message('b', NOW)], ['CL'])).toEqual([
      expect.stringMatching(/^b after a within 1: CL-SPACING/),
    ]);
    expect(pairs([message('a', NOW), wait('w', later(2)), message('b', NOW)], ['CL'])).toEqual([]);
    expect(pairs([message('a', NOW), wait('w', later(1, 'businessDays')), message('b', NOW)], ['CL'])).toEqual([]);
  });

  it('are nothing where the policy of one country allows them, or one of the channels does', () => {
    const close = [message('a', due(0)), message('b', due(0), fixed('email'))];
    expect(pairs(close, ['CO', 'CL'])[0]).toMatch(/CO-DAY.*, CL-SPACING/);
    expect(pairs(close, ['CO', 'MX'])).toEqual([]);
    expect(pairs([message('a', NOW), message('b', NOW, { channel: { mode: 'first', of: ['sms', 'voice'] } })], ['CL'])).toEqual([]);
    expect(pairs([message('a', NOW), message('b', NOW, { channel: { mode: 'preferred', else: ['sms'] } })])).toHaveLength(1);
  });

  it('are not said of a second that would be missed anyway, which is a finding of its own', () => {
    expect(pairs([message('a', due(3)), message('b', due(0))])).toEqual([]);
    expect(pairs([message('a', due(0)), wait('w', later(2)), message('b', due(0))])).toEqual([]);
  });
});
