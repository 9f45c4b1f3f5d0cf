import fc from 'fast-check';
import { type OwnPolicy, readOwnPolicy } from '../own-policy.ts';

const OFFICE = {
  mon: [['09:00', '17:00']],
  tue: [
    ['09:00', '12:30'],
    ['14:00', '17:00'],
  ],
  wed: [['10:00', '17:00']],
  thu: [],
  fri: [['09:00', '24:00']],
  sat: [['00:00', '11:00']],
  sun: [],
};

/** What a careful house makes stricter, of several countries and kinds; a rule of another country has no effect. */
const tightening = fc.constantFrom(
  { rule: 'CO-DAY', max: 0 },
  { rule: 'CO-HOURS', windows: OFFICE },
  { rule: 'CL-REMOTE-WEEK', max: 1 },
  { rule: 'CL-SPACING', minDays: 4 },
  { rule: 'CL-HOURS-REMOTE', windows: OFFICE },
  { rule: 'GT-DAY', max: 1 },
  { rule: 'US-7IN7', max: 1 },
  { rule: 'US-MA-2IN7', max: 1 },
  { rule: 'US-CONV', days: 9 },
  { rule: 'US-HOURS', windows: OFFICE },
  { rule: 'BR-RJ-HOURS', windows: OFFICE },
  { rule: 'MX-HOURS-WEEKDAYS', enforce: true },
  { rule: 'PE-HOURS-REMOTE', enforce: true },
  { rule: 'PA-CONSENT', enforce: true },
);

const channels = fc.constantFrom<'*' | string[]>('*', ['email', 'sms'], ['ivr', 'call'], ['email']);
const scope = fc.constantFrom('debtor', 'debtor', 'debt');

/** A workspace's own policy: rules made stricter, house rules of every kind, some for a time only, and days of its own; `dates` are those it may name. */
export function anyOwnPolicy(dates: readonly string[]): fc.Arbitrary<OwnPolicy> {
  const date = fc.constantFrom(...dates);
  const dated = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: date.map((validFrom) => ({ validFrom })) },
    { weight: 1, arbitrary: date.map((validTo) => ({ validTo })) },
  );
  const rule = <T extends Record<string, fc.Arbitrary<unknown>>>(id: string, shape: T) =>
    fc.tuple(fc.record(shape), dated).map(([own, when]) => ({ id, ...own, ...when }));
  const counts = fc.constantFrom('attempt', 'attempt', 'connected', 'conversation');
  const some = <T>(one: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: one.map((made) => [made]) });
  const per = fc.constantFrom('day', 'week', 'rolling7d', 'month');
  const rules = fc.record({
    caps: some(
      rule('HOUSE-CAP', { channels, scope, counts, per, max: fc.constantFrom(1, 1, 2), countBy: fc.constantFrom('group', 'channel') }),
    ),
    spacing: some(rule('HOUSE-GAP', { channels, scope, minDays: fc.integer({ min: 1, max: 3 }) })),
    hours: some(rule('HOUSE-HOURS', { channels, windows: fc.constant(OFFICE), closedOnHolidays: fc.boolean() })),
    singleChannel: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: rule('HOUSE-ONE', { channels, scope, counts }) },
    ),
    afterEvent: some(
      rule('HOUSE-AFTER', { channels, scope, event: fc.constantFrom('promise', 'conversation'), days: fc.integer({ min: 0, max: 3 }) }),
    ),
    forbiddenChannels: some(rule('HOUSE-NEVER', { channels: fc.constantFrom(['push'], ['ivr', 'sms']) })),
    notBefore: some(rule('HOUSE-EARLY', { daysPastDue: fc.integer({ min: -2, max: 2 }) })),
  });
  const days = fc.uniqueArray(date, { maxLength: 2 });
  return fc
    .record({ tighten: fc.uniqueArray(tightening, { maxLength: 6 }), rules, holidays: fc.record({ add: days, remove: days }) })
    .map((stated) => {
      const read = readOwnPolicy(stated);
      if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
      return read.value;
    });
}
