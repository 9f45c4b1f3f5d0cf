import fc from 'fast-check';
import { type Instant, parseInstant } from '#lib/base/instant.ts';
import type { AccountState } from './account.ts';
import { FIELDS, fieldAt } from './catalogue.ts';
import type { DebtorState } from './debtor.ts';
import type { Facts } from './facts.ts';
import { OPERATORS, operatorsOf } from './operators.ts';
import type { Predicate, Rule } from './predicate.ts';
import { factsWith, PLAIN_DEBTOR } from './testing.ts';

/*
 * Random facts and predicates for tests. They draw from small pools, so that a rule often meets the very value it
 * names, and from values that trip comparisons: case, accents, code points beyond UTF-16 order, wildcards, clock changes.
 */

const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'ba',
  'ó',
  'o\u0301',
  'z',
  '\uffee',
  '😀',
  '😀a',
  '%',
  '_',
  '\\',
  "it's",
  '1-30',
  'email',
  'paid',
  '10',
  '2026-03-15',
];
const WHOLE = [-10_000, -31, -1, 0, 1, 5, 10, 30, 31, 60, 90, 91, 10_000, 9_007_199_254_740_991];
const FRACTIONS = [...WHOLE, 0.1, 0.3, 0.1 + 0.2, -2.5, 1e-7, 1e21];
const DATES = [
  '2025-12-31',
  '2026-02-28',
  '2026-03-08',
  '2026-03-14',
  '2026-03-15',
  '2026-03-29',
  '2026-09-06',
  '2026-11-01',
  '9999-12-31',
];
const TIMES = ['00:00', '08:00', '09:30', '23:59'];
const INSTANTS = [
  '2026-03-08T04:59:59.999Z',
  '2026-03-08T05:00:00Z',
  '2026-03-15T00:00:00-05:00',
  '2026-09-06T04:00:00Z',
  '2026-11-01T04:00:00.000Z',
  '2026-11-01T05:00:00.000Z',
  '2026-11-01T06:30:00.001Z',
];
/** Zones whose midnights are skipped (Santiago), come twice (Havana), or lie far from UTC. */
const ZONES = ['America/Bogota', 'America/Santiago', 'America/Havana', 'America/New_York', 'Pacific/Auckland', 'UTC'];
const KEYS = ['tier', 'a.b', 'ó', "it's", 'constructor', '$1'];

const text = fc.constantFrom(...TEXTS);
const whole = fc.constantFrom(...WHOLE);
const instant = fc.constantFrom(...INSTANTS).map((one): Instant => parseInstant(one) ?? 0);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 });
const attribute = fc.oneof(
  text,
  fc.constantFrom(...FRACTIONS),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.constantFrom(...DATES),
);
const attributes = fc.dictionary(fc.constantFrom(...KEYS), attribute, { maxKeys: 4, noNullPrototype: true });

const anyPromise = fc
  .record({ date: fc.constantFrom(...DATES.slice(0, -1)), amount: whole, paid: fc.constant(0), madeAt: instant, breaksAt: instant })
  .map((promise) => ({ ...promise }));

/** Any account that tables can hold, most fields null one time in three. */
const anyAccount: fc.Arbitrary<AccountState> = fc.record({
  id: fc.uuid(),
  externalId: text,
  debtorId: fc.constant(PLAIN_DEBTOR.id),
  product: maybe(text),
  currency: fc.constantFrom('COP', 'USD'),
  balance: whole,
  principal: maybe(whole),
  dueDate: maybe(fc.constantFrom(...DATES)),
  openedAt: maybe(instant),
  status: maybe(fc.constantFrom('current', 'overdue', 'paid', 'cancelled')),
  segment: maybe(text),
  score: maybe(fc.constantFrom(...FRACTIONS)),
  tags: fc.array(text, { maxLength: 3 }),
  attributes,
  lastPaymentAt: maybe(instant),
  lastPaymentAmount: maybe(whole),
  paidTotal: whole,
  surplus: fc.constant(0),
  promise: maybe(anyPromise),
  brokenPromises: fc.constantFrom(0, 1, 5),
  promisesMade: fc.constant(1),
  statusBeforeDispute: fc.constant(null),
  disputedAt: fc.constant(null),
});

/** Any debtor that tables can hold. */
const anyDebtor: fc.Arbitrary<DebtorState> = fc.record({
  id: fc.constant(PLAIN_DEBTOR.id),
  externalId: text,
  name: maybe(text),
  language: maybe(fc.constantFrom('es', 'en')),
  country: maybe(fc.constantFrom('CO', 'US')),
  subdivision: maybe(text),
  timezone: maybe(fc.constantFrom(...ZONES)),
  zone: fc.constantFrom(...ZONES),
  email: maybe(text),
  phone: maybe(text),
  whatsapp: maybe(text),
  pushCount: fc.constantFrom(0, 1, 5),
  postal: maybe(text),
  hoursOverride: maybe(fc.constant({ weekdays: ['09:00', '10:00'] })),
  ceaseRequest: maybe(fc.boolean()),
  attorneyRepresented: maybe(fc.boolean()),
  callConsentAt: maybe(instant),
  preferredChannel: maybe(fc.constantFrom('email', 'sms')),
  preferredFrom: maybe(fc.constantFrom(...TIMES)),
  preferredTo: maybe(fc.constantFrom(...TIMES)),
  preferenceSource: maybe(text),
  preferenceAt: maybe(instant),
  paperless: maybe(fc.boolean()),
  consent: fc.dictionary(fc.constantFrom('email', 'sms', 'call'), fc.constantFrom('granted' as const, 'denied' as const), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  hardFailed: fc.constant([]),
  lastReplyAt: maybe(instant),
  attributes,
});

/** Facts of any account and debtor, at an instant near the dates that rules name, within a run and an event or without. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    now: instant,
    account: anyAccount,
    debtor: anyDebtor,
    contacts: fc.record({
      contacts1d: fc.constantFrom(0, 1),
      contacts7d: fc.constantFrom(0, 1, 5),
      contacts30d: fc.constantFrom(0, 5, 10),
      lastContactAt: maybe(instant),
      lastContactChannel: maybe(fc.constantFrom('email', 'sms')),
    }),
    totalBalance: whole,
    openAccounts: fc.constantFrom(0, 1, 5),
    enrollment: maybe(fc.record({ enteredAt: instant, visits: fc.constantFrom(1, 5), lastOutcome: maybe(text) })),
    event: maybe(fc.record({ type: fc.constantFrom('payment.received', 'custom.a'), at: instant, payload: attributes })),
  })
  .map((changes) => factsWith(changes));

const anyPath = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...FIELDS.map((field) => field.path)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('account.attributes.', 'debtor.attributes.', 'event.'), fc.constantFrom(...KEYS))
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('account.nothing', '', 'account.attributes.', 'account.attributes.\u0000', '__proto__') },
);

const odd = fc.constantFrom<unknown>(
  null,
  {},
  [],
  [null],
  'a\u0000',
  '\ud83d',
  'NaN',
  '1e5',
  'not,a,range',
  '2026-02-30',
  true,
  undefined,
  [[1]],
);

function scalarFor(path: string): fc.Arbitrary<unknown> {
  const field = fieldAt(path);
  switch (field?.type) {
    case 'money':
    case 'integer':
      return fc.oneof(whole, whole.map(String));
    case 'number':
      return fc.constantFrom(...FRACTIONS);
    case 'boolean':
      return fc.boolean();
    case 'date':
      return fc.constantFrom(...DATES);
    case 'instant':
      return fc.constantFrom(...DATES, ...INSTANTS);
    case 'time':
      return fc.constantFrom(...TIMES);
    case 'enum':
    case 'consent':
      return fc.constantFrom(...(field.values ?? []));
    case 'any':
      return fc.oneof(text, fc.constantFrom(...FRACTIONS), fc.boolean(), fc.constantFrom(...DATES));
    default:
      return text;
  }
}

/** A value that suits the operator, as an array or split by commas where it takes several; one time in ten something else. */
function valueFor(path: string, operator: string): fc.Arbitrary<unknown> {
  const scalar = scalarFor(path);
  const several = operator.toLowerCase().endsWith('between') ? { minLength: 2, maxLength: 2 } : { minLength: 1, maxLength: 4 };
  const list = fc.array(scalar, several);
  const takesList = ['in', 'notIn', 'between', 'notBetween'].includes(operator);
  return fc.oneof(
    { weight: 6, arbitrary: takesList ? list : scalar },
    { weight: 3, arbitrary: takesList ? list.map((members) => members.join(',')) : scalar },
    { weight: 1, arbitrary: fc.oneof(odd, scalar, list) },
  );
}

const anyOperator = (path: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom<string>(...operatorsOf(fieldAt(path)?.type ?? 'any')) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...OPERATORS, 'like', '') },
  );

/** Any rule that parses: most often an operator that suits its field and a value that suits the operator, sometimes neither. */
const anyRule: fc.Arbitrary<Rule> = anyPath.chain((field) =>
  anyOperator(field).chain((operator) => valueFor(field, operator).map((value) => ({ field, operator, value }))),
);

/** Any predicate that parses, up to three groups deep. */
export const anyPredicate: fc.Arbitrary<Predicate> = fc.letrec<{ group: Predicate; member: Rule | Predicate }>((tie) => ({
  group: fc.record(
    {
      combinator: fc.oneof({ weight: 20, arbitrary: fc.constantFrom('and', 'or') }, { weight: 1, arbitrary: fc.constant('xor') }),
      rules: fc.array(tie('member'), { maxLength: 3 }),
      not: fc.boolean(),
    },
    { requiredKeys: ['combinator', 'rules'] },
  ),
  member: fc.oneof({ depthSize: 'small', maxDepth: 3 }, anyRule, tie('group')),
})).group;
