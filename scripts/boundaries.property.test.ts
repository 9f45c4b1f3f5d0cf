import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAccount, importedAccount } from '#lib/facts/account-events.ts';
import { accountInputSchema } from '#lib/facts/account-input.ts';
import { importedDebtor } from '#lib/facts/debtor-events.ts';
import { debtorInputSchema } from '#lib/facts/debtor-input.ts';
import { isEventType, readEventPayload } from '#lib/facts/event-payload.ts';
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
import { bookOf } from '#lib/policy/book-of.ts';
import { answerCases } from '#lib/policy/case.ts';
import { decide } from '#lib/policy/decide.ts';
import { readOwnHours } from '#lib/policy/own-hours.ts';
import { readOwnPolicy } from '#lib/policy/own-policy.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { readBehaviour } from '#lib/simulation/behaviour.ts';
import { RUNS, thorough } from '#lib/testing/thorough.ts';
import { root } from './root.ts';

/*
 * Whatever is wrong with what comes from outside, the boundary that reads it answers with problems and never throws. The
 * malformed are sound ones in which something was exchanged, taken away, doubled or put into another place.
 */

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
const policyCases = casesOf(json('lib/policy/presets/cases.json'));
const JUDGED = {
  zone: 'America/Bogota',
  optOut: [],
  authorised: null,
  hours: null,
  ceaseRequest: false,
  attorneyRepresented: false,
  callConsentAt: null,
  promiseDate: null,
};
const PROPOSED = {
  at: 1_774_000_000_000,
  channel: 'sms',
  purpose: 'collection',
  role: 'debtor',
  person: 'debtor',
  debts: ['A'],
  contentFlags: [],
  daysPastDue: 3,
};
const stated = [
  {
    debtor: {
      ...{
        externalId: 'd1',
        name: 'Ana',
        language: 'es',
        country: 'CO',
        timezone: 'America/Bogota',
        email: 'ana@example.com',
        pushCount: 1,
      },
      ...{
        hoursOverride: { windows: { mon: [['18:00', '20:00']] }, closedOnHolidays: true },
        preferredChannel: 'sms',
        preferredFrom: '08:00',
      },
      ...{ consent: { sms: 'granted' }, attributes: { tier: 'gold' } },
    },
    account: {
      externalId: 'a1',
      debtorExternalId: 'd1',
      currency: 'COP',
      balance: 100,
      dueDate: '2026-03-20',
      status: 'current',
      tags: ['a'],
      attributes: { x: 1 },
    },
  },
];
const events = [
  { type: 'payment.received', data: { amount: 100 } },
  { type: 'promise.made', data: { date: '2026-03-20', amount: 100 } },
  { type: 'due.changed', data: { dueDate: '2026-04-01' } },
  { type: 'consent.denied', data: { channel: 'sms' } },
  { type: 'status.changed', data: { status: 'paid' } },
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

function casesOf(file: unknown): unknown[] {
  const [found] = partOf(file, 'cases');
  return Array.isArray(found) ? found : [];
}

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
    thorough,
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

  it('is a policy: refused, or read and asked', () => {
    const presets = countryPresets();
    const share = refusedOf(policies, (value) => {
      const read = readOwnPolicy(value);
      if (!read.ok) return false;
      const book = bookOf(presets, 'CO', read.value)('CO', null);
      expect(Array.isArray(decide(book, JUDGED, [], PROPOSED, () => false).blockedBy)).toBe(true);
      return true;
    });
    expect(share).toBeGreaterThan(0.3);
  });

  it('is a case of the policy: a problem at its place, or an answer', () => {
    const presets = countryPresets();
    const share = refusedOf(policyCases, (value) => {
      const answered = answerCases(presets, { cases: [value] });
      if (!answered.ok) throw new Error('the file is sound');
      return answered.value.every(({ ok }) => ok);
    });
    expect(share).toBeGreaterThan(0.2);
  });

  it('is a mapping or a behaviour: refused, or read', () => {
    expect(refusedOf(mappings, (value) => readMapping(value).ok)).toBeGreaterThan(0.3);
    expect(refusedOf(all('fixtures/behaviours'), (value) => readBehaviour(value).ok)).toBeGreaterThan(0.2);
  });

  it('is what somebody says of a debtor or an account: refused, or stands as facts that events change and predicates ask', () => {
    const owing = compilePredicate(predicateSchema.parse(predicates[0]));
    const share = refusedOf(stated, (value) => {
      const [debtor, account] = [
        debtorInputSchema.safeParse(partOf(value, 'debtor')[0]),
        accountInputSchema.safeParse(partOf(value, 'account')[0]),
      ];
      if (!debtor.success || !account.success) return false;
      const person = importedDebtor(debtor.data, 'd1', debtor.data.timezone ?? 'UTC');
      const { state } = foldAccount(
        importedAccount({ currency: 'COP', ...account.data }, 'a1', 'd1'),
        [],
        person.zone,
        0,
        1_774_000_000_000,
      );
      expect(typeof owing({ ...factsWith({}), account: state, debtor: person })).toBe('boolean');
      expect(readOwnHours(person.hoursOverride) === null || person.hoursOverride !== null).toBe(true);
      return true;
    });
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.95);
  });

  it('is an event: refused, or folded in', () => {
    const account = factsWith({}).account;
    const share = refusedOf(events, (value) => {
      const [type] = partOf(value, 'type');
      const [payload] = partOf(value, 'data');
      if (typeof type !== 'string' || !isEventType(type)) return false;
      const read = readEventPayload(type, payload);
      if (!read.ok) return false;
      foldAccount(account, [{ type, at: 1_774_000_000_000, payload: read.value }], 'America/Bogota', 0, 1_774_100_000_000);
      return true;
    });
    expect(share).toBeGreaterThan(0.2);
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
      thorough,
    );
    expect(told.rendered / RUNS).toBeGreaterThan(0.05);
    expect(told.refused / RUNS).toBeGreaterThan(0.3);
  });
});
