import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import { bucketOf, FIELDS } from './catalogue.ts';
import { compareText } from './comparison.ts';
import { operatorsOf } from './operators.ts';
import { compilePredicate, fieldsOf, type Predicate, predicateSchema } from './predicate.ts';
import { predicateProblems } from './predicate-problems.ts';
import { factsWith } from './testing.ts';
import { anyFacts, anyPredicate } from './testing-any.ts';

const and = (...rules: Predicate['rules']): Predicate => ({ combinator: 'and', rules });
const rule = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const not = (predicate: Predicate): Predicate => ({ ...predicate, not: true });
const holds = (predicate: Predicate, facts = factsWith()) => compilePredicate(predicate)(facts);

const rich = factsWith({
  account: {
    balance: 10_000,
    dueDate: '2026-03-15',
    status: 'overdue',
    segment: 'Ágora 10%',
    score: 0.3,
    tags: ['vip', 'north'],
    openedAt: Date.UTC(2026, 2, 1, 5),
    attributes: { tier: 'gold', visits: 3, since: '2025-06-01', loyal: true, regions: ['x'], none: null },
  },
  debtor: { zone: 'America/Bogota', paperless: false, preferredFrom: '08:00', consent: { sms: 'denied' } },
  event: { type: 'payment.received', at: Date.UTC(2026, 2, 20, 15), payload: { amount: 500, data: 1 } },
  enrollment: { enteredAt: Date.UTC(2026, 2, 18, 4), visits: 2, lastOutcome: 'sent' },
});

describe('a rule', () => {
  it.each<[string, string, unknown, boolean]>([
    ['account.balance', '=', 10_000, true],
    ['account.balance', '=', '10000', true],
    ['account.balance', '!=', 10_000, false],
    ['account.balance', 'between', '10000,10001', true],
    ['account.balance', 'between', [10_001, 20_000], false],
    ['account.balance', 'notBetween', [10_001, 20_000], true],
    ['account.balance', 'in', '1, 10000', true],
    ['account.balance', 'notIn', [1, 2], true],
    ['account.score', '=', 0.3, true],
    ['account.score', '<', 0.1 + 0.2, true],
    ['account.daysPastDue', '=', 5, true],
    ['account.bucket', '=', '1-30', true],
    ['account.bucket', 'in', 'pre,due', false],
    ['account.dueDate', '<=', '2026-03-15', true],
    ['account.dueDate', 'between', '2026-03-01,2026-03-31', true],
    ['account.status', '!=', 'paid', true],
    ['account.segment', 'contains', '10%', true],
    ['account.segment', 'contains', 'ágora', false],
    ['account.segment', 'beginsWith', 'Ágora', true],
    ['account.segment', 'doesNotEndWith', '%', false],
    ['account.tags', 'contains', 'vip', true],
    ['account.tags', 'contains', 'vi', false],
    ['account.tags', 'in', ['south', 'north'], true],
    ['account.tags', 'notIn', 'south,east', true],
    ['account.tags', 'null', null, false],
    ['account.openedAt', '=', '2026-03-01', true],
    ['account.openedAt', '>', '2026-03-01', false],
    ['account.openedAt', '=', '2026-03-01T06:00:00+01:00', true],
    ['debtor.paperless', '=', false, true],
    ['debtor.paperless', '!=', false, false],
    ['debtor.preferredFrom', '<', '08:30', true],
    ['debtor.consent.sms', '=', 'denied', true],
    ['debtor.consent.email', '=', 'unknown', true],
    ['debtor.consent.email', 'notNull', null, true],
    ['account.attributes.tier', 'in', 'gold,silver', true],
    ['account.attributes.visits', '>=', 3, true],
    ['account.attributes.visits', '>=', '3', true],
    ['account.attributes.visits', 'contains', '3', false],
    ['account.attributes.visits', '!=', 'three', false],
    ['account.attributes.since', '<', '2026-01-01', true],
    ['account.attributes.loyal', '=', true, true],
    ['account.attributes.regions', 'contains', 'x', true],
    ['account.attributes.none', 'null', null, true],
    ['account.attributes.constructor', 'notNull', null, false],
    ['event.type', '=', 'payment.received', true],
    ['event.amount', '>', 499, true],
    ['event.data.amount', '>', 499, true],
    ['event.at', '>=', '2026-03-20', true],
    ['enrollment.daysIn', '=', 3, true],
    ['enrollment.visits', '=', 2, true],
    ['enrollment.lastOutcome', '=', 'sent', true],
    ['debtor.contacts7d', '=', 0, true],
    ['debtor.openAccounts', '=', 1, true],
  ])('%s %s %j is %s', (field, operator, value, expected) => {
    expect(holds(and(rule(field, operator, value)), rich)).toBe(expected);
  });

  it('is false on a missing fact whatever the comparison, and its denial is true', () => {
    for (const field of FIELDS.filter((one) =>
      ['account.principal', 'account.segment', 'debtor.paperless', 'event.at', 'enrollment.visits', 'account.promiseDate'].includes(
        one.path,
      ),
    )) {
      for (const operator of operatorsOf(field.type)) {
        const asked = and(
          rule(
            field.path,
            operator,
            ['in', 'notIn', 'between', 'notBetween'].includes(operator) ? ['2026-01-01', '2026-01-02'] : '2026-01-01',
          ),
        );
        expect([field.path, operator, holds(asked), holds(not(asked))]).toEqual([
          field.path,
          operator,
          operator === 'null',
          operator !== 'null',
        ]);
      }
    }
  });

  it.each([
    ['account.balance', '>', 'much'],
    ['account.balance', '>', null],
    ['account.balance', 'contains', '1'],
    ['account.balance', 'between', [1]],
    ['account.balance', 'notIn', []],
    ['account.segment', '!=', 5],
    ['account.segment', '<', 'z'],
    ['account.dueDate', '!=', '2026-02-30'],
    ['account.status', 'like', 'over'],
    ['account.nothing', '!=', 1],
    ['debtor.paperless', '!=', 'true'],
    ['debtor.hoursOverride', '=', 'x'],
  ])('is false where %s %s %j makes no sense', (field, operator, value) => {
    expect(holds(and(rule(field, operator, value)), rich)).toBe(false);
  });

  it('takes a date against an instant as the start of that day where the debtor is', () => {
    const opened = (openedAt: number, zone: string) => factsWith({ account: { openedAt }, debtor: { zone } });
    const since = and(rule('account.openedAt', '>=', '2026-03-01'));
    expect(holds(since, opened(Date.UTC(2026, 2, 1, 4, 59), 'America/Bogota'))).toBe(false);
    expect(holds(since, opened(Date.UTC(2026, 1, 28, 11), 'Pacific/Auckland'))).toBe(true);
  });
});

describe('a group', () => {
  it('without rules is true, and denied false', () => {
    expect([holds(and()), holds({ combinator: 'or', rules: [] }), holds(not(and()))]).toEqual([true, true, false]);
  });

  it('joins by and, by or, and turns round', () => {
    const yes = rule('account.balance', '>', 0);
    const no = rule('account.balance', '<', 0);
    const both = (combinator: string, ...rules: Predicate['rules']) => holds({ combinator, rules });
    expect([both('and', yes, no), both('or', no, yes), both('and', yes, yes, no), both('or', no, no, yes)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(holds(and(yes, not(and(no))))).toBe(true);
    expect([both('xor', yes), both('xor')]).toEqual([false, false]);
  });
});

describe('any predicate on any facts', () => {
  it('has an answer, the same one twice, the other one when denied', () => {
    fc.assert(
      fc.property(anyPredicate, anyFacts, (predicate, facts) => {
        const answers = [predicate, predicate, not(and(predicate)), not(and(not(and(predicate))))].map((one) => holds(one, facts));
        const [yes] = answers;
        expect(answers).toEqual([yes, yes, !yes, yes]);
      }),
      quick,
    );
  });

  it('parses as it stands and is judged without throwing', () => {
    fc.assert(
      fc.property(anyPredicate, (predicate) => {
        expect(predicateSchema.parse(predicate)).toEqual(predicate);
        expect(Array.isArray(predicateProblems(predicate, '$'))).toBe(true);
      }),
      quick,
    );
  });

  it('answers yes and no about equally often, so that the properties mean something', () => {
    const [yes, all] = fc
      .sample(fc.tuple(anyPredicate, anyFacts), { numRuns: 2_000, seed: 1 })
      .reduce(
        ([y, n], [predicate, facts]) => [
          y + (predicate.rules.length > 0 && holds(predicate, facts) ? 1 : 0),
          n + (predicate.rules.length > 0 ? 1 : 0),
        ],
        [0, 0],
      );
    expect(yes / all).toBeGreaterThan(0.25);
    expect(yes / all).toBeLessThan(0.75);
  });
});

describe('reading a predicate', () => {
  const problems = (value: unknown) =>
    predicateSchema.safeParse(value).error?.issues.map((issue) => [issue.path.join('.'), issue.code]) ?? [];

  it('takes what React Query Builder writes and ignores ids and value sources', () => {
    const written = {
      id: 'g',
      combinator: 'and',
      not: false,
      rules: [{ id: 'r', field: 'account.balance', operator: '>', valueSource: 'value', value: 5 }],
    };
    expect(predicateSchema.parse(written)).toEqual(written);
  });

  it('names an unknown key and a wrong type where they stand', () => {
    expect(problems({ combinator: 'and', rules: [{ field: 'a', operator: '=', values: 1 }] })).toEqual([['rules.0', 'unrecognized_keys']]);
    expect(problems({ combinator: 'and', rules: [{ combinator: 'or', rules: [{ field: 5, operator: '=' }] }] })).toEqual([
      ['rules.0.rules.0.field', 'custom'],
    ]);
    expect(problems({ combinator: 'and', rules: ['and'] })).toEqual([['rules.0', 'custom']]);
    expect(problems({ combinator: 'and', rules: {}, not: 'yes' })).toEqual([
      ['rules', 'invalid_type'],
      ['not', 'invalid_type'],
    ]);
  });

  it('leaves operators, fields and values to the findings', () => {
    expect(problems(and(rule('no.such', 'like', { any: 'thing' })))).toEqual([]);
  });

  it('refuses groups that are nested too deep instead of running out of stack', () => {
    let deep: Predicate = and();
    for (let i = 0; i < 30_000; i++) deep = and(deep);
    expect(problems(deep)).toEqual([['', 'custom']]);
  });
});

describe('what is wrong with a predicate', () => {
  const reasons = (...rules: Predicate['rules']) =>
    predicateProblems(and(...rules), 'where').map(({ code, reason, path }) => [code, reason, path]);

  it.each<[string, string, unknown, string, string]>([
    ['account.balance', 'contains', '1', 'operator', 'where.rules[0].operator'],
    ['account.balance', 'like', '1', 'operator', 'where.rules[0].operator'],
    ['account.product', '<', 'x', 'operator', 'where.rules[0].operator'],
    ['account.balance', '>', 'much', 'value', 'where.rules[0].value'],
    ['account.balance', 'in', [1, 'much'], 'value', 'where.rules[0].value'],
    ['account.balance', 'in', '', 'value', 'where.rules[0].value'],
    ['account.balance', '>', 10.5, 'fraction', 'where.rules[0].value'],
    ['account.balance', 'between', '5,1', 'range', 'where.rules[0].value'],
    ['account.dueDate', 'between', ['2026-03-02', '2026-03-01'], 'range', 'where.rules[0].value'],
    ['account.openedAt', 'between', ['2026-03-02', '2026-03-01'], 'range', 'where.rules[0].value'],
    ['account.status', '=', 'late', 'choice', 'where.rules[0].value'],
    ['account.bucket', 'in', '1-30,30-60', 'choice', 'where.rules[0].value'],
    ['debtor.consent.email', '=', 'yes', 'choice', 'where.rules[0].value'],
    ['debtor.paperless', '=', 1, 'value', 'where.rules[0].value'],
  ])('%s %s %j is a bad predicate: %s', (field, operator, value, reason, path) => {
    expect(reasons(rule(field, operator, value))).toEqual([['bad-predicate', reason, path]]);
  });

  it('names an unknown field once and does not judge its operator', () => {
    expect(reasons(rule('account.balanse', 'like', {}))).toEqual([['unknown-field', 'field', 'where.rules[0].field']]);
    expect(reasons(rule('debtor.consent.fax', '=', 'denied'))).toEqual([['unknown-field', 'field', 'where.rules[0].field']]);
  });

  it('never calls an attribute unknown, and finds what stands deep', () => {
    expect(reasons(rule('account.attributes.anything', '=', 1), rule('event.whatever', 'in', 'a,b'))).toEqual([]);
    expect(reasons(and(rule('account.balance', '>', 0), rule('nope', '=', 1)))).toEqual([
      ['unknown-field', 'field', 'where.rules[0].rules[1].field'],
    ]);
    expect(predicateProblems({ combinator: 'xor', rules: [] }, 'where')).toMatchObject([
      { code: 'bad-predicate', reason: 'combinator', path: 'where.combinator' },
    ]);
  });

  it('finds nothing wrong with sense', () => {
    expect(
      reasons(
        rule('account.balance', 'between', '1,5'),
        rule('account.balance', '>=', '5000'),
        rule('account.tags', 'in', 'vip'),
        rule('account.openedAt', '>', '2026-03-01'),
        rule('account.score', '<', 0.5),
        rule('account.promiseDate', 'notNull'),
      ),
    ).toEqual([]);
  });
});

describe('what a predicate asks', () => {
  it('is told as the paths of its fields, each once, at any depth', () => {
    const asked = and(
      rule('account.balance', '>', 0),
      and(rule('account.balance', '<', 9), rule('debtor.contacts7d', '<', 3), rule('nope', '=', 1)),
    );
    expect([...fieldsOf(asked)]).toEqual(['account.balance', 'debtor.contacts7d', 'nope']);
  });

  it('changes with the day alone only where days are counted', () => {
    expect(FIELDS.filter((field) => field.variesByDay).map((field) => field.path)).toEqual([
      'account.daysPastDue',
      'account.bucket',
      'debtor.contacts1d',
      'debtor.contacts7d',
      'debtor.contacts30d',
      'enrollment.daysIn',
    ]);
  });
});

describe('order of text', () => {
  it('is by code point, where UTF-16 units would put emoji before U+FFEE', () => {
    expect(['😀', '\uffee', 'z', 'a', 'A', '', 'ab'].sort(compareText)).toEqual(['', 'A', 'a', 'ab', 'z', '\uffee', '😀']);
  });
});

describe('days past due', () => {
  it('fall into bands whose edges belong to the earlier one', () => {
    const edges = [-1, 0, 1, 30, 31, 60, 61, 90, 91].map(bucketOf);
    expect(edges).toEqual(['pre', 'due', '1-30', '1-30', '31-60', '31-60', '61-90', '61-90', '90+']);
  });
});
