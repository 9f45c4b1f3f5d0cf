import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePredicate, predicateSchema } from '#lib/facts/predicate.ts';
import { predicateProblems } from '#lib/facts/predicate-problems.ts';
import { factsWith } from '#lib/facts/testing.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { readScenario } from '#lib/interpreter/scenario.ts';
import { readExpectation } from '#lib/interpreter/scenario-check.ts';
import { readJourney } from '#lib/journey/document.ts';
import { findProblems, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { checkMessage } from '#lib/message/check.ts';
import { renderMessage } from '#lib/message/render.ts';
import { countSegments, dearLetters, inPlainLetters, plainTemplate } from '#lib/message/segments.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { sight } from '#lib/message/testing.ts';
import { readOwnPolicy } from '#lib/policy/own-policy.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { root } from './root.ts';

/*
 * Whatever is wrong with what comes from outside, the boundary that reads it answers with problems and never throws. The
 * malformed are sound ones in which something was exchanged, taken away, doubled or put into another place.
 */

const RUNS = process.env.CADENZA_LONG ? 100_000 : 1_000;
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const all = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => json(folder, name));

const cases = all('conformance');
const journeys = [...cases.flatMap((one) => partOf(one, 'journey')), ...all('fixtures/journeys')];
const mappings = all('fixtures/mappings');
const policies = [
  {
    tighten: [{ rule: 'CO-C', max: 1, windows: { mon: [['08:00', '17:00']] } }],
    rules: { caps: [{ id: 'house', channels: ['sms'], max: 1, days: 7 }] },
    holidays: { add: ['2026-12-24'], remove: [] },
  },
];
const predicates = [
  {
    combinator: 'and',
    not: false,
    rules: [
      { field: 'account.balance', operator: 'between', value: [1, 100] },
      { combinator: 'or', rules: [{ field: 'debtor.consent.sms', operator: 'in', value: ['granted'] }] },
      { field: 'account.attributes.x', operator: 'contains', value: 'a' },
    ],
  },
];

function partOf(value: unknown, name: string): unknown[] {
  return typeof value === 'object' && value !== null && name in value ? [Reflect.get(value, name)] : [];
}

const KEYS = ['__proto__', 'constructor', 'toString', 'rules', 'id', 'type', 'length', ''];
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    -1,
    1.5,
    1e308,
    9_007_199_254_740_991,
    '',
    '\0',
    '\ud83d',
    '__proto__',
    '25:00',
    '2026-02-30',
    [],
    {},
    [[]],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const key = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 6 }));

interface Wound {
  readonly at: number;
  readonly how: 'replace' | 'drop' | 'add' | 'double';
  readonly key: string;
  readonly value: unknown;
}
const wounds = fc.array(
  fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom('replace' as const, 'drop' as const, 'add' as const, 'double' as const),
    key,
    value: odd,
  }),
  { minLength: 1, maxLength: 4 },
);

/** A copy with wounds: each at a place counted through the whole value, in order. */
function wounded(value: unknown, hurt: readonly Wound[]): unknown {
  return hurt.reduce((whole, wound) => {
    const copy: { root: unknown } = { root: structuredClone(whole) };
    const places: { readonly holder: object; readonly name: string }[] = [];
    const collect = (holder: object): void => {
      for (const name of Object.keys(holder)) {
        places.push({ holder, name });
        const inner: unknown = Reflect.get(holder, name);
        if (typeof inner === 'object' && inner !== null) collect(inner);
      }
    };
    collect(copy);
    const place = places[wound.at % places.length];
    if (place) hurtAt(place.holder, place.name, wound);
    return copy.root;
  }, value);
}

function hurtAt(holder: object, name: string, { how, key: added, value }: Wound): void {
  const inner: unknown = Reflect.get(holder, name);
  if (how === 'replace') Reflect.set(holder, name, value);
  else if (how === 'drop') Reflect.deleteProperty(holder, name);
  else if (Array.isArray(inner)) inner.push(how === 'double' ? inner[0] : value);
  else if (typeof inner === 'object' && inner !== null)
    Object.defineProperty(inner, added, { value, enumerable: true, writable: true, configurable: true });
  else Reflect.set(holder, name, value);
}

const malformed = (sound: readonly unknown[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...sound), wounds).map(([one, hurt]) => wounded(one, hurt)) },
    { weight: 1, arbitrary: odd },
  );

/** Every malformed value is answered; how many of them were refused, for a share to be told of. */
function refusedOf(sound: readonly unknown[], answer: (value: unknown) => boolean): number {
  let refused = 0;
  fc.assert(
    fc.property(malformed(sound), (value) => {
      if (!answer(value)) refused++;
    }),
    { numRuns: RUNS },
  );
  return refused / RUNS;
}

describe('what is malformed', () => {
  it('is a journey: refused with places, or judged and compiled', () => {
    const share = refusedOf(journeys, (value) => {
      const read = readJourney(value);
      if (!read.ok) {
        expect(read.problems.every(({ path, message }) => path.startsWith('$') && message !== '')).toBe(true);
        return false;
      }
      findProblems(read.value, NOTHING_KNOWN);
      compile(read.value);
      return true;
    });
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.95);
  });

  it('is a predicate: refused, or judged and asked', () => {
    const facts = factsWith({});
    const share = refusedOf(predicates, (value) => {
      const read = predicateSchema.safeParse(value);
      if (!read.success) return false;
      predicateProblems(read.data, '$');
      expect(typeof compilePredicate(read.data)(facts)).toBe('boolean');
      return true;
    });
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
  });

  it('is a test case: refused, or read', () => {
    const share = refusedOf(cases, (value) => {
      partOf(value, 'expect').map(readExpectation);
      return readScenario(value).ok;
    });
    expect(share).toBeGreaterThan(0.3);
  });

  it('is a policy or a mapping: refused, or read', () => {
    expect(refusedOf(policies, (value) => readOwnPolicy(value).ok)).toBeGreaterThan(0.3);
    expect(refusedOf(mappings, (value) => readMapping(value).ok)).toBeGreaterThan(0.3);
  });
});

describe('what is nested a hundred thousand deep', () => {
  const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1);
  const rule = { field: 'account.balance', operator: '=', value: deep };
  const where = { combinator: 'and', rules: [rule] };

  it('is refused or passed over as any other value', () => {
    const [journey] = journeys;
    const entry = { id: 'in', type: 'entry', position: { x: 0, y: 0 }, config: { trigger: { kind: 'segment', where } } };
    const read = readJourney({ ...Object(journey), nodes: [entry], edges: [] });
    // A value may be any JSON: it is read, and found to fit no operator.
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(findProblems(read.value, NOTHING_KNOWN).map(({ code }) => code)).toContain('bad-predicate');
    expect(compile(read.value).entries).toHaveLength(1);
    expect(readJourney({ ...Object(journey), description: deep }).ok).toBe(false);
    expect(
      predicateSchema.safeParse(Array.from({ length: 100_000 }).reduce((inner) => ({ combinator: 'and', rules: [inner] }), rule)).success,
    ).toBe(false);
    expect(readOwnPolicy({ rules: deep }).ok).toBe(false);
    expect(readMapping({ ...Object(mappings[0]), defaults: { 'account.attributes.x': deep } }).ok).toBe(false);
    const [one] = cases;
    const nested = readScenario({ ...Object(one), debtors: [{ id: 'd1', attributes: { a: deep } }] });
    expect(nested).toMatchObject({ ok: false, problems: [{ message: 'Values are nested more than 200 deep.' }] });
    expect(readExpectation({ contacts: [{ a: deep }] }).ok).toBe(true);
    for (const tag of ['{% if a %}', '{% for a in accounts %}', '{{ a', '(']) {
      const body = tag.repeat(1_900);
      expect(checkMessage({ subject: null, body: `{{ ${body}` })).not.toEqual([]);
      expect(renderMessage({ ...STAND_IN_TEMPLATE, language: 'es', body: `{{ ${body}` }, sight()).ok).toBe(false);
    }
  });
});

const PIECES = [
  ...['{{', '}}', '{%', '%}', '{%-', '-}}', ' ', '\n', 'á', '|', ':', '"', "'", ',', '.', '(1..9)', '[0]', '#', '1e9', '(1..1000000000)'],
  ...[
    'if',
    'endif',
    'for a in accounts',
    'endfor',
    'assign x = ',
    'case',
    'when',
    'else',
    'unless',
    'endunless',
    'raw',
    'endraw',
    'break',
    'continue',
  ],
  ...['echo', 'include "x"', 'render "x"', 'capture y', 'cycle', 'tablerow', 'increment', 'liquid', 'comment', 'endcomment'],
  ...['account', 'accounts', 'debtor.name', 'constructor', '__proto__', 'account.balance', 'x', 'forloop', 'empty', 'nil', 'workspace'],
  ...[
    'money',
    'date',
    'name',
    'append: x',
    'split: ""',
    'join',
    'sort',
    'map: "id"',
    'where: "id"',
    'sum',
    'times: 1e300',
    'slice: -9, 99',
    'round: 400',
  ],
];
const anyTemplate = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(' ')),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('{{ ', '{% ', ''),
        fc.array(fc.constantFrom(...PIECES.slice(4)), { maxLength: 5 }),
        fc.constantFrom(' }}', ' %}', ''),
      ),
      { maxLength: 6 },
    )
    .map((tags) => tags.map(([open, inner, close]) => `${open}${inner.join(' ')}${close}`).join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('a malformed template', () => {
  it('is checked and rendered to a problem or a text of bounded length, and counted as an SMS', () => {
    const told = { rendered: 0, refused: 0 };
    fc.assert(
      fc.property(anyTemplate, (body) => {
        checkMessage({ subject: null, body });
        const answer = renderMessage({ ...STAND_IN_TEMPLATE, language: 'es', body }, sight());
        told[answer.ok ? 'rendered' : 'refused']++;
        if (answer.ok) expect(answer.body.length).toBeLessThanOrEqual(50_000);
        else expect(answer.problem).not.toBe('');
        const text = answer.ok ? answer.body : body;
        expect(countSegments(text).segments).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
        expect(dearLetters(inPlainLetters(text)).every(({ replacement }) => replacement === null)).toBe(true);
        plainTemplate(body);
      }),
      { numRuns: RUNS },
    );
    expect(told.rendered / RUNS).toBeGreaterThan(0.05);
    expect(told.refused / RUNS).toBeGreaterThan(0.3);
  });
});
